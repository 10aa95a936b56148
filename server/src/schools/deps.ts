// What the stores of this feature are made with.
import type { Day } from '@classroom/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { Actor, AuditLog, AuditRecord, PersonCaller } from '../identity/index.ts';
import type { Clock, Database, NoTables, TableSet } from '../platform/index.ts';
import { inTransaction } from '../platform/index.ts';
import type { SchoolsDb, SchoolsTables } from './schoolsTables.ts';

export interface StoreDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
	/** The day that it is now in the county. */
	readonly today: () => Day;
}

/** The tables that the audit log writes to. */
type AuditTables =
	NonNullable<Parameters<AuditLog['record']>[1]> extends Kysely<infer Tables> ? Tables : never;

export const dbOf = (deps: StoreDeps): SchoolsDb => deps.database.as<SchoolsTables>();

type Change<Tables, R> = (
	tx: Transaction<Tables>,
) => Promise<{ result: R; entry: Omit<AuditRecord, 'actor' | 'countyId'> | null }>;

/** One change of these tables and its line in the audit log: both are kept, or neither. No entry: nothing was changed. */
export const auditedChange = <Tables extends TableSet, R>(
	{ database, audit }: Pick<StoreDeps, 'database' | 'audit'>,
	actor: Actor,
	change: Change<Tables, R>,
): Promise<R> => changeIn(database.as<NoTables>(), audit, actor, change);

/** {@link auditedChange} of so much that others are not to wait for it: see {@link Database.apart}. */
export const auditedLongChange = <Tables extends TableSet, R>(
	{ database, audit }: Pick<StoreDeps, 'database' | 'audit'>,
	actor: PersonCaller,
	change: Change<Tables, R>,
): Promise<R> => changeIn(database.apart<NoTables>(), audit, actor, change);

const changeIn = <Tables extends TableSet, R>(
	db: Kysely<NoTables>,
	audit: AuditLog,
	actor: Actor,
	change: Change<Tables, R>,
): Promise<R> =>
	inTransaction(db, async (tx) => {
		const { result, entry } = await change(tx.$extendTables<Tables>());
		const { countyId } = actor;
		if (entry !== null) {
			const recorded = { ...entry, actor: actor.kind === 'system' ? null : actor, countyId };
			await audit.record(recorded, tx.$extendTables<AuditTables>());
		}
		return result;
	});

/** {@link auditedChange} of this feature's tables. */
export const audited = <R>(
	deps: StoreDeps,
	actor: PersonCaller,
	change: Change<SchoolsTables, R>,
): Promise<R> => auditedChange(deps, actor, change);
