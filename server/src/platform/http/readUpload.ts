// A file that is the body of a request, in memory: for those that are small by their limit.
import type { Request } from 'express';
import { AppError } from '../errors.ts';

/** Throws `bad-request` for another type. */
export const checkUpload = (request: Request, type: string): void => {
	if (request.is(type) !== type) throw new AppError('bad-request', `the body must be ${type}`);
	// What is packed again would have to be measured again.
	if (request.get('content-encoding') !== undefined) throw new AppError('bad-request', 'send it as it is');
};

/** Throws `bad-request` for another type or an empty body, `too-large` beyond `limitBytes`. */
export const readUpload = async (request: Request, type: string, limitBytes: number): Promise<Buffer> => {
	checkUpload(request, type);
	if (Number(request.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
	const chunks: Buffer[] = [];
	let length = 0;
	const body: AsyncIterable<unknown> = request;
	for await (const chunk of body) {
		if (!Buffer.isBuffer(chunk)) throw new AppError('bad-request', 'the body was read already');
		length += chunk.length;
		if (length > limitBytes) throw tooLarge(limitBytes);
		chunks.push(chunk);
	}
	if (length === 0) throw new AppError('bad-request', 'a file is needed');
	return Buffer.concat(chunks, length);
};

const tooLarge = (limitBytes: number): AppError =>
	new AppError('too-large', `a file may have ${limitBytes} bytes`);
