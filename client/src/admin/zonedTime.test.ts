import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, partsOf, readTime, shiftedDay, weekOf } from './zonedTime.ts';

const zones = ['Asia/Shanghai', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia', 'UTC'];

test('a time as people type it', () => {
	expect(readTime('8:50')).toBe('08:50');
	expect(readTime('0850')).toBe('08:50');
	expect(readTime('850')).toBe('08:50');
	expect(readTime(' 08：50 ')).toBe('08:50');
	for (const wrong of ['', '24:00', '8:60', '8', 'noon', '8:5'])
		expect(readTime(wrong), wrong).toBeUndefined();
});

test('the wall clock of the county, not of this machine', () => {
	expect(instantOf('2026-03-05', '08:50', 'Asia/Shanghai')).toBe(Date.UTC(2026, 2, 5, 0, 50));
	expect(instantOf('2026-07-01', '09:00', 'America/New_York')).toBe(Date.UTC(2026, 6, 1, 13));
	// 02:30 does not exist on the day clocks are put forward.
	expect(partsOf(instantOf('2026-03-08', '02:30', 'America/New_York'), 'America/New_York').day).toBe(
		'2026-03-08',
	);
});

test('there and back, in every zone', () => {
	const minute = fc.integer({ min: 0, max: 60 * 24 * 365 * 40 }).map((minutes) => minutes * 60_000);
	fc.assert(
		fc.property(minute, fc.constantFrom(...zones), (instant, zone) => {
			const { day, time } = partsOf(instant, zone);
			const back = instantOf(day, time, zone);
			// Where clocks are put back an hour has its times twice.
			expect(Math.abs(back - instant) % 3_600_000).toBe(0);
			expect(partsOf(back, zone)).toEqual({ day, time });
		}),
	);
});

test('days and weeks', () => {
	expect(shiftedDay('2026-02-28', 1)).toBe('2026-03-01');
	expect(shiftedDay('2026-01-01', -1)).toBe('2025-12-31');
	expect(weekOf('2026-03-05')).toEqual({ first: '2026-03-02', last: '2026-03-08' });
	expect(weekOf('2026-03-08')).toEqual({ first: '2026-03-02', last: '2026-03-08' });
});
