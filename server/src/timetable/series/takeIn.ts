// Lessons that are over change their series when their places do: nothing else of them changes, and nobody is told.
import type { Instant, LessonId, SeriesId } from '@classroom/protocol';
import { inChunks } from '../../platform/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';

/** So that the series, which has their places, does not give them again. */
export const takeIn = (
	tx: TimetableTransaction,
	seriesId: SeriesId,
	lessonIds: readonly LessonId[],
): Promise<void> =>
	inChunks(lessonIds, (chunk) =>
		tx.updateTable('lesson').set({ series_id: seriesId }).where('lesson_id', 'in', chunk).execute(),
	);

/** A series that is taken back leaves what is over of it to the one that it was a part of. */
export const giveBack = async (
	tx: TimetableTransaction,
	from: SeriesId,
	to: SeriesId,
	now: Instant,
): Promise<void> => {
	await tx
		.updateTable('lesson')
		.set({ series_id: to })
		.where('series_id', '=', from)
		.where((row) =>
			row.or([row('planned_start', '<=', now), row('phase', 'in', ['teaching', 'overrun', 'ended'])]),
		)
		.where('series_key', 'not in', (row) =>
			row
				.selectFrom('lesson as other')
				.select('other.series_key')
				.where('other.series_id', '=', to)
				.where('other.series_key', 'is not', null),
		)
		.execute();
};
