// Reads what comes back over the socket; nothing is believed unparsed.
import { z } from 'zod';
import { ErrorBody, ErrorCode, answers } from '@classroom/protocol';
import type { AnswerOf, RequestType } from '@classroom/protocol';
import { RequestFailed } from '../requestFailed.ts';

const Acknowledgement = z.discriminatedUnion('ok', [
	z.object({ ok: z.literal(true), answer: z.unknown() }),
	z.object({ ok: z.literal(false), error: ErrorBody }),
]);

interface Reads<T> {
	safeParse(raw: unknown): { success: true; data: T } | { success: false; error: Error };
}

/** The same table, said so that the compiler knows which answer belongs to which request. */
const schemas: { readonly [T in RequestType]: Reads<AnswerOf<T>> } = answers;

/**
 * The answer in an acknowledgement.
 * @throws RequestFailed with the server's code; `internal` when page and server do not understand each other.
 */
export const answerOf = <T extends RequestType>(type: T, raw: unknown): AnswerOf<T> => {
	const acknowledgement = Acknowledgement.safeParse(raw);
	if (!acknowledgement.success)
		throw new RequestFailed({ code: 'internal' }, { cause: acknowledgement.error });
	if (!acknowledgement.data.ok) throw new RequestFailed(acknowledgement.data.error);
	const answer = schemas[type].safeParse(acknowledgement.data.answer);
	if (!answer.success) throw new RequestFailed({ code: 'internal' }, { cause: answer.error });
	return answer.data;
};

const Refusal = z.object({ data: z.object({ code: ErrorCode }) });

/** Why the server refused the socket; undefined: it was not there. */
export const refusalOf = (error: Error): ErrorCode | undefined => {
	const refusal = Refusal.safeParse(error);
	if (refusal.success) return refusal.data.data.code;
	const code = ErrorCode.safeParse(error.message);
	return code.success ? code.data : undefined;
};
