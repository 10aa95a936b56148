// The end of the chain: what nobody served, and whatever was thrown.
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { errorAnswer } from '../errorAnswer.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';

export const notFound: RequestHandler = () => {
	throw new AppError('not-found', 'no such address');
};

export const failures =
	(log: Log): ErrorRequestHandler =>
	(error: unknown, _request, response, _next) => {
		const { status, body } = errorAnswer(ofLibrary(error), log);
		// Half an answer cannot be taken back: cutting the connection tells the client that it is incomplete.
		if (response.headersSent) return void response.destroy();
		const retryAfter = body.details?.['retryAfterSeconds'];
		if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
		response.setHeader('Cache-Control', 'no-store');
		response.status(status).json(body);
	};

/** express' own errors carry a status; all of 4xx are the request's fault. */
const ofLibrary = (error: unknown): unknown => {
	if (!(error instanceof Error) || error instanceof AppError || !('status' in error)) return error;
	const { status } = error;
	if (status === 413) return new AppError('too-large', error.message, { cause: error });
	if (status === 404) return new AppError('not-found', error.message, { cause: error });
	const fault = typeof status === 'number' && status >= 400 && status < 500;
	return fault ? new AppError('bad-request', error.message, { cause: error }) : error;
};
