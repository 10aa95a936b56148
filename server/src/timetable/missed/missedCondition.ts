// "It did not take place" as a condition on the table `lesson`: the same rule as `missed` in lessonStatus.ts.
import type { Instant } from '@classroom/protocol';
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
