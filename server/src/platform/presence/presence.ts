// Whether a server works on a database alone or beside others. Without Redis, leases and announcements live in the
// process: a second server would open the same lessons again, so it is refused. The lock is one that the operating system
// or PostgreSQL gives back in the moment in which its holder dies, whatever killed it: the next start does not wait.
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { DatabaseKind } from '../database/databaseTypes.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { takeOnPostgres } from './postgresPresence.ts';
import type { Company } from './presenceLock.ts';
import { takeOnSqlite } from './sqlitePresence.ts';

export interface Presence {
	/** Called once when another server works on the database in spite of it: end at once. */
	onLost(listener: () => void): void;
	/** Idempotent. */
	close(): Promise<void>;
}

export interface PresenceDeps {
	readonly database: { readonly kind: DatabaseKind; readonly url: string };
	readonly clock: Clock;
	readonly log: Log;
}

/** A server that is just ending is waited for, ms. */
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 100;

/** Throws `database-in-use` with a sentence for the operator. */
export const announcePresence = async (
	{ database, clock, log }: PresenceDeps,
	company: Company,
	waitMs: number = WAIT_MS,
): Promise<Presence> => {
	const listeners: (() => void)[] = [];
	let lost = false;
	const lose = (): void => {
		lost = true;
		for (const listener of listeners.splice(0)) listener();
	};
	const lock =
		database.kind === 'sqlite'
			? takeOnSqlite(database.url, company)
			: takeOnPostgres(database.url, company, { clock, log, lose });
	const until = clock.monotonic() + waitMs;
	while (!(await lock.take())) {
		if (clock.monotonic() >= until) {
			await lock.close();
			throw inUse(company);
		}
		// Keeps the program running: there may be nothing else yet that does.
		await setTimeout(LOOK_EVERY_MS);
	}
	return {
		onLost(listener) {
			if (lost) listener();
			else listeners.push(listener);
		},
		close: () => lock.close(),
	};
};

const inUse = (company: Company): AppError =>
	new AppError(
		'database-in-use',
		company === 'alone'
			? 'Another server works on this database. Several servers on one database need REDIS_URL, the same for all; otherwise end the other one, or give this one a DATABASE_URL or DATA_DIR of its own.'
			: 'A server without REDIS_URL works on this database. Give it the same REDIS_URL as this one, or end it.',
	);
