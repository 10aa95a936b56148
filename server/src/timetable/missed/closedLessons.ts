// Lessons that nobody had, and of which a school is not asked why: it only receives them, and was closed on their day.
import type { Instant, LessonId, SchoolId } from '@classroom/protocol';
import type { ExpressionBuilder } from 'kysely';
import { inScope } from '../lessonConditions.ts';
import type { LessonReaderDeps } from '../lessonReader.ts';
import type { LessonScope } from '../lessonScope.ts';
import type { TimetableTables } from '../lessonTables.ts';
import { readClosed } from './closedSchools.ts';
import type { MissedQuery } from './missedCondition.ts';
import { isMissed } from './missedCondition.ts';

/** Of the school that asks; of nobody else. A query for its lessons, however many, and those of the calendar. */
export const closedLessons = async (
	{ db, timeZone }: Pick<LessonReaderDeps, 'db' | 'timeZone'>,
	scope: LessonScope,
	{ now, unexplained, absent: schoolId }: MissedQuery,
	{ from, until }: { readonly from?: Instant; readonly until?: Instant },
): Promise<LessonId[]> => {
	if (schoolId === null || schoolId === 'all') return [];
	let missed = db
		.selectFrom('lesson')
		.select(['lesson_id as lessonId', 'planned_start as at'])
		.where((row) => inScope(row, scope))
		.where((row) => isMissed(row, now))
		.where((row) => row.not(isGivenBy(row, schoolId)));
	if (unexplained) missed = missed.where('missed_reason', 'is', null);
	if (from !== undefined) missed = missed.where('planned_start', '>=', from);
	if (until !== undefined) missed = missed.where('planned_start', '<', until);
	const lessons = (await missed.execute()).map((lesson) => ({ ...lesson, schoolId }));
	const closed = await readClosed(db, timeZone, lessons);
	return lessons.filter(closed).map(({ lessonId }) => lessonId);
};

const isGivenBy = (row: ExpressionBuilder<TimetableTables, 'lesson'>, schoolId: SchoolId) =>
	row.or([
		// Null equals nothing, and what is not so is not known.
		row(row.fn.coalesce('lesson.teacher_school_id', row.val('')), '=', schoolId),
		row(
			'lesson.lesson_id',
			'in',
			row
				.selectFrom('lesson_classroom')
				.select('lesson_classroom.lesson_id')
				.where('lesson_classroom.school_id', '=', schoolId)
				.where('lesson_classroom.part', '=', 'sending'),
		),
	]);
