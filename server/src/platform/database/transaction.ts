// Transactions, the same on both databases.
import type { Kysely, Transaction } from 'kysely';
import { insideTransaction } from './guardedDriver.ts';

/**
 * Runs `work` in one transaction: all of it is kept, or, if it throws, nothing. Inside a transaction it joins that
 * one, so stores can be composed: `inTransaction(db, async (tx) => { await saveSchool(tx, …); … })`.
 * On SQLite it holds the only connection: do nothing slow in it, and nothing through `database` itself.
 */
export const inTransaction = async <Tables, R>(
	db: Kysely<Tables> | Transaction<Tables>,
	work: (transaction: Transaction<Tables>) => Promise<R>,
): Promise<R> => {
	if (isTransaction(db)) return work(db);
	return db.transaction().execute((transaction) => insideTransaction(() => work(transaction)));
};

const isTransaction = <Tables>(db: Kysely<Tables> | Transaction<Tables>): db is Transaction<Tables> =>
	db.isTransaction;
