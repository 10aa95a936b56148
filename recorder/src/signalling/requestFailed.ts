import { answers, ErrorBody } from '@classroom/protocol';
import type { AnswerOf, ErrorCode, RequestType } from '@classroom/protocol';
import { z } from 'zod';

/** A request that the server refused, or did not answer: `unavailable`. */
export class RequestFailed extends Error {
	override readonly name = 'RequestFailed';
	readonly code: ErrorCode;

	constructor(code: ErrorCode, options?: ErrorOptions) {
		super(code, options);
		this.code = code;
	}
}

/** The code of whatever was thrown; what is not the server's is `internal`. */
export function codeOf(error: unknown): ErrorCode {
	return error instanceof RequestFailed ? error.code : 'internal';
}

const Acknowledgement = z.discriminatedUnion('ok', [
	z.object({ ok: z.literal(true), answer: z.unknown() }),
	z.object({ ok: z.literal(false), error: ErrorBody }),
]);

type Schemas = { readonly [T in RequestType]: z.ZodType<AnswerOf<T>> };
const schemas: Schemas = answers;

/** The answer in an acknowledgement. Throws RequestFailed. */
export function answerOf<T extends RequestType>(type: T, raw: unknown): AnswerOf<T> {
	const acknowledgement = Acknowledgement.safeParse(raw);
	if (!acknowledgement.success) throw new RequestFailed('internal', { cause: acknowledgement.error });
	if (!acknowledgement.data.ok) throw new RequestFailed(acknowledgement.data.error.code);
	const answer = schemas[type].safeParse(acknowledgement.data.answer);
	if (!answer.success) throw new RequestFailed('internal', { cause: answer.error });
	return answer.data;
}
