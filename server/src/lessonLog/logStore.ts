// What the log needs of a database. The epoch fences: once a new one is taken, appends under the old are refused.

export interface RawEntry {
	readonly at: number;
	readonly type: string;
	readonly payload: string;
}

/** Consecutive entries of one lesson, under one epoch. */
export interface Batch {
	readonly lessonId: string;
	readonly epoch: number;
	/** The number of the last entry before these. */
	readonly afterSeq: number;
	readonly entries: readonly RawEntry[];
}

/**
 * `stale`: another epoch was taken, nothing of this batch was written. `written` is also the answer for a batch
 * that had been written before, by a try whose outcome was not heard.
 */
export type BatchOutcome = 'written' | 'stale';

export interface Head {
	readonly epoch: number;
	readonly seq: number;
	/** When the last entry was made; 0: there is none. */
	readonly lastAt: number;
}

export interface LogStore {
	/** Makes the next epoch and returns it, in one step. */
	takeEpoch(lessonId: string): Promise<Head>;
	/**
	 * Writes all batches in one transaction; resolves when they are on disk, with an outcome for each.
	 * Rejects with `storage-full` when certainly nothing was written; otherwise it may be tried again.
	 */
	commit(batches: readonly Batch[]): Promise<readonly BatchOutcome[]>;
	close(): Promise<void>;
}
