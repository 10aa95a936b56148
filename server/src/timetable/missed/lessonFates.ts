// What became of the lessons of a county, in the few columns that counting needs: a whole term at once.
import type { CountyId, Instant, LessonId, MissedReason, SchoolId } from '@classroom/protocol';
import { inScope } from '../lessonConditions.ts';
import type { LessonScope } from '../lessonScope.ts';
import type { StatusFacts } from '../lessonStatus.ts';
import { lessonStatus } from '../lessonStatus.ts';
import type { LessonReaderDeps } from '../lessonReader.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { Absence } from './absences.ts';
import type { SchoolAt } from './closedSchools.ts';
import { readClosed } from './closedSchools.ts';

export interface FateAbsence extends Absence {
	/** Why, if somebody has said so. */
	readonly reason: MissedReason | null;
}

export interface LessonFate extends StatusFacts {
	readonly lessonId: LessonId;
	/** Why it did not take place, if somebody has said so. */
	readonly reason: MissedReason | null;
	/** Every school that gives or receives it, once each. */
	readonly schoolIds: readonly SchoolId[];
	/** Those of them that do not give it. */
	readonly onlyReceiving: readonly SchoolId[];
	/** Those of them that missed it while others had it; of one that nobody had those that only receive and were closed. */
	readonly absences: readonly FateAbsence[];
}

export interface FatesQuery {
	/** Lessons of this county, whoever's schools take part. */
	readonly countyId: CountyId;
	/** Those of them that the caller may know of. */
	readonly scope: LessonScope;
	/** Planned start, from and up to without. */
	readonly from: Instant;
	readonly until: Instant;
}

/** Four queries, however many lessons, and those of a calendar where nobody had some. */
export const lessonFates = async (
	{ db, clock, timeZone }: Pick<LessonReaderDeps, 'db' | 'clock' | 'timeZone'>,
	query: FatesQuery,
): Promise<LessonFate[]> => {
	const lessons = await wanted(db, query)
		.select([
			'lesson.lesson_id as lessonId',
			'lesson.planned_start as plannedStart',
			'lesson.planned_end',
			'lesson.moved_end',
			'lesson.phase',
			'lesson.given_at as givenAt',
			'lesson.cancelled_at as cancelledAt',
			'lesson.missed_reason as reason',
			'lesson.teacher_school_id',
		])
		.orderBy('lesson.planned_start')
		.execute();
	const schools = await schoolsOf(db, query);
	const absences = await absencesOf(db, query);
	const fates = lessons.map(({ planned_end, moved_end, teacher_school_id, ...lesson }) => {
		const parts = schools.get(lesson.lessonId) ?? [];
		const giving = new Set(parts.filter(({ gives }) => gives).map(({ schoolId }) => schoolId));
		if (teacher_school_id !== null) giving.add(teacher_school_id);
		const schoolIds = [...new Set([...parts.map(({ schoolId }) => schoolId), ...giving])];
		return {
			...lesson,
			plannedEnd: moved_end ?? planned_end,
			schoolIds,
			onlyReceiving: schoolIds.filter((schoolId) => !giving.has(schoolId)),
			absences: absences.get(lesson.lessonId) ?? [],
		};
	});
	return withClosedSchools(fates, clock.now(), (asked) => readClosed(db, timeZone, asked));
};

const withClosedSchools = async (
	fates: readonly LessonFate[],
	now: Instant,
	read: (asked: readonly SchoolAt[]) => ReturnType<typeof readClosed>,
): Promise<LessonFate[]> => {
	const askedOf = (fate: LessonFate): SchoolAt[] =>
		fate.onlyReceiving.map((schoolId) => ({ schoolId, at: fate.plannedStart }));
	const missed = fates.filter((fate) => lessonStatus(fate, now) === 'missed');
	const closed = await read(missed.flatMap(askedOf));
	const away = new Map(missed.map((fate) => [fate.lessonId, askedOf(fate).filter(closed)]));
	return fates.map((fate) => {
		const schools = away.get(fate.lessonId);
		if (schools === undefined) return fate;
		return { ...fate, absences: schools.map(({ schoolId }) => ({ schoolId, closed: true, reason: null })) };
	});
};

const wanted = (db: TimetableDb, { countyId, scope, from, until }: FatesQuery) =>
	db
		.selectFrom('lesson')
		.where('lesson.county_id', '=', countyId)
		.where('lesson.planned_start', '>=', from)
		.where('lesson.planned_start', '<', until)
		.where((row) => inScope(row, scope, { from, until }));

const schoolsOf = async (db: TimetableDb, query: FatesQuery) => {
	const lessonIds = wanted(db, query).select('lesson.lesson_id');
	const rooms = await db
		.selectFrom('lesson_classroom')
		.select(['lesson_id', 'school_id', 'part'])
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const classes = await db
		.selectFrom('lesson_class')
		.select(['lesson_id', 'school_id'])
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const parts = [
		...rooms.map((row) => ({ ...row, gives: row.part === 'sending' })),
		...classes.map((row) => ({ ...row, gives: false })),
	];
	const schools = new Map<LessonId, { schoolId: SchoolId; gives: boolean }[]>();
	for (const { lesson_id, school_id: schoolId, gives } of parts) {
		const known = schools.get(lesson_id);
		if (known === undefined) schools.set(lesson_id, [{ schoolId, gives }]);
		else known.push({ schoolId, gives });
	}
	return schools;
};

/** Few: they are looked up for all lessons at once. */
const absencesOf = async (db: TimetableDb, query: FatesQuery): Promise<Map<LessonId, FateAbsence[]>> => {
	const rows = await db
		.selectFrom('lesson_absence')
		.select(['lesson_id', 'school_id', 'closed', 'reason'])
		.where('lesson_id', 'in', wanted(db, query).select('lesson_id'))
		.orderBy('school_id')
		.execute();
	const absences = new Map<LessonId, FateAbsence[]>();
	for (const { lesson_id, school_id, closed, reason } of rows) {
		const known = absences.get(lesson_id) ?? [];
		known.push({ schoolId: school_id, closed: closed === 1, reason });
		absences.set(lesson_id, known);
	}
	return absences;
};
