// The two ways the bus goes: within one process, or through Redis.
import { EventEmitter } from 'node:events';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { RedisClient } from '../redis.ts';
import type { BusCarrier } from './bus.ts';

/** For one process. Several `Bus`es on one carrier are several nodes to each other. */
export const memoryCarrier = (): BusCarrier => {
	const emitter = new EventEmitter<Record<string, [text: string]>>();
	emitter.setMaxListeners(0);
	return {
		publish(channel, text) {
			// Never within the publisher's call: so it is on Redis as well.
			setImmediate(() => emitter.emit(channel, text));
			return Promise.resolve();
		},
		subscribe(channel, listener) {
			// A function of its own, so that the same listener may subscribe twice.
			const own = (text: string): void => listener(text);
			emitter.on(channel, own);
			return Promise.resolve(() => {
				emitter.off(channel, own);
				return Promise.resolve();
			});
		},
		close() {
			emitter.removeAllListeners();
			return Promise.resolve();
		},
	};
};

/** For several nodes. Takes a second connection for what it listens to. */
export const redisCarrier = async (redis: RedisClient, log: Log): Promise<BusCarrier> => {
	const subscriber = redis.duplicate();
	subscriber.on('error', (error) => log.warn({ reason: messageOf(error) }, 'bus: connection to Redis lost'));
	await subscriber.connect();
	const channelOf = (name: string): string => `bus:${name}`;
	return {
		async publish(channel, text) {
			await redis.publish(channelOf(channel), text);
		},
		async subscribe(channel, listener) {
			const own = (text: string): void => listener(text);
			await subscriber.subscribe(channelOf(channel), own);
			return () => subscriber.unsubscribe(channelOf(channel), own);
		},
		async close() {
			await subscriber.close();
		},
	};
};
