// Gathers the appends of all lessons and commits them together: while one commit waits for the disk, the next
// gathers. A lesson never waits for more than the commit under way and its own.
import { AppError, isAppError, messageOf, sleep } from '../platform/index.ts';
import type { Clock, Log } from '../platform/index.ts';
import type { Batch, BatchOutcome, LogStore } from './logStore.ts';

/** One lesson's side of a commit. */
export interface Contributor {
	/** What waits, as the batch to write; undefined: nothing. The contributor gives it out once. */
	takeBatch(): Batch | undefined;
	settle(batch: Batch, outcome: BatchOutcome | AppError): void;
}

/** How long a commit whose outcome is unknown is tried again: the database restarts, or its connection broke. */
const retryDelays = [100, 300, 1000, 3000, 5000];

export class GroupCommit {
	readonly #store: LogStore;
	readonly #clock: Clock;
	readonly #log: Log;
	readonly #ready = new Set<Contributor>();
	#running: Promise<void> | undefined;

	constructor(store: LogStore, clock: Clock, log: Log) {
		this.#store = store;
		this.#clock = clock;
		this.#log = log;
	}

	/** `contributor` has something to write. */
	add(contributor: Contributor): void {
		this.#ready.add(contributor);
		this.#running ??= this.#run();
	}

	/** Resolves when nothing is under way. */
	async idle(): Promise<void> {
		while (this.#running !== undefined) await this.#running;
	}

	async #run(): Promise<void> {
		// Everything appended in this turn of the event loop goes together.
		await new Promise((resolve) => setImmediate(resolve));
		while (this.#ready.size > 0) await this.#commitReady();
		this.#running = undefined;
	}

	async #commitReady(): Promise<void> {
		const work = [...this.#ready].flatMap((contributor) => {
			const batch = contributor.takeBatch();
			return batch === undefined ? [] : [{ contributor, batch }];
		});
		this.#ready.clear();
		if (work.length === 0) return;
		const outcomes = await this.#commit(work.map(({ batch }) => batch));
		work.forEach(({ contributor, batch }, index) =>
			contributor.settle(batch, outcomes instanceof AppError ? outcomes : (outcomes[index] ?? 'stale')),
		);
	}

	async #commit(batches: readonly Batch[]): Promise<readonly BatchOutcome[] | AppError> {
		for (let tries = 0; ; tries += 1) {
			try {
				return await this.#store.commit(batches);
			} catch (error) {
				const delay = retryDelays[tries];
				this.#log.error({ reason: messageOf(error), tries: tries + 1 }, 'the lesson log cannot be written');
				// Certain only of this try: an earlier one may have been written without our hearing of it.
				if (isAppError(error, 'storage-full') && tries === 0) return error;
				if (!isTransient(error) || delay === undefined) return unknownOutcome(error);
				await sleep(this.#clock, delay);
			}
		}
	}
}

const isTransient = (error: unknown): boolean =>
	isAppError(error, 'unavailable') || isAppError(error, 'storage-full');

const unknownOutcome = (cause: unknown): AppError =>
	new AppError('unavailable', 'whether the lesson log was written is not known', { cause });
