// Lessons that are over, or away, change their series when their places do: nothing else of them changes, and nobody is told.
import type { ChangeId, LessonId, SeriesId } from '@classroom/protocol';
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

/** The series that a change made leaves what it has not made itself to the one that this was a part of. */
export const giveBack = async (
	tx: TimetableTransaction,
	changeId: ChangeId,
	from: SeriesId,
	to: SeriesId,
): Promise<void> => {
	await tx
		.updateTable('lesson')
		.set({ series_id: to })
		.where('series_id', '=', from)
		.where('lesson_id', 'not in', (row) =>
			row
				.selectFrom('lesson_change_part')
				.select('lesson_id')
				.where('change_id', '=', changeId)
				.where('before', 'is', null),
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
