// The recorders that are connected and the lessons that want one. Holds no media and no files: recorders write.
import type {
	AnswerOf,
	CountyId,
	LessonId,
	NotificationOf,
	RecordingId,
	RequestOf,
} from '@classroom/protocol';
import type { CancelTimer, Clock, Log } from '../platform/index.ts';
import { AppError } from '../platform/index.ts';
import { assign, freePlaces } from './assignment.ts';
import type { RecorderLoad } from './assignment.ts';
import type { RecordingCatalogue } from './recordingCatalogue.ts';

/** How long a recorder that dropped its connection keeps its lessons. */
export const RECORDER_GRACE_MS = 1000;

type RecorderNotification = NotificationOf<'recordingWanted' | 'recordingUnwanted'>;

/** A recorder's control connection. */
export interface RecorderConnection {
	readonly closed: boolean;
	send(notification: RecorderNotification): void;
}

export type Registration = Readonly<Pick<RequestOf<'registerRecorder'>, 'recorderId' | 'places'>> & {
	/** What it says it is recording now. */
	readonly recording: readonly LessonId[];
};
export type WantedRecordings = AnswerOf<'registerRecorder'>['wanted'];

/** What is to be known of lessons; implemented over the timetable. */
export interface RecordedLessons {
	/** Throws `lesson-not-found`. */
	countyOf(lessonId: LessonId): Promise<CountyId>;
	/** Whether its Room has closed for good. */
	isOver(lessonId: LessonId): Promise<boolean>;
	/** Whether teaching has begun and not ended. */
	isTaught(lessonId: LessonId): Promise<boolean>;
}

export interface RecordersOptions {
	readonly catalogue: RecordingCatalogue;
	readonly lessons: RecordedLessons;
	readonly clock: Clock;
	readonly log: Log;
}

interface WantedLesson {
	readonly recordingId: RecordingId;
	since: number;
	/** Who has it, connected or within its grace; undefined: it waits. */
	recorderId: string | undefined;
}

interface ConnectedRecorder {
	readonly connection: RecorderConnection;
	readonly places: number;
}

export class Recorders {
	readonly #options: RecordersOptions;
	readonly #connected = new Map<string, ConnectedRecorder>();
	readonly #graces = new Map<string, CancelTimer>();
	readonly #lessons = new Map<LessonId, WantedLesson>();
	readonly #expected = new Set<LessonId>();

	constructor(options: RecordersOptions) {
		this.#options = options;
	}

