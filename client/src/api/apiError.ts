import { ErrorBody } from '@classroom/protocol';
import type { ErrorCode, FieldIssue, IssueCode } from '@classroom/protocol';

/** The protocol's codes, and what can go wrong on this side of the network. */
export type AnyErrorCode =
	| ErrorCode
	/** No answer: the network is down or the server is not there. */
	| 'offline'
	/** An answer that the contract does not know: page and server differ in version. */
	| 'bad-answer'
	/** The page itself failed. */
	| 'page';

/** Why a request failed, by code; texts are `error:<code>.what` and `error:<code>.do`. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly code: AnyErrorCode;
	readonly issues: readonly FieldIssue[];
	readonly details: Readonly<Record<string, string | number>>;
	/** For the operator, who finds it in the log. */
	readonly incident: string | undefined;

	constructor(
		code: AnyErrorCode,
		more: {
			issues?: readonly FieldIssue[];
			details?: Record<string, string | number>;
			incident?: string;
		} = {},
		options?: ErrorOptions,
	) {
		super(code, options);
		this.code = code;
		this.issues = more.issues ?? [];
		this.details = more.details ?? {};
		this.incident = more.incident;
	}

	/** What is wrong with the field at `path`, such as `loginName`. */
	issueOf(path: string): IssueCode | undefined {
		return this.issues.find((issue) => issue.path === path)?.code;
	}
}

/** Any thrown thing as an ApiError, so that pages have one kind to show. */
export function asApiError(error: unknown): ApiError {
	return error instanceof ApiError ? error : new ApiError('page', {}, { cause: error });
}

/** The error in the body of a failed answer, or what its status says when a proxy answered instead. */
export function errorOfAnswer(status: number, body: unknown): ApiError {
	const parsed = ErrorBody.safeParse(body);
	if (parsed.success) return new ApiError(parsed.data.code, parsed.data);
	if (status === 413) return new ApiError('too-large');
	if (status === 429) return new ApiError('too-many-requests');
	if (status >= 502 && status <= 504) return new ApiError('unavailable');
	return new ApiError('bad-answer');
}
