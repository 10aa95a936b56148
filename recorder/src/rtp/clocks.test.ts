import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ntpToUtcMs, SenderClock } from './senderClock.ts';
import { ServerTime } from './serverTime.ts';

const ntp = (utcMs: number) => {
	const seconds = Math.floor(utcMs / 1000);
	return (BigInt(seconds + 2_208_988_800) << 32n) | BigInt(Math.floor(((utcMs % 1000) / 1000) * 2 ** 32));
};
const startMs = 1_790_000_000_000;

it('reads NTP time', () => {
	expect(ntpToUtcMs(ntp(startMs + 0.25))).toBeCloseTo(startMs + 0.25, 3);
});

describe('SenderClock', () => {
	it('knows nothing before a report, then the time of every timestamp, over a wrap', () => {
		const clock = new SenderClock(90_000);
		const first = 2 ** 32 - 45_000;
		clock.seen(first);
		expect(clock.toUtcMs(first)).toBeUndefined();
		clock.senderReport(ntp(startMs), first);
		expect(clock.toUtcMs(first)).toBeCloseTo(startMs, 1);
		clock.seen(first + 90_000);
		clock.senderReport(ntp(startMs + 1000), (first + 90_000) % 2 ** 32);
		expect(clock.toUtcMs(first + 180_000)).toBeCloseTo(startMs + 2000, 1);
	});

	it('follows a drifting sender within 10 ms for an hour, without ever jumping', () => {
		fc.assert(
			fc.property(fc.double({ min: -200, max: 200, noNaN: true }), fc.integer(), (ppm, seed) => {
				const clock = new SenderClock(48_000);
				let state = Math.abs(seed) % 2_147_483_646 || 1;
				const noise = () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5) * 30;
				let previous: number | undefined;
				for (let second = 0; second < 3600; second++) {
					const timestamp = second * 48_000 * (1 + ppm / 1e6);
					clock.seen(timestamp);
					// Early reports are off most: before the server knows the sender's clock.
					clock.senderReport(ntp(startMs + second * 1000 + noise()), Math.round(timestamp) % 2 ** 32);
					const utcMs = clock.toUtcMs(timestamp)!;
					if (second > 20) expect(Math.abs(utcMs - startMs - second * 1000)).toBeLessThan(16);
					if (previous !== undefined) expect(Math.abs(utcMs - previous - 1000)).toBeLessThan(6);
					previous = utcMs;
				}
			}),
			{ numRuns: 10 },
		);
	});

	it('believes three reports that agree on another time', () => {
		const clock = new SenderClock(90_000);
		for (let second = 0; second < 10; second++) {
			clock.seen(second * 90_000);
			clock.senderReport(ntp(startMs + second * 1000 + (second > 6 ? 5000 : 0)), second * 90_000);
		}
		expect(clock.toUtcMs(810_000)).toBeCloseTo(startMs + 14_000, -1);
	});

	it('takes arrival times when there are no reports, and reports after them', () => {
		const clock = new SenderClock(90_000);
		clock.seen(90_000);
		clock.estimate(90_000, startMs);
		expect(clock.toUtcMs(180_000)).toBeCloseTo(startMs + 1000, 1);
		clock.senderReport(ntp(startMs + 3000), 90_000);
		expect(clock.toUtcMs(90_000)).toBeCloseTo(startMs + 3000, 1);
	});
});

describe('ServerTime', () => {
	it('learns the clock of the server from the least delayed report', () => {
		const time = new ServerTime(startMs, 100);
		expect(time.at(200)).toBe(startMs + 100);
		time.senderReport(startMs - 50_000 - 30, 1000);
		time.senderReport(startMs - 49_000 - 2, 2000);
		time.senderReport(startMs - 48_000 - 40, 3000);
		expect(time.at(3000)).toBe(startMs - 48_002);
	});
});
