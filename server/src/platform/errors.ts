// The one error class of the server. Whoever fails throws an AppError with a code of the contract;
// how a code becomes an HTTP answer or a socket's acknowledgement is decided in errorAnswer.ts alone.
// Not the whole contract: small processes of ours load this too.
import { fieldIssues } from '@classroom/protocol/errors';
import type { ErrorBody, ErrorCode, FieldIssue } from '@classroom/protocol/errors';
import type { z } from 'zod';

export type ErrorDetails = NonNullable<ErrorBody['details']>;

export interface AppErrorOptions {
	/** Shown to the caller: ids and numbers that the code's text mentions, never secrets or other people's data. */
	readonly details?: ErrorDetails;
	/** For `bad-request`: which fields, and why. Shown to the caller. */
	readonly issues?: readonly FieldIssue[];
	/** Logged only. */
	readonly cause?: unknown;
}

export class AppError extends Error {
	override readonly name = 'AppError';
	readonly code: ErrorCode;
	readonly details: ErrorDetails | undefined;
	readonly issues: readonly FieldIssue[] | undefined;

	/** `message` is for the log and the operator's terminal; callers see the code, details and issues. */
	constructor(code: ErrorCode, message?: string, options: AppErrorOptions = {}) {
		super(message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
		this.code = code;
		this.details = options.details;
		this.issues = options.issues;
	}
}

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
	error instanceof AppError && (code === undefined || error.code === code);

/** A `bad-request` from what zod found wrong. */
export const badRequest = (error: z.ZodError): AppError =>
	new AppError('bad-request', 'the request does not fit its schema', { issues: fieldIssues(error) });

/** Parses what came from outside; a misfit is a `bad-request` with its fields. */
export const parseRequest = <T extends z.ZodType>(schema: T, raw: unknown): z.output<T> => {
	const parsed = schema.safeParse(raw, { reportInput: true });
	if (!parsed.success) throw badRequest(parsed.error);
	return parsed.data;
};

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
