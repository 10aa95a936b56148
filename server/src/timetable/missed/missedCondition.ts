// "It did not take place" as a condition on the table `lesson`: the same rule as `missed` in lessonStatus.ts; and "a
// school missed it".
import type { Instant, LessonId, SchoolId } from '@classroom/protocol';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { TimetableTables } from '../lessonTables.ts';

export const isMissed = (
	row: ExpressionBuilder<TimetableTables, 'lesson'>,
	now: Instant,
): Expression<SqlBool> =>
	row.and([
		row('lesson.cancelled_at', 'is', null),
		row.or([
			row.and([row('lesson.phase', '=', 'ended'), row('lesson.given_at', 'is', null)]),
			row.and([
				row.or([row('lesson.phase', 'is', null), row('lesson.phase', '=', 'waiting')]),
				row(row.fn.coalesce('lesson.moved_end', 'lesson.planned_end'), '<=', now),
			]),
		]),
	]);

export interface MissedQuery {
	readonly now: Instant;
	/** Only those of which nobody has said why. */
	readonly unexplained: boolean;
	/** Also lessons that took place and that this school missed, or any school; null: no such lessons. */
	readonly absent: 'all' | SchoolId | null;
}

/** As {@link MissedQuery}, without `closed`: lessons that nobody had, on days on which the school that asks was closed. */
export interface ToExplain extends MissedQuery {
	readonly closed: readonly LessonId[];
}

/** Lessons that somebody has to explain. */
export const isToExplain = (
	row: ExpressionBuilder<TimetableTables, 'lesson'>,
	{ now, unexplained, absent, closed }: ToExplain,
): Expression<SqlBool> => {
	const nobody = row.and([
		isMissed(row, now),
		...(unexplained ? [row('lesson.missed_reason', 'is', null)] : []),
		...(closed.length > 0 ? [row('lesson.lesson_id', 'not in', closed)] : []),
	]);
	if (absent === null) return nobody;
	let absences = row
		.selectFrom('lesson_absence')
		.select('lesson_absence.lesson_id')
		.where('lesson_absence.closed', '=', 0);
	if (absent !== 'all') absences = absences.where('lesson_absence.school_id', '=', absent);
	if (unexplained) absences = absences.where('lesson_absence.reason', 'is', null);
	return row.or([nobody, row('lesson.lesson_id', 'in', absences)]);
};
