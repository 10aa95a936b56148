// Takes jobs of one kind, one after the other, and keeps saying that it is alive.
import type { z } from 'zod';
import { repeat } from '../clock.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { JobKind, JobRun } from './jobTypes.ts';
import type { ClaimedJob, JobStore } from './jobStore.ts';

export interface JobWorkerOptions<P extends z.ZodType> {
	readonly kind: JobKind<P>;
	readonly run: (job: JobRun<P>) => Promise<void>;
	readonly concurrency: number;
	readonly store: JobStore;
	readonly clock: Clock;
	readonly log: Log;
}

/** How late a job is found whose announcement was lost, or whose time has come, ms. */
const lookInterval = 2000;

/** After the first, second, … failed attempt: 2 s, 4 s, 8 s, at most 5 minutes. */
const backOff = (attempt: number): number => Math.min(1000 * 2 ** attempt, 300_000);

export class JobWorker<P extends z.ZodType> {
	readonly kind: string;
	readonly #options: JobWorkerOptions<P>;
	readonly #running = new Set<Promise<void>>();
	readonly #closing = new AbortController();
	readonly #cancelLooking: CancelTimer;
	#taking: Promise<void> | undefined;
	#lookAgain = false;

	constructor(options: JobWorkerOptions<P>) {
		this.kind = options.kind.name;
		this.#options = options;
		this.#cancelLooking = repeat(options.clock, () => this.look(), lookInterval);
	}

	/** There may be something to do. */
	look(): void {
		if (this.#closing.signal.aborted || this.#running.size >= this.#options.concurrency) return;
		if (this.#taking !== undefined) this.#lookAgain = true;
		else this.#taking = this.#take();
	}

	async close(): Promise<void> {
		this.#closing.abort();
		this.#cancelLooking();
		await this.#taking;
		await Promise.all(this.#running);
	}

	async #take(): Promise<void> {
		const { store, kind, log } = this.#options;
		let job: ClaimedJob | undefined;
		try {
			job = await store.claim(kind.name, kind.claimMs);
		} catch (error) {
			log.error({ err: error, job: kind.name }, 'jobs cannot be taken');
		}
		this.#taking = undefined;
		if (job !== undefined) this.#start(job);
		if (job !== undefined || this.#lookAgain) {
			this.#lookAgain = false;
			this.look();
		}
	}

	#start(job: ClaimedJob): void {
		const { store, kind, clock, log } = this.#options;
		const lost = new AbortController();
		const cancelRenewing = repeat(
			clock,
			() => {
				store.renew(job, kind.claimMs).then(
					(ours) => ours || lost.abort(),
					(error: unknown) =>
						log.warn({ job: kind.name, id: job.id, reason: messageOf(error) }, 'not renewed'),
				);
			},
			kind.claimMs / 3,
		);
		const running = this.#attempt(job, AbortSignal.any([lost.signal, this.#closing.signal]))
			.catch((error: unknown) => log.error({ err: error, job: kind.name, id: job.id }, 'job not noted'))
			.finally(() => {
				cancelRenewing();
				this.#running.delete(running);
				this.look();
			});
		this.#running.add(running);
	}

	async #attempt(job: ClaimedJob, signal: AbortSignal): Promise<void> {
		const { run, store, kind, clock, log } = this.#options;
		const { id, attempts } = job;
		// More than allowed: the last worker died at it, and so may the next.
		if (attempts > kind.maxAttempts) {
			await store.fail(job, 'its worker died');
			return;
		}
		try {
			const payload = kind.payload.parse(JSON.parse(job.payload));
			const progress = async (ratio: number): Promise<void> => {
				await store.progress(job, ratio);
			};
			await run({ id, payload, attempt: attempts, signal, progress });
			await store.finish(job);
		} catch (error) {
			const reason = messageOf(error);
			log.warn({ job: kind.name, id, attempts, reason }, 'an attempt at a job failed');
			if (this.#closing.signal.aborted) await store.putBack(job, clock.now(), reason);
			else if (attempts >= kind.maxAttempts) await store.fail(job, reason);
			else await store.putBack(job, clock.now() + backOff(attempts), reason);
		}
	}
}
