// The buckets of failed attempts, in the database: they hold across restarts and on all servers of an installation.
import { createHmac } from 'node:crypto';
import { AppError, inTransaction } from '../../platform/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { IdentityDb, IdentityTransaction } from '../identityTables.ts';
import type { AttemptPolicy, Bucket, Draw } from './attemptPolicy.ts';
import { decide, emptyBucket, forgottenAfterMs, refund } from './attemptPolicy.ts';

export interface Limit {
	/** What is counted, such as `address` and the address. */
	readonly key: readonly string[];
	readonly policy: AttemptPolicy;
	/** What a success does to the bucket: empties it, or takes back its own attempt only. */
	readonly onSuccess: 'empty' | 'refund';
	/** As in attemptPolicy's LimitState. */
	readonly sparesFirstTries?: boolean;
	readonly countsTries?: boolean;
}

/** An attempt that was let through and counted as failed until {@link Attempt.succeeded}. */
export interface Attempt {
	succeeded(): Promise<void>;
}

export class Attempts {
	readonly #db: IdentityDb;
	readonly #clock: Clock;
	readonly #secret: string;

	/** `secret` keeps names and addresses unreadable in the table. */
	constructor(db: IdentityDb, clock: Clock, secret: string) {
		this.#db = db;
		this.#clock = clock;
		this.#secret = secret;
	}

	/**
	 * Throws `sign-in-locked` with `retryAfterSeconds` if any of the limits says wait; then nothing is counted.
	 * `browser`: what it is known by, for drawing turns; nothing for one without our cookie.
	 */
	async begin(limits: readonly Limit[], browser = ''): Promise<Attempt> {
		const counted = await inTransaction(this.#db, async (tx) => {
			const now = this.#clock.now();
			const buckets = await this.#lock(tx, this.#keyed(limits));
			const decision = decide(buckets, now, this.#drawOf(browser));
			if (decision.kind === 'wait') throw locked(decision.waitMs);
			for (const { key, after } of decision.filled) await save(tx, key, after);
			return decision.filled;
		});
		return { succeeded: () => this.#succeeded(counted) };
	}

	#drawOf(browser: string): Draw {
		return (slice) =>
			createHmac('sha256', this.#secret)
				.update(JSON.stringify(['turn', browser, slice]))
				.digest()
				.readUInt32BE() /
			2 ** 32;
	}

	/** Removes buckets that are empty by now. */
	async sweep(): Promise<void> {
		const before = this.#clock.now() - forgottenAfterMs;
		await this.#db.deleteFrom('sign_in_attempt').where('at', '<', before).execute();
	}

	async #succeeded(keyed: readonly KeyedLimit[]): Promise<void> {
		await inTransaction(this.#db, async (tx) => {
			const now = this.#clock.now();
			for (const { key, policy, bucket, onSuccess } of await this.#lock(tx, keyed)) {
				await save(tx, key, onSuccess === 'empty' ? emptyBucket(now) : refund(policy, bucket, now));
			}
		});
	}

	/** Reads the buckets and holds them until the transaction ends; in one order everywhere, so nobody deadlocks. */
	async #lock(tx: IdentityTransaction, keyed: readonly KeyedLimit[]): Promise<LockedLimit[]> {
		const locked: LockedLimit[] = [];
		for (const limit of keyed) {
			const bucket = await tx
				.insertInto('sign_in_attempt')
				.values({ bucket: limit.key, ...emptyBucket(this.#clock.now()) })
				.onConflict((conflict) =>
					conflict.column('bucket').doUpdateSet((row) => ({ bucket: row.ref('excluded.bucket') })),
				)
				.returning(['level', 'at'])
				.executeTakeFirstOrThrow();
			locked.push({ ...limit, bucket });
		}
		return locked;
	}

	#keyed(limits: readonly Limit[]): KeyedLimit[] {
		return limits
			.map(({ key, ...limit }) => ({
				...limit,
				key: createHmac('sha256', this.#secret).update(JSON.stringify(key)).digest('base64url'),
			}))
			.sort((a, b) => (a.key < b.key ? -1 : 1));
	}
}

interface KeyedLimit extends Omit<Limit, 'key'> {
	readonly key: string;
}

interface LockedLimit extends KeyedLimit {
	readonly bucket: Bucket;
}

const save = async (tx: IdentityTransaction, key: string, bucket: Bucket): Promise<void> => {
	await tx.updateTable('sign_in_attempt').set(bucket).where('bucket', '=', key).execute();
};

const locked = (waitMs: number): AppError =>
	new AppError('sign-in-locked', 'too many attempts', {
		details: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
	});
