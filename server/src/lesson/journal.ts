// A Room's hold on its log. Decisions are taken on the state with everything decided so far; others hear of an
// entry only when the database has it.
import {
	emptyRoom,
	fold,
	type LessonEvent,
	type LessonId,
	type LogEntry,
	type RoomState,
} from '@classroom/protocol';
import type { LessonLog, LogWriter } from '../lessonLog/index.ts';
import type { Clock } from '../platform/index.ts';

/** How many entries are read at once when a Room is rebuilt. */
const READ_STEP = 2_000;

export class Journal {
	readonly #writer: LogWriter;
	readonly #clock: Clock;
	readonly #onEntry: (entry: LogEntry) => void;
	/** The fold of what the database has. */
	#committed: RoomState;
	/** The fold of everything decided, committed or on its way. */
	#decided: RoomState;
	#underWay = 0;

	private constructor(writer: LogWriter, state: RoomState, clock: Clock, onEntry: (entry: LogEntry) => void) {
		this.#writer = writer;
		this.#committed = state;
		this.#decided = state;
		this.#clock = clock;
		this.#onEntry = onEntry;
	}

	/** Takes the log under a new epoch and folds what it holds. */
	static async open(
		log: LessonLog,
		lessonId: LessonId,
		clock: Clock,
		onEntry: (entry: LogEntry) => void,
	): Promise<Journal> {
		const writer = await log.open(lessonId);
		let state = emptyRoom(lessonId);
		for (;;) {
			const entries = await log.read(lessonId, state.seq, READ_STEP);
			state = entries.reduce(fold, state);
			if (entries.length < READ_STEP) break;
		}
		return new Journal(writer, state, clock, onEntry);
	}

	get epoch(): number {
		return this.#writer.epoch;
	}

	/** With everything decided so far. For deciding. */
	get state(): RoomState {
		return this.#decided;
	}

	/** What the database has and everybody may hear. For telling. */
	get committed(): RoomState {
		return this.#committed;
	}

	/**
	 * Appends events in order. Resolves when the database has them and they have been announced.
	 * @throws AppError `stale-epoch` when another node has taken the lesson, `storage-full`
	 */
	async append(...events: readonly LessonEvent[]): Promise<void> {
		await Promise.all(events.map((event) => this.#appendOne(event)));
	}

	async close(): Promise<void> {
		await this.#writer.close();
	}

	async #appendOne(event: LessonEvent): Promise<void> {
		const { lessonId } = this.#decided;
		const predicted = { lessonId, seq: this.#decided.seq + 1, at: this.#clock.now(), event };
		this.#decided = fold(this.#decided, predicted);
		this.#underWay += 1;
		try {
			const { seq, at } = await this.#writer.append(event);
			const entry = { lessonId, seq, at, event };
			this.#committed = fold(this.#committed, entry);
			this.#onEntry(entry);
		} finally {
			this.#underWay -= 1;
			// Times, and whatever was refused, are put right as soon as nothing is under way.
			if (this.#underWay === 0) this.#decided = this.#committed;
		}
	}
}
