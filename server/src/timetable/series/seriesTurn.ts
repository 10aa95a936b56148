// Whoever changes a series takes its turn first: what is then read of it stays so until it is written.
import type { Instant, SeriesId } from '@classroom/protocol';
import type { TimetableTransaction } from '../lessonTables.ts';

/**
 * Nobody else changes these series until the transaction ends. To be taken after the calendar's lock and before any of
 * `lockResources`, all at once, so that nobody waits in a circle.
 */
export const takeTurns = async (
	tx: TimetableTransaction,
	seriesIds: readonly SeriesId[],
	now: Instant,
): Promise<void> => {
	for (const seriesId of [...new Set(seriesIds)].toSorted()) {
		await tx.updateTable('series').set({ changed_at: now }).where('series_id', '=', seriesId).execute();
	}
};