	/**
	 * Before the bell: keeps a place for the lesson. False: there is none (`no-recorder-place`); the lesson may
	 * begin all the same and is recorded as soon as a place comes free.
	 */
	lessonExpected(lessonId: LessonId): boolean {
		const lesson = this.#lessons.get(lessonId);
		if (lesson !== undefined) return lesson.recorderId !== undefined;
		this.#expected.add(lessonId);
		return [...this.#expected].indexOf(lessonId) < freePlaces(this.#loads(), this.#waiting().length);
	}

	/** Teaching begins, or goes on after a restart: the lesson is to be recorded until it is done. */
	async lessonWantsRecording(lessonId: LessonId): Promise<RecordingId> {
		const { catalogue, lessons, clock } = this.#options;
		const countyId = await lessons.countyOf(lessonId);
		const { recordingId } = await catalogue.open({ lessonId, countyId, startedAt: clock.now() });
		this.#expected.delete(lessonId);
		if (!this.#lessons.has(lessonId)) {
			this.#lessons.set(lessonId, { recordingId, since: clock.now(), recorderId: undefined });
			this.#assign();
		}
		return recordingId;
	}

	/** At the start: a server that died between a lesson's end and its recording's is made up for. */
	async catchUp(): Promise<void> {
		const { catalogue, lessons } = this.#options;
		for (const lessonId of await catalogue.unended()) {
			if (await lessons.isOver(lessonId)) await this.lessonDone(lessonId);
		}
	}

	/** The lesson is over, or was called off: its recorder stops and its place is free. */
	async lessonDone(lessonId: LessonId): Promise<void> {
		const lesson = this.#lessons.get(lessonId);
		this.#expected.delete(lessonId);
		this.#lessons.delete(lessonId);
		if (lesson?.recorderId !== undefined) {
			this.#connected.get(lesson.recorderId)?.connection.send({ type: 'recordingUnwanted', lessonId });
		}
		this.#assign();
		await this.#options.catalogue.end(lessonId, this.#options.clock.now());
	}

	/**
	 * A recorder says what it can take and what it is at; the answer is what it is to record from now on. One
	 * that comes back goes on with its lessons unless another has them. After a restart of the server its word
	 * is taken for lessons that are still being taught.
	 */
	async register(connection: RecorderConnection, registration: Registration): Promise<WantedRecordings> {
		const { recorderId, places } = registration;
		const claims = await this.#claims(registration.recording);
		// Nobody would say any more that it dropped, and the recorder may have come back by another.
		if (connection.closed) throw new AppError('going-away', 'the socket closed meanwhile');
		this.#graces.get(recorderId)?.();
		this.#graces.delete(recorderId);
		this.#connected.set(recorderId, { connection, places });
		for (const [lessonId, recordingId] of claims) {
			if (this.#lessons.has(lessonId)) continue;
			this.#lessons.set(lessonId, { recordingId, since: this.#options.clock.now(), recorderId });
		}
		for (const lessonId of registration.recording) {
			const lesson = this.#lessons.get(lessonId);
			if (lesson !== undefined) lesson.recorderId ??= recorderId;
		}
		this.#assign(recorderId);
		const wanted = this.#lessonsOf(recorderId);
		this.#options.log.info({ recorderId, places, lessons: wanted.length }, 'recorder registered');
		return wanted;
	}

	/** Those of `lessonIds` whose recording nobody goes on with: the lesson is over, or never was. */
	async over(lessonIds: readonly LessonId[]): Promise<LessonId[]> {
		const found = await Promise.all(
			lessonIds.map(async (lessonId) => ({ lessonId, row: await this.#options.catalogue.find(lessonId) })),
		);
		return found
			.filter(({ lessonId, row }) => !this.#lessons.has(lessonId) && row?.endedAt !== null)
			.map(({ lessonId }) => lessonId);
	}

	/** Of two recorders in one Room each would take the other's seat: whoever has the lesson is let in. */
	mayRecord(lessonId: LessonId, recorderId: string | undefined): boolean {
		const assigned = this.#lessons.get(lessonId)?.recorderId;
		return assigned === undefined || assigned === recorderId;
	}

	/** The connection is gone. One that was replaced by a newer one of the same recorder means nothing. */
	dropped(connection: RecorderConnection): void {
		const found = [...this.#connected].find(([, each]) => each.connection === connection);
		if (found === undefined) return;
		const [recorderId] = found;
		this.#connected.delete(recorderId);
		this.#options.log.warn({ recorderId }, 'recorder gone');
		const cancel = this.#options.clock.setTimeout(() => this.#release(recorderId), RECORDER_GRACE_MS);
		this.#graces.set(recorderId, cancel);
	}

	/** The lesson of a recording that this connection's recorder has. Throws `forbidden` for others'. */
	lessonOf(connection: RecorderConnection, recordingId: RecordingId): LessonId {
		const found = [...this.#lessons].find(([, lesson]) => lesson.recordingId === recordingId);
		const recorderId = found?.[1].recorderId;
		const theirs = recorderId !== undefined && this.#connected.get(recorderId)?.connection === connection;
		if (found === undefined || !theirs)
			throw new AppError('forbidden', 'this recorder has no such recording');
		return found[0];
	}

	/** Places left when all that waits and is expected is served; negative: too few. */
	freePlaces(): number {
		return freePlaces(this.#loads(), this.#waiting().length + this.#expected.size);
	}

	counts(): { recorders: number; places: number; recording: number; waiting: number } {
		const recorders = [...this.#connected.values()];
		const waiting = this.#waiting().length;
		return {
			recorders: recorders.length,
			places: recorders.reduce((sum, { places }) => sum + places, 0),
			recording: this.#lessons.size - waiting,
			waiting,
		};
	}

	close(): void {
		for (const cancel of this.#graces.values()) cancel();
		this.#graces.clear();
	}

	/** Which lessons that a recorder says it records are still taught, though nobody has asked for them yet. */
	async #claims(recording: readonly LessonId[]): Promise<Map<LessonId, RecordingId>> {
		const { catalogue, lessons } = this.#options;
		const claims = new Map<LessonId, RecordingId>();
		for (const lessonId of recording) {
			if (this.#lessons.has(lessonId)) continue;
			const row = await catalogue.find(lessonId);
			const goesOn = row?.endedAt === null && (await lessons.isTaught(lessonId));
			if (goesOn) claims.set(lessonId, row.recordingId);
		}
		return claims;
	}

	#release(recorderId: string): void {
		this.#graces.delete(recorderId);
		for (const lesson of this.#lessons.values()) {
			if (lesson.recorderId === recorderId) lesson.recorderId = undefined;
		}
		this.#assign();
	}

	/** `quiet`: this recorder hears of its lessons by the answer to its registration. */
	#assign(quiet?: string): void {
		for (const { lessonId, recorderId } of assign(this.#loads(), this.#waiting())) {
			const lesson = this.#lessons.get(lessonId);
			if (lesson === undefined) continue;
			lesson.recorderId = recorderId;
			this.#options.log.info({ recorderId, lessonId }, 'recording assigned');
			if (recorderId === quiet) continue;
			const { recordingId } = lesson;
			this.#connected.get(recorderId)?.connection.send({ type: 'recordingWanted', lessonId, recordingId });
		}
		for (const { lessonId } of this.#waiting()) {
			this.#options.log.warn({ lessonId }, 'no recorder has a place');
		}
	}

	#waiting(): { lessonId: LessonId; since: number }[] {
		return [...this.#lessons]
			.filter(([, lesson]) => lesson.recorderId === undefined)
			.map(([lessonId, { since }]) => ({ lessonId, since }));
	}

	#loads(): RecorderLoad[] {
		return [...this.#connected].map(([recorderId, { places }]) => ({
			recorderId,
			places,
			lessons: this.#lessonsOf(recorderId).length,
		}));
	}

	#lessonsOf(recorderId: string): WantedRecordings {
		return [...this.#lessons]
			.filter(([, lesson]) => lesson.recorderId === recorderId)
			.map(([lessonId, { recordingId }]) => ({ lessonId, recordingId }));
	}
}
