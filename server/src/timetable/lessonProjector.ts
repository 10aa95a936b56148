// Keeps what the timetable shows of the lesson log: when teaching began and ended, in which phase the Room is, what
// was recorded. The log stays the only truth; whatever is missed here is read from it again.
import { isDeepStrictEqual } from 'node:util';
import type { LessonId, LogEntry } from '@classroom/protocol';
import { release } from './clashes/bookings.ts';
import type { LessonChanges } from './lessonChanges.ts';
import { changeOf } from './lessonChanges.ts';
import type { Projection } from './lessonProgress.ts';
import { afterEntry, isProgress, nothingHappened } from './lessonProgress.ts';
import type { LessonRecord } from './lessonRecord.ts';
import type { LessonStore } from './lessonStore.ts';
import type { TimetableDb } from './lessonTables.ts';
import type { PlannedParts } from './missed/given.ts';
import { givenAt } from './missed/given.ts';

/** The lesson log, as far as this feature reads it. */
export interface LogReader {
	/** Every entry of the lesson's log, in order. */
	readAll(lessonId: LessonId): Promise<readonly LogEntry[]>;
}

export interface LessonProjectorDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly lessonLog: LogReader;
	readonly changes: LessonChanges;
}

export class LessonProjector {
	readonly #deps: LessonProjectorDeps;
	/** What is being written, by lesson: one after the other, in the order of the calls. */
	readonly #writing = new Map<LessonId, Promise<void>>();

	constructor(deps: LessonProjectorDeps) {
		this.#deps = deps;
	}

	/** To be called with every entry, in order, after it was appended. Most entries cost nothing. */
	async project(entry: LogEntry): Promise<void> {
		if (!isProgress(entry.event)) return;
		const { lessonId, event } = entry;
		await this.#inTurn(lessonId, async () => {
			// Another server may have died between an entry and its projection: whoever takes over reads all of them.
			if (event.type === 'room-opened' && entry.seq > 1) return this.#rebuild(lessonId);
			// Only the whole log says whether it was given.
			if (event.type === 'phase-changed' && event.phase === 'ended') return this.#rebuild(lessonId);
			const before = await this.#read(lessonId);
			return before === undefined ? undefined : this.#write(lessonId, before, afterEntry(before, entry));
		});
	}

	/** Makes the projection anew from the whole log. */
	async rebuild(lessonId: LessonId): Promise<void> {
		await this.#inTurn(lessonId, () => this.#rebuild(lessonId));
	}

	/** At the start: for every lesson whose Room was open when this was last written. */
	async catchUp(): Promise<void> {
		const open = await this.#deps.db
			.selectFrom('lesson')
			.select('lesson_id')
			.where('phase', 'in', ['waiting', 'teaching', 'overrun'])
			.execute();
		for (const { lesson_id } of open) await this.rebuild(lesson_id);
	}

	async #rebuild(lessonId: LessonId): Promise<void> {
		const before = await this.#read(lessonId);
		if (before !== undefined) await this.#write(lessonId, before, await this.#fromLog(lessonId));
	}

	async #fromLog(lessonId: LessonId): Promise<Projection> {
		const entries = await this.#deps.lessonLog.readAll(lessonId);
		const projection = entries.reduce(afterEntry, nothingHappened);
		const lesson = projection.phase === 'ended' ? await this.#deps.store.find(lessonId) : null;
		return lesson === null ? projection : { ...projection, givenAt: givenAt(entries, partsOf(lesson)) };
	}

	async #inTurn(lessonId: LessonId, work: () => Promise<void>): Promise<void> {
		const turn = (this.#writing.get(lessonId) ?? Promise.resolve()).then(work);
		const settled = turn.catch(() => undefined);
		this.#writing.set(lessonId, settled);
		try {
			await turn;
		} finally {
			if (this.#writing.get(lessonId) === settled) this.#writing.delete(lessonId);
		}
	}

	#read(lessonId: LessonId): Promise<Projection | undefined> {
		return this.#deps.db
			.selectFrom('lesson')
			.select([
				'phase',
				'started_at as startedAt',
				'ended_at as endedAt',
				'given_at as givenAt',
				'moved_end as movedEnd',
				'recording_id as recordingId',
				'log_seq as seq',
			])
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
	}

	async #write(lessonId: LessonId, before: Projection, after: Projection): Promise<void> {
		if (isDeepStrictEqual(after, before)) return;
		await this.#deps.db
			.updateTable('lesson')
			.set({
				phase: after.phase,
				started_at: after.startedAt,
				ended_at: after.endedAt,
				given_at: after.givenAt,
				moved_end: after.movedEnd,
				recording_id: after.recordingId,
				log_seq: after.seq,
			})
			.where('lesson_id', '=', lessonId)
			.where('log_seq', '<=', after.seq)
			.execute();
		// Whoever taught it is free again, also when it ended early.
		if (after.phase === 'ended') await release(this.#deps.db, lessonId);
		const lesson = await this.#deps.store.find(lessonId);
		if (lesson !== null) await this.#deps.changes.announce(changeOf('progressed', [lesson]));
	}
}

const partsOf = ({ sendingClassroom, receivingClassrooms, classGroups }: LessonRecord): PlannedParts => ({
	sendingClassroomId: sendingClassroom?.classroomId ?? null,
	hasReceivers: receivingClassrooms.length + classGroups.length > 0,
});
