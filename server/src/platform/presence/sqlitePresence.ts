// A lock on a file beside the database, by SQLite's own means: it is gone with the process that has it.
import Sqlite from 'better-sqlite3';
import { isLocked } from '../database/databaseErrors.ts';
import type { Company, PresenceLock } from './presenceLock.ts';

export const takeOnSqlite = (url: string, company: Company): PresenceLock => {
	const file = url.slice('sqlite:'.length);
	if (file === ':memory:') return { take: () => Promise.resolve(true), close: () => Promise.resolve() };
	const connection = new Sqlite(`${file}-server`, { timeout: 0 });
	return {
		take() {
			try {
				if (company === 'alone') connection.exec('begin exclusive');
				else {
					connection.exec('begin');
					// A transaction has its lock from its first reading on.
					connection.prepare('select count(*) from sqlite_master').get();
				}
				return Promise.resolve(true);
			} catch (error) {
				if (connection.inTransaction) connection.exec('rollback');
				return isLocked(error) ? Promise.resolve(false) : Promise.reject(asError(error));
			}
		},
		close() {
			connection.close();
			return Promise.resolve();
		},
	};
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
