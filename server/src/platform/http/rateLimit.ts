// Holds an address to so many requests in a while. Each server counts for itself: what is kept is its own processor.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import { addressKey } from './addressKey.ts';

export interface RateLimitOptions {
	/** Requests from one address within `windowSeconds`; a whole school may sit behind it. */
	readonly requests: number;
	/** Short, so that whoever is refused because of others there soon has another chance. */
	readonly windowSeconds: number;
}

export interface RateLimit {
	/** Counts a request. Throws `too-many-requests` with `retryAfterSeconds`. */
	take(address: string): Promise<void>;
}

export const createRateLimit = ({ requests, windowSeconds }: RateLimitOptions): RateLimit => {
	const limiter = new RateLimiterMemory({ points: requests, duration: windowSeconds });
	return {
		async take(address) {
			try {
				await limiter.consume(addressKey(address));
			} catch (reason) {
				if (!(reason instanceof RateLimiterRes)) throw reason;
				throw new AppError('too-many-requests', 'too many requests from one address', {
					details: { retryAfterSeconds: Math.ceil(reason.msBeforeNext / 1000) },
				});
			}
		},
	};
};
