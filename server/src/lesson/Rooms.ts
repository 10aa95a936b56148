// The Rooms of this node. A Room is open where the Lesson's lease is held; leases that run out end it here.
import { WAITING_MS, type CountyId, type ErrorCode, type LessonId, type LogEntry } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import {
	AppError,
	isAppError,
	repeat,
	type CancelTimer,
	type Lease,
	type Leases,
} from '../platform/index.ts';
import { HandoverWatch } from './handoverWatch.ts';
import type { Lobby } from './Lobby.ts';
import type { LessonSource, QuizDesk, RecorderCalls } from './ports.ts';
import { Room, type RoomDeps } from './Room.ts';
import { ToolsWatch } from './toolsWatch.ts';

export interface RoomsDeps extends RoomDeps {
	readonly leases: Leases;
	readonly lessons: LessonSource;
	readonly recorders: RecorderCalls;
	readonly quizzes: QuizDesk;
	readonly lobby: Lobby;
}

const LEASE_MS = 10_000;
const TICK_MS = 500;
/** An ended Room stays this long, so that everyone hears the last entries. */
const LINGER_MS = 3_000;
/** What the database did not take is tried again after this long. */
const AGAIN_MS = 2_000;

interface Held {
	readonly room: Room;
	readonly lease: Lease;
}

export class Rooms {
	readonly #deps: RoomsDeps;
	readonly #held = new Map<LessonId, Held>();
	readonly #opening = new Map<LessonId, Promise<Room>>();
	/** Rooms that are just closing here: the lease of each is taken until then. */
	readonly #leaving = new Map<LessonId, Promise<void>>();
	/** Lessons of which the timetable does not show what the log says. */
	readonly #behind = new Set<LessonId>();
	#cancelTick: CancelTimer | null = null;
	#looking = false;
	#closed = false;
	/** Ends what waits, such as a Room for a Worker. */
	readonly #stopping = new AbortController();
	readonly #handover: HandoverWatch;
	readonly #tools: ToolsWatch;

	constructor(deps: RoomsDeps) {
		this.#deps = deps;
		this.#handover = new HandoverWatch(deps.lessons, deps.clock);
		this.#tools = new ToolsWatch(deps.quizzes, deps.clock);
	}

	/** Begins to open Rooms by the clock. */
	start(): void {
		this.#cancelTick = repeat(this.#deps.clock, () => this.#tick(), TICK_MS);
		this.#tick();
	}

