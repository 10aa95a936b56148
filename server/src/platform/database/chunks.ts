import { setImmediate as breathe } from 'node:timers/promises';

/**
 * Does `work` with a few hundred at a time, one after the other, and others go on between them: so that a statement stays below what either database
 * takes of parameters (SQLite 32,766, PostgreSQL 65,535) with up to 50 a row.
 */
export const inChunks = async <T>(
	items: readonly T[],
	work: (chunk: T[]) => Promise<unknown>,
	most = 500,
): Promise<void> => {
	for (let first = 0; first < items.length; first += most) {
		if (first > 0) await breathe();
		await work(items.slice(first, first + most));
	}
};
