// One database for all features, on SQLite or PostgreSQL. Each feature sees only the tables it declares.
import path from 'node:path';
import type { Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { DatabaseKind, NoTables, TableSet } from './databaseTypes.ts';
import { migrate } from './migrations.ts';
import type { Migration } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite, openSqliteThread } from './sqlite.ts';

export interface Database {
	readonly kind: DatabaseKind;
	/** SQLite's file or PostgreSQL's address, for those that need a connection of their own. */
	readonly url: string;
	/** The feature's view of the database: `database.as<SchoolsTables>()`. */
	as<Tables extends TableSet>(): Kysely<Tables>;
	/**
	 * {@link Database.as} for transactions that take long: on SQLite a second connection, in a thread of its own, so that
	 * neither what this process reads meanwhile nor the event loop waits for them; on PostgreSQL the same pool.
	 */
	apart<Tables extends TableSet>(): Kysely<Tables>;
	/**
	 * For what must never wait for this database's writers: on SQLite a file beside this one's, with one writer at a time
	 * of its own, made with these migrations; on PostgreSQL (and on SQLite without a file) this database itself, which has
	 * to have them already. Closed with this one.
	 */
	beside(name: string, migrations: readonly Migration[]): Promise<Database>;
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
	if (url.startsWith('sqlite:')) return onFile(url.slice('sqlite:'.length), clock);
	if (!/^postgres(ql)?:\/\//.test(url)) {
		throw new AppError('bad-configuration', 'DATABASE_URL must be sqlite:PATH or postgres://…');
	}
	const root = await openPostgres(url, options.poolSize ?? 10);
	const database: Database = {
		...basics('postgres', url, root, clock),
		apart: <Tables extends TableSet>() => root.$extendTables<Tables>(),
		beside: () => Promise.resolve(database),
		close: () => root.destroy(),
	};
	return database;
};

const onFile = (file: string, clock: Clock): Database => {
	const root = openSqlite(file);
	const inMemory = file === ':memory:';
	let second: Kysely<NoTables> | undefined;
	const others = new Map<string, Database>();
	const other = (name: string): Database => {
		const made = others.get(name) ?? onFile(fileBeside(file, name), clock);
		others.set(name, made);
		return made;
	};
	const database: Database = {
		...basics('sqlite', `sqlite:${file}`, root, clock),
		apart: <Tables extends TableSet>() =>
			(inMemory ? root : (second ??= openSqliteThread(file))).$extendTables<Tables>(),
		async beside(name, migrations) {
			if (inMemory) return database;
			const made = other(name);
			await made.migrate(migrations);
			return made;
		},
		async close() {
			for (const each of others.values()) await each.close();
			await second?.destroy();
			await root.destroy();
		},
	};
	return database;
};

const basics = (kind: DatabaseKind, url: string, root: Kysely<NoTables>, clock: Clock) => ({
	kind,
	url,
	as: <Tables extends TableSet>() => root.$extendTables<Tables>(),
	migrate: (migrations: readonly Migration[]) => migrate(root, kind, migrations, clock.now()),
});

/** `data/classroom.sqlite`, `live`: `data/classroom-live.sqlite`. */
const fileBeside = (file: string, name: string): string => {
	const { dir, name: own, ext } = path.parse(file);
	return path.join(dir, `${own}-${name}${ext}`);
};
