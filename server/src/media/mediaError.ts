// mediasoup's errors as ours. It throws TypeError for parameters it does not accept.
import { errors } from 'mediasoup';
import { AppError } from '../platform/index.ts';
import type { ErrorCode } from '@classroom/protocol';

/**
 * Runs a call into mediasoup. Parameters it refuses become `code` (default `bad-media-parameters`);
 * anything else, such as a worker that died meanwhile, `media-unavailable`.
 */
export const mediaCall = async <T>(
	call: () => Promise<T>,
	code: ErrorCode = 'bad-media-parameters',
): Promise<T> => {
	try {
		return await call();
	} catch (cause) {
		if (cause instanceof AppError) throw cause;
		const refused = cause instanceof TypeError || cause instanceof errors.UnsupportedError;
		throw new AppError(refused ? code : 'media-unavailable', undefined, { cause });
	}
};
