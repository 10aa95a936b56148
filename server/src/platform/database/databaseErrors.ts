// What databases throw, in the contract's codes. Anything else stays as it is and becomes `internal` at the edge.
import type { ErrorCode } from '@classroom/protocol';
import { AppError } from '../errors.ts';

const appCodes: Readonly<Record<string, 'conflict' | 'storage-full' | 'unavailable'>> = {
	SQLITE_CONSTRAINT_UNIQUE: 'conflict',
	SQLITE_CONSTRAINT_PRIMARYKEY: 'conflict',
	SQLITE_CONSTRAINT_FOREIGNKEY: 'conflict',
	// A trigger that refuses a row, as a constraint would.
	SQLITE_CONSTRAINT_TRIGGER: 'conflict',
	SQLITE_FULL: 'storage-full',
	SQLITE_BUSY: 'unavailable',
	ENOSPC: 'storage-full',
	EDQUOT: 'storage-full',
	// PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
	'23505': 'conflict',
	'23503': 'conflict',
	'23P01': 'conflict',
	'53100': 'storage-full',
	'53300': 'unavailable',
	'40001': 'unavailable',
	'40P01': 'unavailable',
	'57P01': 'unavailable',
	'57P02': 'unavailable',
	'57P03': 'unavailable',
	'08006': 'unavailable',
	ECONNREFUSED: 'unavailable',
	ECONNRESET: 'unavailable',
	ETIMEDOUT: 'unavailable',
	EHOSTUNREACH: 'unavailable',
	ENOTFOUND: 'unavailable',
	EAI_AGAIN: 'unavailable',
	EPIPE: 'unavailable',
};

/** The AppError for a driver's error, or the error itself. */
export const databaseError = (error: unknown): unknown => {
	if (!(error instanceof Error) || error instanceof AppError) return error;
	const code = codeOf(error);
	return code === undefined ? error : new AppError(code, error.message, { cause: error });
};

/** pg gives these no code: the connection broke, or none could be had in time. */
const withoutConnection = /connection terminated|timeout exceeded when trying to connect|not queryable/i;

const codeOf = (error: Error): ErrorCode | undefined => {
	if ('code' in error && typeof error.code === 'string') return appCodes[error.code];
	return withoutConnection.test(error.message) ? 'unavailable' : undefined;
};

/** SQLite: another connection is writing. */
export const isLocked = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
