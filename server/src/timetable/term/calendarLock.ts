// Changes of a county's terms, calendar and bells take their turns, and nobody plans by what is just being changed.
import type { CountyId } from '@classroom/protocol';
import { sql } from 'kysely';
import type { DatabaseKind } from '../../platform/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';

/**
 * Until the transaction ends: `change` waits for everybody else, `use` for those who change. To be taken before any
 * lock of `lockResources`, so that nobody waits in a circle. SQLite has one writer at a time as it is.
 */
export const lockCalendar = async (
	tx: TimetableTransaction,
	kind: DatabaseKind,
	countyId: CountyId,
	purpose: 'change' | 'use',
): Promise<void> => {
	if (kind === 'sqlite') return;
	const key = sql`hashtextextended(${`calendar ${countyId}`}, 0)`;
	await (
		purpose === 'change'
			? sql`select pg_advisory_xact_lock(${key})`
			: sql`select pg_advisory_xact_lock_shared(${key})`
	).execute(tx);
};
