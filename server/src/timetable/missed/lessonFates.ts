// What became of the lessons of a county, in the few columns that counting needs: a whole term at once.
import type { CountyId, Instant, LessonId, MissedReason, SchoolId } from '@classroom/protocol';
import { inScope } from '../lessonConditions.ts';
import type { LessonScope } from '../lessonScope.ts';
import type { StatusFacts } from '../lessonStatus.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { Absence } from './absences.ts';

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
	/** Those of them that missed it while others had it. */
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

/** Four queries, however many lessons. */
export const lessonFates = async (db: TimetableDb, query: FatesQuery): Promise<LessonFate[]> => {
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
	return lessons.map(({ planned_end, moved_end, teacher_school_id, ...lesson }) => {
		const schoolIds = new Set(schools.get(lesson.lessonId));
		if (teacher_school_id !== null) schoolIds.add(teacher_school_id);
		return {
			...lesson,
			plannedEnd: moved_end ?? planned_end,
			schoolIds: [...schoolIds],
			absences: absences.get(lesson.lessonId) ?? [],
		};
	});
};

const wanted = (db: TimetableDb, { countyId, scope, from, until }: FatesQuery) =>
	db
		.selectFrom('lesson')
		.where('lesson.county_id', '=', countyId)
		.where('lesson.planned_start', '>=', from)
		.where('lesson.planned_start', '<', until)
		.where((row) => inScope(row, scope, { from, until }));

const schoolsOf = async (db: TimetableDb, query: FatesQuery): Promise<Map<LessonId, Set<SchoolId>>> => {
	const lessonIds = wanted(db, query).select('lesson.lesson_id');
	const rooms = await db
		.selectFrom('lesson_classroom')
		.select(['lesson_id', 'school_id'])
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const classes = await db
		.selectFrom('lesson_class')
		.select(['lesson_id', 'school_id'])
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const schools = new Map<LessonId, Set<SchoolId>>();
	for (const { lesson_id, school_id } of [...rooms, ...classes]) {
		const known = schools.get(lesson_id);
		if (known === undefined) schools.set(lesson_id, new Set([school_id]));
		else known.add(school_id);
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
