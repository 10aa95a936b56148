import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayBounds, dayOf, startOfDay } from './days.ts';

const zones = [
	'Asia/Shanghai',
	'UTC',
	'Asia/Kathmandu',
	'America/Santiago', // jumps over midnight in September
	'Africa/Cairo', // likewise in April
	'Europe/Berlin',
	'Pacific/Chatham',
	'America/New_York',
	'Pacific/Kiritimati',
];
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
const zone = fc.constantFrom(...zones);

describe('days', () => {
	test.each([
		['2026-03-02T00:00:00+08:00', 'Asia/Shanghai', '2026-03-02'],
		['2026-03-01T23:59:59.999+08:00', 'Asia/Shanghai', '2026-03-01'],
		['2026-03-01T16:00:00Z', 'Asia/Shanghai', '2026-03-02'],
		['2026-03-01T16:00:00Z', 'UTC', '2026-03-01'],
		['2028-02-29T12:00:00+08:00', 'Asia/Shanghai', '2028-02-29'],
	])('%s in %s is on %s', (at, timeZone, day) => {
		expect(dayOf(Date.parse(at), timeZone)).toBe(day);
	});

	test.each([
		['2026-03-02', 'Asia/Shanghai', '2026-03-02T00:00:00+08:00'],
		// The clock jumps from 24:00 to 01:00: the day begins at one.
		['2026-09-06', 'America/Santiago', '2026-09-06T01:00:00-03:00'],
		// An hour is lived twice before midnight.
		['2026-04-05', 'America/Santiago', '2026-04-05T00:00:00-04:00'],
	])('%s in %s begins at %s', (day, timeZone, at) => {
		expect(startOfDay(day, timeZone)).toBe(Date.parse(at));
	});

	test('a day left out of the calendar is empty', () => {
		const { from, until } = dayBounds('2011-12-30', 'Pacific/Apia');
		expect(until).toBe(from);
	});

	test('every instant lies within its own day, and the next day begins where it ends', () => {
		fc.assert(
			fc.property(instant, zone, (at, timeZone) => {
				const day = dayOf(at, timeZone);
				const { from, until } = dayBounds(day, timeZone);
				expect(from).toBeLessThanOrEqual(at);
				expect(at).toBeLessThan(until);
				expect(dayOf(from, timeZone)).toBe(day);
				expect(dayOf(from - 1, timeZone)).toBe(addDays(day, -1));
				expect(dayOf(until, timeZone)).toBe(addDays(day, 1));
			}),
		);
	});

	test('adding days and taking them away is the identity', () => {
		fc.assert(
			fc.property(instant, fc.integer({ min: -4000, max: 4000 }), (at, days) => {
				const day = dayOf(at, 'UTC');
				expect(addDays(addDays(day, days), -days)).toBe(day);
			}),
		);
	});
});
