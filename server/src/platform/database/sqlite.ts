// SQLite: one connection of this process to a file, but for those that ask for one of their own: the lesson log's thread,
// and transactions that take long.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Driver } from 'kysely';
import type { NoTables } from './databaseTypes.ts';
import { AppError, messageOf } from '../errors.ts';
import { GuardedDriver } from './guardedDriver.ts';
import { ThreadDriver } from './threadDriver.ts';

/**
 * How every connection of ours is set up, this one and the lesson log's: acknowledged means on disk
 * (`synchronous=FULL`), readers and the writer do not block each other (WAL).
 */
export const sqliteSettings = {
	/** How long a write waits for another connection's, ms: as long as the largest import of a term writes. */
	busyTimeoutMs: 30_000,
	pragmas: [
		'journal_mode = WAL',
		'synchronous = FULL',
		'foreign_keys = ON',
		// 64 MiB: a county's term stays in memory; SQLite's own 2 MB would read the indices again and again.
		'cache_size = -65536',
	],
};

const connectSqlite = (file: string): Sqlite.Database => {
	try {
		if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
		const connection = new Sqlite(file, { timeout: sqliteSettings.busyTimeoutMs });
		for (const pragma of sqliteSettings.pragmas) connection.pragma(pragma);
		// From here on the guarded driver waits, asynchronously: SQLite itself would hold up the event loop.
		connection.pragma('busy_timeout = 0');
		return connection;
	} catch (error) {
		throw new AppError('bad-configuration', `The database ${file} cannot be opened: ${messageOf(error)}`, {
			cause: error,
		});
	}
};

/** The GuardedDriver lends the one connection in turns itself, so Kysely need not. */
class LentConnectionAdapter extends SqliteAdapter {
	override get supportsMultipleConnections(): boolean {
		return true;
	}
}

export const openSqlite = (file: string): Kysely<NoTables> =>
	onDriver(new SqliteDriver({ database: connectSqlite(file) }));

/** A further connection to the file, in a thread of its own. */
export const openSqliteThread = (file: string): Kysely<NoTables> =>
	onDriver(new ThreadDriver({ file, pragmas: [...sqliteSettings.pragmas, 'busy_timeout = 0'] }));

const onDriver = (driver: Driver): Kysely<NoTables> =>
	new Kysely<NoTables>({
		dialect: {
			createAdapter: () => new LentConnectionAdapter(),
			createDriver: () =>
				new GuardedDriver(driver, {
					singleConnection: true,
					busyTimeoutMs: sqliteSettings.busyTimeoutMs,
					begin: 'begin immediate',
				}),
			createIntrospector: (db) => new SqliteIntrospector(db),
			createQueryCompiler: () => new SqliteQueryCompiler(),
		},
	});