	all(): Room[] {
		return [...this.#held.values()].map((held) => held.room);
	}

	/** Who has a seat in a Room of this node, those among them who are on their way back. */
	callers(): Caller[] {
		return this.all().flatMap((room) => [...room.peers.values()].map((peer) => peer.caller));
	}

	/**
	 * The open Room of a Lesson, opened now if it is due.
	 * @throws AppError `lesson-not-found`, `lesson-ended`, `room-not-open`, `wrong-node`
	 */
	async open(lessonId: LessonId): Promise<Room> {
		const held = this.#held.get(lessonId);
		if (held !== undefined && !held.room.closed) return held.room;
		const opening = this.#opening.get(lessonId) ?? this.#open(lessonId);
		this.#opening.set(lessonId, opening);
		try {
			return await opening;
		} finally {
			this.#opening.delete(lessonId);
		}
	}

	/** The plan of a Lesson was changed or cancelled; its Room, if it is open here, follows. */
	async replan(lessonId: LessonId): Promise<void> {
		const { lessons } = this.#deps;
		const room = this.#held.get(lessonId)?.room;
		const facts = room === undefined ? null : await lessons.find(lessonId);
		if (room === undefined || facts === null || room.closed) return;
		room.replan(facts);
		const putOff = facts.plannedStart - WAITING_MS > this.#deps.clock.now();
		if (room.state.phase === 'waiting' && (facts.cancelled || putOff)) {
			// It is off, or for another time now: devices go home, and are called again when it is due after all.
			await this.#release(lessonId);
			return;
		}
		for (const { peerId, role, caller } of [...room.peers.values()]) {
			// Whoever has no part in the lesson any more goes.
			if ((await lessons.roleOf(caller, lessonId)) === role) continue;
			room.expel('forbidden', (peer) => peer.peerId === peerId && peer.caller === caller);
		}
	}

	/** Somebody's rights have ended: they leave every Room at once. */
	expel(code: ErrorCode, which: (caller: Caller) => boolean): void {
		for (const room of this.all()) {
			room.expel(code, ({ caller }) => which(caller));
		}
	}

	/** An agreement between counties has ended: the guests leave the host's lessons at once. */
	dismissGuests({ hostCountyId, guestCountyId }: { hostCountyId: CountyId; guestCountyId: CountyId }): void {
		for (const room of this.all()) {
			if (room.facts.countyId !== hostCountyId) continue;
			room.expel(
				'agreement-revoked',
				({ caller }) => 'countyId' in caller && caller.countyId === guestCountyId,
			);
		}
	}

	/** Ends every Room on this node, so that another may take it or this one after its restart. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.#cancelTick?.();
		this.#stopping.abort();
		await Promise.allSettled([...this.#opening.values()]);
		await Promise.all([...this.#held.keys()].map((lessonId) => this.#release(lessonId)));
	}

	async #open(lessonId: LessonId): Promise<Room> {
		const { lessons, leases, clock } = this.#deps;
		// Put off and brought forward again at once, it is not on another node: its Room before has not gone yet.
		await this.#release(lessonId);
		const facts = await lessons.find(lessonId);
		if (facts === null || facts.cancelled) throw new AppError('lesson-not-found');
		const due = await lessons.due(clock.now());
		if (!due.includes(lessonId)) {
			const over = facts.ended || clock.now() > facts.plannedEnd;
			throw new AppError(over ? 'lesson-ended' : 'room-not-open', undefined, {
				details: { plannedStart: facts.plannedStart },
			});
		}
		const lease = await leases.acquire(`lesson:${lessonId}`, LEASE_MS);
		if (lease === null) throw new AppError('wrong-node');
		try {
			const room = await Room.open(lessonId, facts, this.#deps, this.#stopping.signal);
			if (this.#closed) {
				await room.close();
				throw new AppError('going-away');
			}
			this.#adopt(room, lease);
			return room;
		} catch (error) {
			await this.#giveBack(lease);
			if (isAppError(error, 'lesson-ended')) await this.#endAgain(lessonId);
			throw error;
		}
	}

	#adopt(room: Room, lease: Lease): void {
		const { lessonId } = room;
		this.#held.set(lessonId, { room, lease });
		lease.onLost(() => void this.#release(lessonId, room));
		room.on('entry', (entry) => this.#follow(room, entry));
		room.once('closed', () => void this.#release(lessonId, room));
		// What it wrote when it opened, and what a server that died had not brought onto the timetable.
		this.#rebuild(lessonId);
		const called = new Set(room.facts.classrooms.map((classroom) => classroom.classroomId));
		this.#deps.lobby.tell(
			{ type: 'lessonOpened', lessonId },
			(caller) => caller.kind === 'classroom' && called.has(caller.classroomId),
		);
		if (room.state.phase === 'teaching' || room.state.phase === 'overrun') this.#wantRecording(room);
	}

	#follow(room: Room, entry: LogEntry): void {
		this.#deps.lessons.project(entry).catch((error: unknown) => {
			room.log.error({ err: error, seq: entry.seq }, 'could not project an entry onto the timetable');
			this.#rebuildSoon(room.lessonId);
		});
		if (entry.event.type !== 'phase-changed') return;
		if (entry.event.phase === 'teaching') this.#wantRecording(room);
		if (entry.event.phase === 'ended') {
			this.#endRecording(room);
			this.#forgetAnswers(room);
			this.#deps.clock.setTimeout(() => void this.#release(room.lessonId, room), LINGER_MS);
		}
	}

	/** Until it is done: nobody else would, and a lesson that was taught would read as missed. */
	#rebuild(lessonId: LessonId): void {
		this.#deps.lessons.rebuild(lessonId).catch((error: unknown) => {
			this.#deps.log.error({ err: error, lessonId }, 'could not read the lesson log into the timetable');
			this.#rebuildSoon(lessonId);
		});
	}

	#rebuildSoon(lessonId: LessonId): void {
		if (this.#behind.has(lessonId)) return;
		this.#behind.add(lessonId);
		this.#again(() => {
			this.#behind.delete(lessonId);
			this.#rebuild(lessonId);
		});
	}

	#wantRecording(room: Room): void {
		this.#deps.recorders.lessonWantsRecording(room.lessonId).then(
			() => {
				// It may have ended while that was written: nobody else would end what began late.
				if (room.ended) this.#endRecording(room);
			},
			(error: unknown) => {
				room.log.error({ err: error }, 'could not ask for a recorder');
				this.#again(() => !room.closed && !room.ended && this.#wantRecording(room));
			},
		);
	}

	#endRecording(room: Room): void {
		this.#deps.recorders.lessonDone(room.lessonId).catch((error: unknown) => {
			room.log.error({ err: error }, 'could not end the recording');
			this.#again(() => this.#endRecording(room));
		});
	}

	/** Until it is done: what single children have answered does not outlive the lesson. */
	#forgetAnswers(room: Room): void {
		this.#deps.quizzes.forget(room.lessonId).catch((error: unknown) => {
			room.log.error({ err: error }, 'could not forget the answers of quizzes');
			this.#again(() => this.#forgetAnswers(room));
		});
	}

	#again(work: () => void): void {
		this.#deps.clock.setTimeout(() => {
			if (!this.#closed) work();
		}, AGAIN_MS);
	}

	/** The log says that it is over and the timetable does not: what followed from its end was not written. */
	async #endAgain(lessonId: LessonId): Promise<void> {
		await this.#deps.lessons.rebuild(lessonId);
		await this.#deps.recorders.lessonDone(lessonId);
		await this.#deps.quizzes.forget(lessonId);
	}

	#tick(): void {
		for (const { room } of this.#held.values()) {
			this.#handover.look(room);
			room.tick();
			this.#tools.look(room);
		}
		if (this.#looking || this.#closed) return;
		this.#looking = true;
		this.#openDue()
			.catch((error: unknown) => this.#deps.log.error({ err: error }, 'could not look for due lessons'))
			.finally(() => {
				this.#looking = false;
			});
	}

	async #openDue(): Promise<void> {
		const due = await this.#deps.lessons.due(this.#deps.clock.now());
		for (const lessonId of due) {
			if (this.#held.has(lessonId) || this.#closed) continue;
			try {
				await this.open(lessonId);
			} catch (error) {
				const elsewhere = isAppError(error, 'wrong-node') || isAppError(error, 'lesson-ended');
				if (!elsewhere) this.#deps.log.error({ err: error, lessonId }, 'could not open a Room');
			}
		}
	}

	/**
	 * Resolves when it is closed and its lease given back. `room`: only while it is that one; one that closes slowly may
	 * have a successor here already.
	 */
	#release(lessonId: LessonId, room?: Room): Promise<void> {
		const held = this.#held.get(lessonId);
		if (held === undefined || (room !== undefined && held.room !== room))
			return this.#leaving.get(lessonId) ?? Promise.resolve();
		this.#held.delete(lessonId);
		const leaving = this.#leave(held).finally(() => this.#leaving.delete(lessonId));
		this.#leaving.set(lessonId, leaving);
		return leaving;
	}

	async #leave({ room, lease }: Held): Promise<void> {
		await room.close();
		await this.#giveBack(lease);
	}

	/** Where that cannot be written the lease runs out by itself. */
	async #giveBack(lease: Lease): Promise<void> {
		try {
			await lease.release();
		} catch (error) {
			this.#deps.log.warn({ err: error, lease: lease.key }, 'a lease could not be given back');
		}
	}
}
