// One database for all features, on SQLite or PostgreSQL. Each feature sees only the tables it declares.
import type { Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { DatabaseKind, NoTables, TableSet } from './databaseTypes.ts';
import { migrate } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export interface Database {
	readonly kind: DatabaseKind;
	/** SQLite's file or PostgreSQL's address, for those that need a connection of their own. */
	readonly url: string;
	/** The feature's view of the database: `database.as<SchoolsTables>()`. */
	as<Tables extends TableSet>(): Kysely<Tables>;
	/** Applies what is missing, once, even when several servers start together. */
	migrate(migrations: readonly Migration[]): Promise<void>;
	/** Waits for running queries. */
	close(): Promise<void>;
}

export interface DatabaseOptions {
	readonly clock?: Clock;
	/** PostgreSQL only: connections this process may hold. */
	readonly poolSize?: number;
}

/** `url`: `sqlite:PATH` (the folder is made) or `postgres://…`. Throws `bad-configuration` or `unavailable`. */
export const openDatabase = async (url: string, options: DatabaseOptions = {}): Promise<Database> => {
	const clock = options.clock ?? systemClock;
	const { kind, root } = await open(url, options);
	return {
		kind,
		url,
		as: <Tables extends TableSet>() => root.$extendTables<Tables>(),
		migrate: (migrations) => migrate(root, kind, migrations, clock.now()),
		close: () => root.destroy(),
	};
};

const open = async (
	url: string,
	options: DatabaseOptions,
): Promise<{ kind: DatabaseKind; root: Kysely<NoTables> }> => {
	if (url.startsWith('sqlite:')) return { kind: 'sqlite', root: openSqlite(url.slice('sqlite:'.length)) };
	if (/^postgres(ql)?:\/\//.test(url)) {
		return { kind: 'postgres', root: await openPostgres(url, options.poolSize ?? 10) };
	}
	throw new AppError('bad-configuration', 'DATABASE_URL must be sqlite:PATH or postgres://…');
};
