import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
	connectRedis,
	createBus,
	memoryCarrier,
	redisCarrier,
	silentLog,
	topic,
} from '../../../server/src/platform/index.ts';
import type { Bus, RedisClient } from '../../../server/src/platform/index.ts';
import { startRedis } from '../../fixtures/redis.ts';
import type { RedisServer } from '../../fixtures/redis.ts';

const grown = topic('grown', z.object({ lesson: z.string(), seq: z.int() }));
const other = topic('other', z.object({ lesson: z.string(), seq: z.int() }));
const looser = topic('grown', z.object({ nonsense: z.boolean() }));

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

/** Two nodes. */
const pairs: [string, () => Promise<[Bus, Bus]>][] = [
	[
		'in process',
		() => {
			const carrier = memoryCarrier();
			return Promise.resolve([createBus(carrier, silentLog()), createBus(carrier, silentLog())]);
		},
	],
	[
		'on Redis',
		async () => [
			createBus(await redisCarrier(redis, silentLog()), silentLog()),
			createBus(await redisCarrier(redis, silentLog()), silentLog()),
		],
	],
];

/** Collects what arrives; `until(n)` resolves once there are n. */
const inbox = <M>() => {
	const messages: M[] = [];
	const waiting: (() => void)[] = [];
	return {
		messages,
		receive: (message: M) => {
			messages.push(message);
			for (const check of [...waiting]) check();
		},
		until: (n: number) =>
			new Promise<void>((resolve) => {
				const check = () => messages.length >= n && resolve();
				waiting.push(check);
				check();
			}),
	};
};

describe.each(pairs)('bus %s', (_name, makePair) => {
	let a: Bus;
	let b: Bus;
	beforeAll(async () => {
		[a, b] = await makePair();
	});
	afterAll(() => Promise.all([a.close(), b.close()]));

	test('a message reaches every subscriber of its topic on every node, in order', async () => {
		const [here, there, elsewhere] = [inbox<object>(), inbox<object>(), inbox<object>()];
		const ends = [
			await a.subscribe(grown, here.receive),
			await b.subscribe(grown, there.receive),
			await b.subscribe(other, elsewhere.receive),
		];
		for (const seq of [1, 2, 3]) await a.publish(grown, { lesson: '课', seq });
		await Promise.all([here.until(3), there.until(3)]);
		const expected = [1, 2, 3].map((seq) => ({ lesson: '课', seq }));
		expect([here.messages, there.messages, elsewhere.messages]).toEqual([expected, expected, []]);
		await Promise.all(ends.map((end) => end()));
	});

	test('what does not fit the schema is dropped, and a failing listener harms nobody', async () => {
		const box = inbox<object>();
		const ends = [
			await b.subscribe(grown, () => {
				throw new Error('no');
			}),
			await b.subscribe(grown, box.receive),
		];
		await a.publish(looser, { nonsense: true });
		await a.publish(grown, { lesson: 'x', seq: 1 });
		await box.until(1);
		expect(box.messages).toEqual([{ lesson: 'x', seq: 1 }]);
		await Promise.all(ends.map((end) => end()));
	});

	test('after unsubscribing nothing arrives', async () => {
		const [gone, still] = [inbox<object>(), inbox<object>()];
		const end = await b.subscribe(grown, gone.receive);
		const endOther = await b.subscribe(grown, still.receive);
		await end();
		await a.publish(grown, { lesson: 'x', seq: 1 });
		await still.until(1);
		expect(gone.messages).toEqual([]);
		await endOther();
	});
});
