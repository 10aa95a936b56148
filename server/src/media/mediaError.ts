// mediasoup's errors as ours. It throws TypeError for parameters it does not accept.
import { errors } from 'mediasoup';
import { AppError } from '../platform/index.ts';
import type { ErrorCode } from '@classroom/protocol';

/**
 * Runs a call into mediasoup. Parameters it refuses become `code` (default `bad-media-parameters`);
 * anything else, such as a worker that died meanwhile, `media-unavailable`.
 */
export const mediaCall = <T>(call: () => Promise<T>, code: ErrorCode = 'bad-media-parameters'): Promise<T> =>
	translated(call, (cause) => (isRefusal(cause) ? code : 'media-unavailable'));

/**
 * The same for a call that hands the worker what a client said: what a living worker refuses, such as an ssrc that is
 * taken, is the client's fault and no incident.
 */
export const mediaCallFor = <T>(
	call: () => Promise<T>,
	code: ErrorCode = 'bad-media-parameters',
): Promise<T> => translated(call, (cause) => (isLoss(cause) ? 'media-unavailable' : code));

const isRefusal = (cause: unknown): boolean =>
	cause instanceof TypeError || cause instanceof errors.UnsupportedError;

/** The worker, or what it was asked about, is gone. */
const isLoss = (cause: unknown): boolean =>
	cause instanceof errors.WorkerClosedError || cause instanceof errors.NotFoundError;

const translated = async <T>(call: () => Promise<T>, codeOf: (cause: unknown) => ErrorCode): Promise<T> => {
	try {
		return await call();
	} catch (cause) {
		if (cause instanceof AppError) throw cause;
		throw new AppError(codeOf(cause), undefined, { cause });
	}
};
