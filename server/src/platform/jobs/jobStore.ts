// The table of jobs: every change of a running job is made only by who holds its claim.
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { newSecret, sortableId } from '../ids.ts';
import type { JobState } from './jobTypes.ts';
import type { JobTables } from './jobTables.ts';

export interface ClaimedJob {
	readonly id: string;
	readonly claim: string;
	/** JSON. */
	readonly payload: string;
	readonly attempts: number;
}

const unfinished = ['waiting', 'running'] as const;

export class JobStore {
	readonly #db: Kysely<JobTables>;
	readonly #clock: Clock;
	readonly #skipLocked: boolean;

	constructor(database: Database, clock: Clock) {
		this.#db = database.as<JobTables>();
		this.#clock = clock;
		this.#skipLocked = database.kind === 'postgres';
	}

	/** The id of the new job, or of the unfinished one that has the key. */
	async add(kind: string, key: string, payload: string, runAt: number): Promise<string> {
		const id = sortableId();
		for (;;) {
			const added = await this.#db
				.insertInto('platform_job')
				.values({
					...{ id, kind, key, payload, status: 'waiting', run_at: runAt, attempts: 0 },
					...{ claim: null, claimed_until: null, progress: 0, error: null },
					...{ created_at: this.#clock.now(), finished_at: null },
				})
				.onConflict((conflict) => conflict.doNothing())
				.returning('id')
				.executeTakeFirst();
			const there =
				added ??
				(await this.#db
					.selectFrom('platform_job')
					.select('id')
					.where('kind', '=', kind)
					.where('key', '=', key)
					.where('status', 'in', unfinished)
					.executeTakeFirst());
			// Neither: the other one finished in between.
			if (there !== undefined) return there.id;
		}
	}

	/** The next due job for `claimMs`: one that waits, or whose worker has died. */
	async claim(kind: string, claimMs: number): Promise<ClaimedJob | undefined> {
		const now = this.#clock.now();
		return inTransaction(this.#db, async (tx) => {
			const due = await tx
				.selectFrom('platform_job')
				.select('id')
				.where('kind', '=', kind)
				.where((job) =>
					job.or([
						job.and([job('status', '=', 'waiting'), job('run_at', '<=', now)]),
						job.and([job('status', '=', 'running'), job('claimed_until', '<', now)]),
					]),
				)
				.orderBy('run_at')
				.limit(1)
				.$if(this.#skipLocked, (query) => query.forUpdate().skipLocked())
				.executeTakeFirst();
			if (due === undefined) return undefined;
			const claim = newSecret();
			const job = await tx
				.updateTable('platform_job')
				.set((row) => ({
					status: 'running',
					claim,
					claimed_until: now + claimMs,
					attempts: row('attempts', '+', 1),
				}))
				.where('id', '=', due.id)
				.returning(['id', 'payload', 'attempts'])
				.executeTakeFirstOrThrow();
			return { ...job, claim };
		});
	}

	/** False: the job was cancelled, or is another's by now. */
	async renew({ id, claim }: ClaimedJob, claimMs: number): Promise<boolean> {
		return this.#change(id, claim, { claimed_until: this.#clock.now() + claimMs });
	}

	async progress({ id, claim }: ClaimedJob, ratio: number): Promise<boolean> {
		return this.#change(id, claim, { progress: Math.min(1, Math.max(0, ratio)) });
	}

	async finish({ id, claim }: ClaimedJob): Promise<boolean> {
		const finished_at = this.#clock.now();
		return this.#change(id, claim, { status: 'done', progress: 1, claim: null, error: null, finished_at });
	}

	async fail({ id, claim }: ClaimedJob, error: string): Promise<boolean> {
		return this.#change(id, claim, { status: 'failed', claim: null, error, finished_at: this.#clock.now() });
	}

	async putBack({ id, claim }: ClaimedJob, runAt: number, error: string | null): Promise<boolean> {
		return this.#change(id, claim, { status: 'waiting', claim: null, error, run_at: runAt });
	}

	async cancel(id: string): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('platform_job')
			.set({ status: 'cancelled', claim: null, finished_at: this.#clock.now() })
			.where('id', '=', id)
			.where('status', 'in', unfinished)
			.executeTakeFirstOrThrow();
		return numUpdatedRows > 0n;
	}

	async prune(kind: string, before: number): Promise<void> {
		await this.#db
			.deleteFrom('platform_job')
			.where('kind', '=', kind)
			.where('finished_at', '<', before)
			.execute();
	}

	async find(kind: string, key: string): Promise<JobState | null> {
		const job = await this.#db
			.selectFrom('platform_job')
			.select(['id', 'status', 'progress', 'attempts'])
			.where('kind', '=', kind)
			.where('key', '=', key)
			.orderBy('created_at', 'desc')
			.orderBy('id', 'desc')
			.limit(1)
			.executeTakeFirst();
		return job ?? null;
	}

	async #change(id: string, claim: string, set: Partial<JobTables['platform_job']>): Promise<boolean> {
		const { numUpdatedRows } = await this.#db
			.updateTable('platform_job')
			.set(set)
			.where('id', '=', id)
			.where('claim', '=', claim)
			.executeTakeFirstOrThrow();
		return numUpdatedRows > 0n;
	}
}
