// A lock of a connection of its own: PostgreSQL gives it back when the connection ends, as it does with its process. When
// PostgreSQL was away, the lock is taken again; if another server was faster, that one has the database.
import pg from 'pg';
import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import { databaseError } from '../database/databaseErrors.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Company, PresenceLock } from './presenceLock.ts';

interface Deps {
	readonly clock: Clock;
	readonly log: Log;
	/** Another server has taken it meanwhile. */
	readonly lose: () => void;
}

/** Any number that nobody else uses with pg_advisory_lock in this database. */
const lockNumber = 7_262_019;
const AGAIN_MS = 500;
/** A PostgreSQL that does not answer is not waited for any longer. */
const GIVE_BACK_MS = 2_000;
/** After a machine that was cut off, or lost its power, the lock is free within half a minute. */
const KEEPALIVE =
	'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

export const takeOnPostgres = (url: string, company: Company, deps: Deps): PresenceLock => {
	const holder = new Holder(url, company, deps);
	return { take: () => holder.take(), close: () => holder.close() };
};

class Holder {
	readonly #url: string;
	readonly #company: Company;
	readonly #deps: Deps;
	#client: pg.Client | null = null;
	#held = false;
	#closed = false;

	constructor(url: string, company: Company, deps: Deps) {
		this.#url = url;
		this.#company = company;
		this.#deps = deps;
	}

	/** Throws `unavailable` when PostgreSQL cannot be reached. */
	async take(): Promise<boolean> {
		const client = this.#client ?? (await this.#connect());
		const shared = this.#company === 'together' ? '_shared' : '';
		try {
			const { rows } = await client.query<{ taken: boolean }>(
				`select pg_try_advisory_lock${shared}($1) as taken`,
				[lockNumber],
			);
			this.#held = rows[0]?.taken === true;
			return this.#held;
		} catch (error) {
			throw databaseError(error);
		}
	}

	/** Free as soon as it resolves: PostgreSQL notices the end of a connection only some time after it. */
	async close(): Promise<void> {
		this.#closed = true;
		const client = this.#client;
		if (client === null) return;
		if (this.#held) {
			this.#held = false;
			const given = client.query('select pg_advisory_unlock_all()').catch(() => undefined);
			await Promise.race([given, sleep(this.#deps.clock, GIVE_BACK_MS)]);
		}
		await client.end().catch(() => undefined);
	}

	async #connect(): Promise<pg.Client> {
		const client = new pg.Client({
			connectionString: this.#url,
			connectionTimeoutMillis: 10_000,
			keepAlive: true,
			application_name: 'classroom-presence',
		});
		// What it is about is said by its end.
		client.on('error', () => undefined);
		client.once('end', () => this.#ended(client));
		try {
			await client.connect();
			await client.query(KEEPALIVE);
		} catch (error) {
			await client.end().catch(() => undefined);
			throw databaseError(error);
		}
		this.#client = client;
		return client;
	}

	#ended(client: pg.Client): void {
		if (this.#client !== client) return;
		this.#client = null;
		if (!this.#held || this.#closed) return;
		this.#held = false;
		void this.#takeAgain();
	}

	async #takeAgain(): Promise<void> {
		const { clock, log, lose } = this.#deps;
		while (!this.#closed) {
			try {
				if (!(await this.take())) lose();
				return;
			} catch (error) {
				log.warn({ reason: messageOf(error) }, 'PostgreSQL does not know that this server works on it');
			}
			await sleep(clock, AGAIN_MS);
		}
	}
}
