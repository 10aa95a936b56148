// What the stores of this feature are made with.
import type { Day } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import type { AuditLog, AuditRecord, PersonCaller } from '../identity/index.ts';
import type { Clock, Database, NoTables } from '../platform/index.ts';
import { inTransaction } from '../platform/index.ts';
import type { SchoolsDb, SchoolsTables, SchoolsTransaction } from './schoolsTables.ts';

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

/** One change and its line in the audit log: both are kept, or neither. */
export const audited = <R>(
	deps: StoreDeps,
	actor: PersonCaller,
	change: (tx: SchoolsTransaction) => Promise<{ result: R; entry: Omit<AuditRecord, 'actor' | 'countyId'> }>,
): Promise<R> =>
	inTransaction(deps.database.as<NoTables>(), async (tx) => {
		const { result, entry } = await change(tx.$extendTables<SchoolsTables>());
		await deps.audit.record({ ...entry, actor, countyId: actor.countyId }, tx.$extendTables<AuditTables>());
		return result;
	});
