// The live runtime of one Lesson: its journal, its peers, and who is told what.
import { EventEmitter } from 'node:events';
import {
	peerById,
	type ErrorCode,
	type LessonEvent,
	type LessonId,
	type LogEntry,
	type MessageId,
	type NameCard,
	type Notification,
	type PeerId,
	type PeerRole,
	type PeerState,
	type RoomState,
} from '@classroom/protocol';
import { AppError, isAppError, lessonLogger, type Clock, type Log } from '../platform/index.ts';
import type { LessonLog } from '../lessonLog/index.ts';
import type { MediaNode } from '../media/index.ts';
import { JoinBudget } from './joinBudget.ts';
import { Journal } from './journal.ts';
import { NameBook } from './nameBook.ts';
import { dueNotice, type NextLesson } from './handover.ts';
import { dueChange, teacherIsHere } from './phases.ts';
import type { LessonFacts, NameSource, QuizDesk } from './ports.ts';
import { RoomEnd, type EndCause } from './roomEnd.ts';
import { RoomMediaKeeper } from './roomMediaKeeper.ts';
import type { RoomPeer } from './RoomPeer.ts';
import { removeFromSeat } from './removal.ts';
import { untold, type Presence } from './untold.ts';

/** A Room that closes before its Lesson is over opens again, here or elsewhere, within about this time. */
const COME_BACK_MS = 500;
/** What the log could not take is looked for this often. */
const LOOK_EVERY_MS = 2_000;

/** Who is sent the words of a note; nobody else ever is. */
export const noteReaders: readonly PeerRole[] = ['teacher', 'assistant'];

export interface RoomDeps {
	readonly log: Log;
	readonly clock: Clock;
	readonly lessonLog: LessonLog;
	readonly media: MediaNode;
	readonly names: NameSource;
	readonly quizzes: QuizDesk;
	/** This node's name, for the log. */
	readonly node: string;
}

export interface RoomEvents {
	/** An entry is in the database. */
	entry: [entry: LogEntry];
	/** The Room is over, or another node has it. */
	closed: [];
}

