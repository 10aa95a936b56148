// Keeps what the timetable shows of the lesson log: when teaching began and ended, in which phase the Room is, what
// was recorded, and which schools missed it. The log stays the only truth; whatever is missed here is read from it again.
import { isDeepStrictEqual } from 'node:util';
import type { LessonId, LogEntry, RoomPhase, SchoolId } from '@classroom/protocol';
import { WAITING_MS } from '@classroom/protocol';
import type { People } from '../identity/index.ts';
import type { Clock } from '../platform/index.ts';
import { inTransaction } from '../platform/index.ts';
import { release } from './clashes/bookings.ts';
import type { LessonChanges } from './lessonChanges.ts';
import { changeOf } from './lessonChanges.ts';
import type { Projection } from './lessonProgress.ts';
import { afterEntry, isProgress, nothingHappened } from './lessonProgress.ts';
import type { LessonRecord } from './lessonRecord.ts';
import type { LessonStore } from './lessonStore.ts';
import type { TimetableDb, TimetableTransaction } from './lessonTables.ts';
import type { Absence } from './missed/absences.ts';
import { writeAbsences } from './missed/absences.ts';
import { readClosed } from './missed/closedSchools.ts';
import type { Given } from './missed/given.ts';
import { givenTo } from './missed/given.ts';
import { absentSchools, receiversIn, receivesFor } from './missed/receivingSchools.ts';

/** The lesson log, as far as this feature reads it. */
export interface LogReader {
	/** Every entry of the lesson's log, in order. */
	readAll(lessonId: LessonId): Promise<readonly LogEntry[]>;
	/** Of these the lessons that have an entry at all. */
	begun(lessonIds: readonly LessonId[]): Promise<readonly LessonId[]>;
}

export interface LessonProjectorDeps {
	readonly db: TimetableDb;
	readonly store: LessonStore;
	readonly clock: Clock;
	/** The county's, an IANA name. */
	readonly timeZone: string;
	readonly people: Pick<People, 'findMany'>;
	readonly lessonLog: LogReader;
	readonly changes: LessonChanges;
	/** Of a lesson's planned time, 0 to 1: see {@link givenTo}. */
	readonly givenShare: number;
}

/** A whole installation that was down for longer has lost no more than that a missed lesson's log has no end. */
const LOOK_BACK_MS = 31 * 24 * 60 * 60_000;

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

	/**
	 * At the start: for every lesson whose Room was open when this was last written, and every one whose Room was opened
	 * by a server that died before it could write so. Of these nobody would ever close the Room of one whose time is over.
	 */
	async catchUp(): Promise<void> {
		const { lessonLog } = this.#deps;
		for (const lessonId of await this.#lessonsIn(['waiting', 'teaching', 'overrun']))
			await this.rebuild(lessonId);
		for (const lessonId of await lessonLog.begun(await this.#neverOpened())) await this.rebuild(lessonId);
	}

	async #lessonsIn(phases: readonly RoomPhase[]): Promise<LessonId[]> {
		const rows = await this.#deps.db
			.selectFrom('lesson')
			.select('lesson_id')
			.where('phase', 'in', phases)
			// One that was cancelled while it waited goes on waiting for good, unless that is taken back.
			.where((row) => row.or([row('phase', '<>', 'waiting'), row('cancelled_at', 'is', null)]))
			.execute();
		return rows.map((row) => row.lesson_id);
	}

	async #neverOpened(): Promise<LessonId[]> {
		const now = this.#deps.clock.now();
		const rows = await this.#deps.db
			.selectFrom('lesson')
			.select('lesson_id')
			.where('phase', 'is', null)
			.where('planned_start', '>', now - LOOK_BACK_MS)
			.where('planned_start', '<=', now + WAITING_MS)
			.execute();
		return rows.map((row) => row.lesson_id);
	}

	async #rebuild(lessonId: LessonId): Promise<void> {
		const before = await this.#read(lessonId);
		if (before === undefined) return;
		const entries = await this.#deps.lessonLog.readAll(lessonId);
		const projection = entries.reduce(afterEntry, nothingHappened);
		const lesson = projection.phase === 'ended' ? await this.#deps.store.find(lessonId) : null;
		if (lesson === null) return this.#write(lessonId, before, projection);
		const given = await this.#givenTo(lesson, entries);
		const absences = await this.#absences(lesson, absentSchools(lesson, given));
		await this.#write(lessonId, before, { ...projection, givenAt: given.at }, absences);
	}

	async #givenTo(lesson: LessonRecord, entries: readonly LogEntry[]): Promise<Given> {
		const people = await this.#deps.people.findMany(receiversIn(entries));
		return givenTo(entries, {
			sendingClassroomId: lesson.sendingClassroom?.classroomId ?? null,
			hasReceivers: lesson.receivingClassrooms.length + lesson.classGroups.length > 0,
			leastMs: this.#deps.givenShare * (lesson.bookedEnd - lesson.plannedStart),
			schoolOf: receivesFor(lesson, people),
		});
	}

	async #absences({ plannedStart: at }: LessonRecord, schoolIds: readonly SchoolId[]) {
		const schools = schoolIds.map((schoolId) => ({ schoolId, at }));
		const closed = await readClosed(this.#deps.db, this.#deps.timeZone, schools);
		return schools.map((school) => ({ schoolId: school.schoolId, closed: closed(school) }));
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

	/** Without `absences`: those are not asked for. */
	async #write(
		lessonId: LessonId,
		before: Projection,
		after: Projection,
		absences?: readonly Absence[],
	): Promise<void> {
		const same = isDeepStrictEqual(after, before);
		if (same && absences === undefined) return;
		// Nobody would look again for who missed a lesson that is known to have ended.
		const absencesChanged = await inTransaction(this.#deps.db, async (tx) => {
			if (!(await update(tx, lessonId, after)) || absences === undefined) return false;
			return writeAbsences(tx, lessonId, absences);
		});
		if (same && !absencesChanged) return;
		// Whoever taught it is free again, also when it ended early.
		if (after.phase === 'ended') await release(this.#deps.db, lessonId);
		const lesson = await this.#deps.store.find(lessonId);
		if (lesson !== null) await this.#deps.changes.announce(changeOf('progressed', [lesson]));
	}
}

/** False: somebody has read more of the log already. */
const update = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	projection: Projection,
): Promise<boolean> => {
	const result = await tx
		.updateTable('lesson')
		.set({
			phase: projection.phase,
			started_at: projection.startedAt,
			ended_at: projection.endedAt,
			given_at: projection.givenAt,
			moved_end: projection.movedEnd,
			recording_id: projection.recordingId,
			log_seq: projection.seq,
		})
		.where('lesson_id', '=', lessonId)
		.where('log_seq', '<=', projection.seq)
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
};
