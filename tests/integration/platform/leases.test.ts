import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	connectRedis,
	createLeases,
	FakeClock,
	memoryLeaseStore,
	redisLeaseStore,
	silentLog,
} from '../../../server/src/platform/index.ts';
import type { LeaseStore, RedisClient } from '../../../server/src/platform/index.ts';
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

/** Time goes on as the test says: for the nodes by their clock, on Redis by what is taken off each lease. */
interface Place {
	readonly store: LeaseStore;
	readonly clock: FakeClock;
	readonly pass: (ms: number) => Promise<void>;
}

const inProcess = (): Place => {
	const clock = new FakeClock();
	const pass = (ms: number): Promise<void> => {
		clock.advance(ms);
		return Promise.resolve();
	};
	return { clock, store: memoryLeaseStore(clock), pass };
};

const onRedis = (): Place => {
	const clock = new FakeClock();
	const pass = async (ms: number): Promise<void> => {
		for (const name of await redis.keys('lease:*')) {
			await redis.pExpire(name, Math.max(0, (await redis.pTTL(name)) - ms));
		}
		clock.advance(ms);
	};
	return { clock, store: redisLeaseStore(redis), pass };
};

const places: [string, () => Place][] = [
	['in process', inProcess],
	['on Redis', onRedis],
];
let keys = 0;
const newKey = (): string => `lesson:${(keys += 1)}`;
const TTL = 60_000;

describe.each(places)('leases %s', (_name, makePlace) => {
	let store: LeaseStore;
	let clock: FakeClock;
	let pass: Place['pass'];
	beforeEach(() => {
		({ store, clock, pass } = makePlace());
	});
	const node = (on = store) => createLeases(on, clock, silentLog());

	test('one of two nodes gets it, and the other learns who', async () => {
		const [a, b] = [node(), node()];
		const key = newKey();
		const results = await Promise.all([a.acquire(key, TTL, 'node-a'), b.acquire(key, TTL, 'node-b')]);
		expect(results.filter((lease) => lease !== null)).toHaveLength(1);
		expect(await b.holder(key)).toBe(results[0] === null ? 'node-b' : 'node-a');
		await Promise.all([a.close(), b.close()]);
	});

	test('released, it is free at once', async () => {
		const [a, b] = [node(), node()];
		const key = newKey();
		const lease = await a.acquire(key, TTL);
		expect(await b.acquire(key, TTL)).toBeNull();
		await lease?.release();
		await lease?.release();
		expect(lease?.held).toBe(false);
		expect(await b.holder(key)).toBeNull();
		expect(await b.acquire(key, TTL)).not.toBeNull();
		await b.close();
	});

	test('it renews itself past its time', async () => {
		let renewals = 0;
		const counted: LeaseStore = {
			...store,
			extend: async (...given) => {
				const done = await store.extend(...given);
				renewals += 1;
				return done;
			},
		};
		const [a, b] = [node(counted), node()];
		const key = newKey();
		const lease = await a.acquire(key, TTL);
		for (let turn = 1; turn <= 5; turn += 1) {
			await pass(TTL / 3);
			await expect.poll(() => renewals).toBe(turn);
		}
		expect(lease?.held).toBe(true);
		expect(await b.acquire(key, TTL)).toBeNull();
		await a.close();
	});

	test('a dead node’s lease runs out and another takes it', async () => {
		const key = newKey();
		// What it holds is there until it runs out, and nobody renews it.
		await store.take(key, 'somebody 10.0.0.9', TTL);
		const b = node();
		expect(await b.acquire(key, TTL)).toBeNull();
		await pass(TTL);
		expect(await b.acquire(key, TTL)).not.toBeNull();
		await b.close();
	});

	test('whoever lost it is told, and cannot release what is another’s', async () => {
		const a = node();
		const key = newKey();
		const lease = await a.acquire(key, TTL);
		const lost = new Promise<void>((resolve) => lease?.onLost(resolve));
		// As after a long pause: the store has forgotten it, and another has taken it.
		const value = await store.read(key);
		await store.drop(key, value ?? '');
		await store.take(key, 'other node-b', TTL);
		await pass(TTL / 3);
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
		const clock = new FakeClock();
		const leases = createLeases(redisLeaseStore(client), clock, silentLog());
		const lease = await leases.acquire('lesson:x', TTL);
		const lost = new Promise<void>((resolve) => lease?.onLost(resolve));
		await own.kill();
		clock.advance(TTL - 1);
		expect(lease?.held).toBe(true);
		clock.advance(1);
		await lost;
	} finally {
		client.destroy();
		await own.stop();
	}
});
