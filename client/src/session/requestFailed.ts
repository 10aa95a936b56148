import type { ErrorBody, ErrorCode } from '@classroom/protocol';

/** A request that was refused, or that nobody answered: `unavailable`. Texts are under `error:<code>`. */
export class RequestFailed extends Error {
	override readonly name = 'RequestFailed';
	readonly code: ErrorCode;
	readonly body: ErrorBody;

	constructor(body: ErrorBody, options?: ErrorOptions) {
		super(body.code, options);
		this.code = body.code;
		this.body = body;
	}
}

/** The code of whatever was thrown; what is not ours is `internal`. */
export const codeOf = (error: unknown): ErrorCode =>
	error instanceof RequestFailed ? error.code : 'internal';
