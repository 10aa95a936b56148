import { expect, test } from 'vitest';
import { FakeClock } from '../fakeClock.ts';
import { silentLog } from '../log.ts';
import { memoryLeaseStore, type LeaseStore } from './leaseStore.ts';
import { createLeases } from './leases.ts';

test('a lease that was granted too late is given back, and can be had at once', async () => {
	const clock = new FakeClock();
	const store = memoryLeaseStore(clock);
	let answer = (): void => undefined;
	const away = new Promise<void>((resolve) => {
		answer = resolve;
	});
	/** As Redis is when commands wait for it to come back. */
	const slow: LeaseStore = {
		...store,
		take: async (...taken) => {
			await away;
			return await store.take(...taken);
		},
	};
	const late = createLeases(slow, clock, silentLog()).acquire('lesson:1', 10_000);
	clock.advance(10_000);
	answer();
	expect(await late).toBeNull();
	expect((await createLeases(store, clock, silentLog()).acquire('lesson:1', 10_000))?.held).toBe(true);
});
