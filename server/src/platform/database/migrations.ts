// Changes of the database's shape. Each feature exports its list; all run in one transaction, under a lock.
import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import { AppError } from '../errors.ts';
import type { DatabaseKind, NoTables } from './databaseTypes.ts';
import { inTransaction } from './transaction.ts';

/**
 * One step, never changed once it is out: add another. The statements are SQL that SQLite and PostgreSQL both
 * understand (`text`, `bigint`, `real`, `primary key`, `references`, `check`, `on conflict`); where they differ,
 * give one list for each.
 */
export interface Migration {
	/** Feature and number: `schools-1`. */
	readonly id: string;
	readonly sql: readonly string[] | Readonly<Record<DatabaseKind, readonly string[]>>;
}

type MigrationTables = { platform_migration: { id: string; checksum: string; applied_at: number } };

/** Any number that nobody else uses with pg_advisory_xact_lock in this database. */
const lockNumber = 7_262_018;

/** Throws `bad-configuration` when the database is newer than the program or a step was changed. */
export const migrate = async (
	root: Kysely<NoTables>,
	kind: DatabaseKind,
	migrations: readonly Migration[],
	now: number,
): Promise<void> => {
	refuseDuplicates(migrations);
	await inTransaction(root.$extendTables<MigrationTables>(), async (tx) => {
		if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(tx);
		await sql`create table if not exists platform_migration (
			id text primary key, checksum text not null, applied_at bigint not null)`.execute(tx);
		const rows = await tx.selectFrom('platform_migration').select(['id', 'checksum']).execute();
		const applied = new Map(rows.map((row) => [row.id, row.checksum]));
		refuseNewerDatabase(migrations, applied);
		for (const migration of migrations) await apply(tx, kind, migration, applied.get(migration.id), now);
	});
};

const apply = async (
	tx: Transaction<MigrationTables>,
	kind: DatabaseKind,
	migration: Migration,
	appliedChecksum: string | undefined,
	now: number,
): Promise<void> => {
	const checksum = checksumOf(migration);
	if (appliedChecksum === checksum) return;
	if (appliedChecksum !== undefined) {
		throw new AppError(
			'bad-configuration',
			`The database was made with another form of migration ${migration.id}. Use the program's version that made it, or an empty database.`,
		);
	}
	const statements = 'sqlite' in migration.sql ? migration.sql[kind] : migration.sql;
	for (const statement of statements) await sql.raw(statement).execute(tx);
	await tx.insertInto('platform_migration').values({ id: migration.id, checksum, applied_at: now }).execute();
};

/** White space does not count. */
const checksumOf = (migration: Migration): string =>
	createHash('sha256')
		.update(JSON.stringify(migration.sql).replace(/(\\[nt]|\s)+/g, ' '))
		.digest('hex');

const refuseDuplicates = (migrations: readonly Migration[]): void => {
	const ids = new Set<string>();
	for (const { id } of migrations) {
		if (ids.has(id)) throw new TypeError(`two migrations are called ${id}`);
		ids.add(id);
	}
};

const refuseNewerDatabase = (
	migrations: readonly Migration[],
	applied: ReadonlyMap<string, string>,
): void => {
	const known = new Set(migrations.map((migration) => migration.id));
	const unknown = [...applied.keys()].filter((id) => !known.has(id));
	if (unknown.length > 0) {
		throw new AppError(
			'bad-configuration',
			`The database belongs to a newer version of this program (${unknown.join(', ')}). Start that version, or use another database.`,
		);
	}
};
