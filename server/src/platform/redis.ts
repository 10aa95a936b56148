// The connection to Redis that leases, bus and rate limits share.
import { createClient } from 'redis';
import { AppError, messageOf } from './errors.ts';
import type { Log } from './log.ts';

/** Reconnects by itself; commands wait meanwhile. Throws `unavailable` when the first connection fails. */
export const connectRedis = async (url: string, log: Log) => {
	let connected = false;
	const client = createClient({
		url,
		socket: {
			connectTimeout: 5000,
			reconnectStrategy: (tries) =>
				connected ? Math.min(100 * 2 ** Math.min(tries, 6), 3000) : new Error('Redis did not answer'),
		},
	});
	client.on('error', (error) => log.warn({ reason: messageOf(error) }, 'connection to Redis lost'));
	try {
		await client.connect();
	} catch (error) {
		client.destroy();
		throw new AppError('unavailable', `Redis cannot be reached: ${messageOf(error)}`, { cause: error });
	}
	connected = true;
	return client;
};

export type RedisClient = Awaited<ReturnType<typeof connectRedis>>;
