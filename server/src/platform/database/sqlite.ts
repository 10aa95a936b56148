// SQLite: one file, one connection of this process for everything but the lesson log, which has its own.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { NoTables } from './database.ts';
import { AppError, messageOf } from '../errors.ts';
import { GuardedDriver } from './guardedDriver.ts';

/** How long a write waits for another connection's transaction, ms. */
const busyTimeout = 10_000;

/**
 * A connection set up the way every connection of ours must be: acknowledged means on disk (`synchronous=FULL`),
 * readers and the writer do not block each other (WAL).
 */
export const connectSqlite = (file: string): Sqlite.Database => {
	try {
		if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
		const connection = new Sqlite(file, { timeout: busyTimeout });
		connection.pragma('journal_mode = WAL');
		connection.pragma('synchronous = FULL');
		connection.pragma('foreign_keys = ON');
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

export const openSqlite = (file: string): Kysely<NoTables> => {
	const connection = connectSqlite(file);
	return new Kysely<NoTables>({
		dialect: {
			createAdapter: () => new LentConnectionAdapter(),
			createDriver: () =>
				new GuardedDriver(new SqliteDriver({ database: connection }), {
					singleConnection: true,
					begin: 'begin immediate',
				}),
			createIntrospector: (db) => new SqliteIntrospector(db),
			createQueryCompiler: () => new SqliteQueryCompiler(),
		},
	});
};
