// Counts attempts by key, in this process or, when several servers work together, in Redis.
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';
import type { RedisClient } from '../redis.ts';

export interface RateLimitOptions {
	/** What is counted: `sign-in-name`. */
	readonly name: string;
	/** Attempts allowed within `windowSeconds`. */
	readonly attempts: number;
	readonly windowSeconds: number;
	/** How long everything is refused once the attempts are used up; by default to the window's end. */
	readonly blockSeconds?: number;
}

export interface RateLimit {
	/** Counts one attempt. Throws `too-many-requests` with `retryAfterSeconds`. */
	consume(key: string): Promise<void>;
	/** Whether the next attempt would be refused, without counting one. */
	isBlocked(key: string): Promise<boolean>;
	/** Forgets what was counted. */
	reset(key: string): Promise<void>;
}

export const createRateLimit = (options: RateLimitOptions, redis?: RedisClient): RateLimit => {
	const { name, attempts, windowSeconds, blockSeconds } = options;
	const common = {
		keyPrefix: `limit:${name}`,
		points: attempts,
		duration: windowSeconds,
		...(blockSeconds === undefined ? {} : { blockDuration: blockSeconds }),
	};
	const limiter =
		redis === undefined
			? new RateLimiterMemory(common)
			: new RateLimiterRedis({ ...common, storeClient: redis, useRedisPackage: true });
	return {
		async consume(key) {
			try {
				await limiter.consume(key);
			} catch (reason) {
				if (!(reason instanceof RateLimiterRes)) throw reason;
				throw new AppError('too-many-requests', `too many: ${name}`, {
					details: { retryAfterSeconds: Math.ceil(reason.msBeforeNext / 1000) },
				});
			}
		},
		async isBlocked(key) {
			const state = await limiter.get(key);
			return state !== null && state.consumedPoints >= attempts;
		},
		async reset(key) {
			await limiter.delete(key);
		},
	};
};
