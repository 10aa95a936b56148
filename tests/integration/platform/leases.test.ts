import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	connectRedis,
	createLeases,
	memoryLeaseStore,
	redisLeaseStore,
	silentLog,
	systemClock,
} from '../../../server/src/platform/index.ts';
import type { Leases, LeaseStore, RedisClient } from '../../../server/src/platform/index.ts';
import { startRedis } from '../../fixtures/redis.ts';
import type { RedisServer } from '../../fixtures/redis.ts';

let server: RedisServer;
let redis: RedisClient;
beforeAll(async () => {
	server = await startRedis();
	redis = await connectRedis(server.url, silentLog());
});
afterAll(async () => {
	redis.destroy();
	await server.stop();
});

const stores: [string, () => LeaseStore][] = [
	['in process', () => memoryLeaseStore(systemClock)],
	['on Redis', () => redisLeaseStore(redis)],
];
let keys = 0;
const newKey = (): string => `lesson:${(keys += 1)}`;
const node = (store: LeaseStore): Leases => createLeases(store, systemClock, silentLog());
/** A node that was killed: what it holds is there until it runs out, and nobody renews it. */
const deadNode = async (store: LeaseStore, key: string, ttlMs: number): Promise<void> => {
	await store.take(key, 'somebody 10.0.0.9', ttlMs);
};

describe.each(stores)('leases %s', (_name, makeStore) => {
	test('one of two nodes gets it, and the other learns who', async () => {
		const store = makeStore();
		const [a, b] = [node(store), node(store)];
		const key = newKey();
		const results = await Promise.all([a.acquire(key, 5000, 'node-a'), b.acquire(key, 5000, 'node-b')]);
		expect(results.filter((lease) => lease !== null)).toHaveLength(1);
		expect(await b.holder(key)).toBe(results[0] === null ? 'node-b' : 'node-a');
		await Promise.all([a.close(), b.close()]);
	});

	test('released, it is free at once', async () => {
		const store = makeStore();
		const [a, b] = [node(store), node(store)];
		const key = newKey();
		const lease = await a.acquire(key, 60_000);
		expect(await b.acquire(key, 60_000)).toBeNull();
		await lease?.release();
		await lease?.release();
		expect(lease?.held).toBe(false);
		expect(await b.holder(key)).toBeNull();
		expect(await b.acquire(key, 60_000)).not.toBeNull();
		await b.close();
	});

	test('it renews itself past its time', async () => {
		const store = makeStore();
		const [a, b] = [node(store), node(store)];
		const key = newKey();
		const lease = await a.acquire(key, 3000);
		await new Promise((resolve) => setTimeout(resolve, 4500));
		expect(lease?.held).toBe(true);
		expect(await b.acquire(key, 3000)).toBeNull();
		await a.close();
	});

	test('a dead node’s lease runs out and another takes it', async () => {
		const store = makeStore();
		const key = newKey();
		await deadNode(store, key, 3000);
		const b = node(store);
		expect(await b.acquire(key, 1000)).toBeNull();
		await expect.poll(() => b.acquire(key, 1000), { timeout: 20_000, interval: 20 }).not.toBeNull();
		await b.close();
	});

	test('whoever lost it is told, and cannot release what is another’s', async () => {
		const store = makeStore();
		const a = node(store);
		const key = newKey();
		const lease = await a.acquire(key, 300);
		const lost = new Promise<void>((resolve) => lease?.onLost(resolve));
		// As after a long pause: the store has forgotten it, and another has taken it.
		const value = await store.read(key);
		await store.drop(key, value ?? '');
		await store.take(key, 'other node-b', 60_000);
		await lost;
		expect(lease?.held).toBe(false);
		expect(await lease?.renew()).toBe(false);
		await lease?.release();
		expect(await a.holder(key)).toBe('node-b');
	});
});

test('a node that cannot reach Redis loses its leases on time by its own clock', async () => {
	const own = await startRedis();
	const client = await connectRedis(own.url, silentLog());
	try {
		const leases = node(redisLeaseStore(client));
		const lease = await leases.acquire('lesson:x', 600);
		const lost = new Promise<void>((resolve) => lease?.onLost(resolve));
		await own.kill();
		await lost;
	} finally {
		client.destroy();
		await own.stop();
	}
});