export class Room extends EventEmitter<RoomEvents> {
	readonly lessonId: LessonId;
	#facts: LessonFacts;
	readonly log: Log;
	readonly clock: Clock;
	readonly names: NameBook;
	readonly media: RoomMediaKeeper;
	readonly joins: JoinBudget;
	/** Of classrooms' devices, which test themselves: bytes on a village's link, and entries for everybody. */
	readonly tests: JoinBudget;
	/** Texts of chat and notes whose entries are on their way; the log itself holds none. */
	readonly texts = new Map<MessageId, string>();
	readonly #lessonLog: LessonLog;
	readonly #ends: RoomEnd;
	/** Peers whose socket is here or expected back. */
	readonly peers = new Map<PeerId, RoomPeer>();
	#journal: Journal | null = null;
	#closed = false;
	/** See `Clockwork`. Not of the log: who takes the Room over gives the teacher time to come back. */
	#teacherSeenAt: number;
	#lookAgainAt = 0;
	/** What follows at its places; undefined: nobody has asked yet, so that a notice given before still stands. */
	#next: NextLesson | null | undefined;
	readonly #presence: Presence = {
		presenceOf: (peerId) => {
			const peer = this.peers.get(peerId);
			if (peer === undefined) return 'gone';
			return peer.connection === null ? 'expected' : 'seated';
		},
		sends: (peerId, producerId) => this.media.sends(peerId, producerId),
	};

	private constructor(lessonId: LessonId, facts: LessonFacts, deps: RoomDeps) {
		super();
		this.lessonId = lessonId;
		this.#facts = facts;
		this.clock = deps.clock;
		this.#teacherSeenAt = deps.clock.now();
		this.#lessonLog = deps.lessonLog;
		this.#ends = new RoomEnd(this, deps.quizzes);
		this.log = lessonLogger(deps.log, lessonId);
		this.joins = new JoinBudget(deps.clock);
		this.tests = new JoinBudget(deps.clock);
		this.names = new NameBook(deps.names);
		this.media = new RoomMediaKeeper(this, deps.media);
	}

	/** Opens the Room, or takes it over from a node that is gone: its state is the fold of its log. */
	static async open(
		lessonId: LessonId,
		facts: LessonFacts,
		deps: RoomDeps,
		stopping: AbortSignal,
	): Promise<Room> {
		const room = new Room(lessonId, facts, deps);
		const journal = await Journal.open(deps.lessonLog, lessonId, deps.clock, (entry) =>
			room.#announce(entry),
		);
		room.#journal = journal;
		try {
			await room.#begin(journal, deps.node, stopping);
		} catch (error) {
			// It is tried again in a moment, perhaps for hours (a full disk): nothing of this try may stay.
			await room.close();
			throw error;
		}
		return room;
	}

	async #begin(journal: Journal, node: string, stopping: AbortSignal): Promise<void> {
		if (journal.state.phase === 'ended') throw new AppError('lesson-ended');
		await this.names.learn(journal.state.peers);
		const giveUp = (): void => this.media.close();
		stopping.addEventListener('abort', giveUp);
		const media = stopping.aborted ? null : await this.media.open();
		stopping.removeEventListener('abort', giveUp);
		if (media === null) throw new AppError('going-away');
		const { plannedEnd: until, phase } = journal.state;
		// Before the bell the plan may have changed while no Room was open.
		const plannedEnd = phase === 'waiting' ? this.facts.plannedEnd : Math.max(this.facts.plannedEnd, until);
		await this.append(
			{ type: 'room-opened', epoch: journal.epoch, node, plannedEnd },
			...takenOver(journal.state),
		);
	}

	get closed(): boolean {
		return this.#closed;
	}

	get facts(): LessonFacts {
		return this.#facts;
	}

	/**
	 * The plan was changed while the Room waits for its bell. One that is cancelled then has not ended: the cancellation
	 * may be taken back, and `ended` stands in the log for good. Whoever holds the Room lets it go.
	 */
	replan(facts: LessonFacts): void {
		this.#facts = facts;
		const { phase } = this.state;
		if (phase === 'ended') return;
		if (facts.cancelled) {
			if (phase !== 'waiting') this.#ends.soon('administrator');
		} else if (facts.plannedEnd !== this.state.plannedEnd) {
			this.note({ type: 'end-moved', plannedEnd: facts.plannedEnd, by: null });
		}
	}

	/** What follows at the places this Lesson has, as it is planned now; null: nothing soon. */
	expectNext(next: NextLesson | null): void {
		this.#next = next;
	}

	/** Whether the Lesson is over, closed or not. */
	get ended(): boolean {
		return this.#journal?.committed.phase === 'ended';
	}

	/** Entries after `afterSeq`, oldest first. */
	async read(afterSeq: number, limit: number): Promise<LogEntry[]> {
		return await this.#lessonLog.read(this.lessonId, afterSeq, limit);
	}

	/** With everything decided so far. */
	get state(): RoomState {
		return this.#open().state;
	}

	/** What has been announced. */
	get announced(): RoomState {
		return this.#open().committed;
	}

	/** @throws AppError `peer-not-found` */
	peerState(peerId: PeerId): PeerState {
		const peer = peerById(this.state, peerId);
		if (peer === undefined || peer.presence === 'left') throw new AppError('peer-not-found');
		return peer;
	}

	/** Appends to the log; resolves when everyone has been told. */
	async append(...events: readonly LessonEvent[]): Promise<void> {
		try {
			await this.#open().append(...events);
		} catch (error) {
			// Another node has the lesson, or nobody knows how far the log goes: whoever is next reads it again.
			if (isAppError(error, 'stale-epoch')) void this.close();
			throw error;
		}
	}

	/**
	 * Appends without anybody waiting for it; a failure is logged. Who is here and what they send is looked at again
	 * (`untold`).
	 */
	note(...events: readonly LessonEvent[]): void {
		this.append(...events).catch((error: unknown) => {
			if (!this.#closed) this.log.error({ err: error }, 'could not append to the lesson log');
		});
	}

	/** Ends the Lesson; see {@link RoomEnd}. */
	async end(cause: EndCause): Promise<void> {
		await this.#ends.end(cause);
	}

	send(peerId: PeerId, notification: Notification): void {
		this.peers.get(peerId)?.connection?.send(notification);
	}

	broadcast(notification: Notification): void {
		for (const peer of this.peers.values()) peer.connection?.send(notification);
	}

	/** Sends these Peers away for good, those whose socket is lost too, and takes their media down at once. */
	expel(code: ErrorCode, which: (peer: RoomPeer) => boolean): void {
		if (this.#closed) return;
		for (const peer of [...this.peers.values()].filter(which)) {
			const { connection } = peer;
			removeFromSeat(this, peer);
			connection?.dismiss(code);
		}
	}

	/** Called about once a second by the node that holds the lease. */
	tick(): void {
		if (this.#closed) return;
		const now = this.clock.now();
		for (const peer of this.peers.values()) if (peer.connection !== null) peer.network.tick(now);
		if (teacherIsHere(this.state)) this.#teacherSeenAt = now;
		const { plannedStart } = this.facts;
		const change = dueChange(this.state, { plannedStart, teacherSeenAt: this.#teacherSeenAt }, now);
		if (change?.phase === 'ended') this.#ends.soon(change.cause);
		else if (change !== null) this.note(change);
		if (this.#next !== undefined) this.#tellOfNext(this.#next, now);
		if (now < this.#lookAgainAt) return;
		this.#lookAgainAt = now + LOOK_EVERY_MS;
		this.note(...untold(this.state, this.#presence));
	}

	/**
	 * Closes media and log. When the Lesson is over sockets stay, and their pages say so; else they are closed,
	 * and come back to wherever the Lesson is then.
	 */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		for (const peer of this.peers.values()) peer.cancelGrace?.();
		if (!this.ended) this.#sendElsewhere();
		this.media.close();
		await this.#journal?.close();
		this.emit('closed');
	}

	#tellOfNext(next: NextLesson | null, now: number): void {
		const notice = dueNotice(this.state, this.facts.bookedEnd, next, now);
		if (notice !== null) this.note(notice);
	}

	#sendElsewhere(): void {
		for (const { connection } of this.peers.values()) {
			connection?.leave({ type: 'goingAway', retryAfterMs: COME_BACK_MS });
		}
	}

	#announce(entry: LogEntry): void {
		const names = this.#newNames(entry.event);
		this.broadcast({ type: 'entry', entry, names });
		if (entry.event.type === 'chat-posted' || entry.event.type === 'note-posted')
			this.#tellWords(entry, entry.event);
		this.media.follow(entry);
		this.emit('entry', entry);
	}

	#newNames(event: LessonEvent): NameCard[] {
		if (event.type !== 'peer-joined') return [];
		return this.names.cards([event.peerId]);
	}

	#tellWords(
		{ seq, at }: LogEntry,
		{ type, messageId, peerId }: Extract<LessonEvent, { type: 'chat-posted' | 'note-posted' }>,
	): void {
		const text = this.texts.get(messageId);
		this.texts.delete(messageId);
		if (text === undefined) return;
		const name = this.names.cards([peerId])[0]?.name ?? '';
		const message = { messageId, peerId, seq, at, name, text };
		if (type === 'chat-posted') {
			this.broadcast({ type: 'chat', message });
			return;
		}
		for (const peer of this.peers.values())
			if (noteReaders.includes(peer.role)) peer.connection?.send({ type: 'note', message });
	}

	#open(): Journal {
		if (this.#journal === null || this.#closed) throw new AppError('room-not-open');
		return this.#journal;
	}
}

/** What has become untrue while no node had the Room. */
const takenOver = (state: RoomState): LessonEvent[] => {
	if (state.epoch === 0) return [];
	const lost = state.peers.filter((peer) => peer.presence === 'here');
	return [
		{ type: 'media-lost', cause: 'server-restarted' },
		...lost.map((peer) => ({ type: 'peer-lost' as const, peerId: peer.peerId })),
		...(state.recording.state === 'on'
			? [
					{
						type: 'recording-stopped' as const,
						recordingId: state.recording.recordingId,
						cause: 'recorder-gone' as const,
					},
				]
			: []),
	];
};
