import { expect, test } from 'vitest';
import { FakeClock } from '../platform/index.ts';
import { Traffic, type MeasuredTransport } from './traffic.ts';

test('sums what flows, forgets transports that closed, and asks again only after a while', async () => {
	const clock = new FakeClock();
	let asked = 0;
	const flowing: MeasuredTransport = {
		getStats: () => {
			asked += 1;
			return Promise.resolve([{ recvBitrate: 100, sendBitrate: 7 }]);
		},
	};
	const gone: MeasuredTransport = { getStats: () => Promise.reject(new Error('closed')) };
	const all = [...Array.from({ length: 100 }, () => flowing), gone];
	const traffic = new Traffic(() => all, clock);
	expect(await traffic.read()).toEqual({ received: 10_000, sent: 700 });
	expect(await Promise.all([traffic.read(), traffic.read()])).toHaveLength(2);
	expect(asked).toBe(100);
	clock.advance(5_000);
	all.length = 1;
	expect(await traffic.read()).toEqual({ received: 100, sent: 7 });
});

test('a worker that does not answer holds up no scrape, and gets few questions at once', async () => {
	const clock = new FakeClock();
	let asked = 0;
	const silent: MeasuredTransport = {
		getStats: () => {
			asked += 1;
			return new Promise(() => undefined);
		},
	};
	const traffic = new Traffic(() => Array.from({ length: 500 }, () => silent), clock);
	for (let scrape = 0; scrape < 3; scrape += 1) {
		const read = traffic.read();
		clock.advance(1_000);
		expect(await read).toEqual({ received: 0, sent: 0 });
	}
	expect(asked).toBe(32);
});
