// Work that outlives a request: composing a file, importing a roster. At least once, so make it repeatable.
import { z } from 'zod';
import type { Bus } from '../bus/bus.ts';
import { topic } from '../bus/bus.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { JobStore } from './jobStore.ts';
import type { JobKind, JobRun, JobState } from './jobTypes.ts';
import { JobWorker } from './jobWorker.ts';

export interface Jobs {
	/**
	 * Resolves with the job's id: a new one's, or that of the unfinished one with this key.
	 * Not within `inTransaction`: the row is written on its own, so enqueue when what it is about is committed.
	 */
	enqueue<P extends z.ZodType>(
		kind: JobKind<P>,
		key: string,
		payload: z.input<P>,
		options?: { notBefore?: number },
	): Promise<string>;
	/** The newest job with this key; null: there never was one. */
	find<P extends z.ZodType>(kind: JobKind<P>, key: string): Promise<JobState | null>;
	/** False: it had finished already. */
	cancel(id: string): Promise<boolean>;
	/** Works on jobs of this kind, `concurrency` (1) at a time, until `close`. */
	work<P extends z.ZodType>(
		kind: JobKind<P>,
		run: (job: JobRun<P>) => Promise<void>,
		options?: { concurrency?: number },
	): void;
	/** Forgets jobs of this kind that finished before then, UTC ms. */
	prune<P extends z.ZodType>(kind: JobKind<P>, before: number): Promise<void>;
	/** Aborts what runs (it will be tried again) and waits for it to end. */
	close(): Promise<void>;
}

export interface JobsOptions {
	/** With `jobMigrations` applied. */
	readonly database: Database;
	readonly bus: Bus;
	readonly clock: Clock;
	readonly log: Log;
}

const enqueued = topic('jobs', z.object({ kind: z.string() }));

export const createJobs = ({ database, bus, clock, log }: JobsOptions): Jobs => {
	const store = new JobStore(database, clock);
	const workers: JobWorker<z.ZodType>[] = [];
	const listening = bus.subscribe(enqueued, ({ kind }) => {
		for (const worker of workers) if (worker.kind === kind) worker.look();
	});
	// Without announcements workers still look by themselves.
	listening.catch((error: unknown) => log.warn({ err: error }, 'jobs are not announced'));
	return {
		async enqueue(kind, key, payload, { notBefore } = {}) {
			const json = JSON.stringify(kind.payload.parse(payload));
			const id = await store.add(kind.name, key, json, notBefore ?? clock.now());
			bus.publish(enqueued, { kind: kind.name }).catch(() => undefined);
			return id;
		},
		find: (kind, key) => store.find(kind.name, key),
		prune: (kind, before) => store.prune(kind.name, before),
		cancel: (id) => store.cancel(id),
		work(kind, run, { concurrency = 1 } = {}) {
			const worker = new JobWorker({ kind, run, concurrency, store, clock, log });
			workers.push(worker);
			worker.look();
		},
		async close() {
			await listening.then((end) => end()).catch(() => undefined);
			await Promise.all(workers.map((worker) => worker.close()));
		},
	};
};
