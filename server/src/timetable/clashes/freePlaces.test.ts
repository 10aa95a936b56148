import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekdayOf } from '../term/term.ts';
import type { OfferedDays, Taken } from './freePlaces.ts';
import { nearestFree, searchedFor } from './freePlaces.ts';

const zone = 'Asia/Shanghai';
/** Monday to Friday. */
const usual: OfferedDays = { timeZone: zone, runs: (day) => weekdayOf(day) < 6, open: () => true };
const minute = 60_000;
const at = (time: string): number => Date.parse(`${time}:00+08:00`);
const span = (time: string, minutes = 40): Taken => ({ from: at(time), until: at(time) + minutes * minute });
const shown = (starts: readonly number[]): string[] =>
	starts.map((start) => new Date(start + 8 * 60 * minute).toISOString().slice(5, 16).replace('T', ' '));

// 5 March 2026 is a Thursday.
const wanted = span('2026-03-05T08:50');
const before = at('2026-03-01T00:00');

test.each<[string, Taken[], string[]]>([
	['after what is in the way', [span('2026-03-05T08:50')], ['03-05 08:10', '03-05 09:30', '03-06 08:50']],
	['on whole five minutes', [span('2026-03-05T08:52', 41)], ['03-05 08:10', '03-05 09:35', '03-06 08:50']],
	[
		'before and after a whole morning',
		[span('2026-03-05T08:00', 240)],
		['03-05 12:00', '03-06 08:50', '03-09 08:50'],
	],
	[
		'not between two lessons that leave less than it takes',
		[span('2026-03-05T08:30'), span('2026-03-05T09:40')],
		['03-05 10:20', '03-06 08:50', '03-09 08:50'],
	],
	[
		'not on another day that is taken too, nor at the weekend',
		[span('2026-03-05T08:00', 600), span('2026-03-06T09:00')],
		['03-09 08:50', '03-10 08:50', '03-11 08:50'],
	],
])('%s', (_what, taken, starts) => {
	expect(shown(nearestFree(wanted, taken, before, usual))).toEqual(starts);
});

test('nothing is offered that has begun', () => {
	const now = at('2026-03-05T09:00');
	expect(shown(nearestFree(wanted, [span('2026-03-05T08:50')], now, usual))).toEqual([
		'03-05 09:30',
		'03-06 08:50',
		'03-09 08:50',
	]);
});

test('what is offered is free, within what was searched, and nearest first', () => {
	const some = fc.array(
		fc
			.tuple(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 1, max: 240 }))
			.map(([after, minutes]) => {
				const from = at('2026-03-05T00:00') + after * minute;
				return { from, until: from + minutes * minute };
			}),
		{ maxLength: 40 },
	);
	fc.assert(
		fc.property(some, (taken) => {
			const starts = nearestFree(wanted, taken, before, usual, 10);
			const { from, until } = searchedFor(wanted, usual);
			for (const start of starts) {
				const end = start + 40 * minute;
				expect(start >= from && end <= until).toBe(true);
				expect(taken.every((other) => other.until <= start || other.from >= end)).toBe(true);
			}
			const distances = starts.map((start) => Math.abs(start - wanted.from));
			expect(distances).toEqual(distances.toSorted((a, b) => a - b));
		}),
	);
});

test('no closed day is offered, and a make-up Saturday is', () => {
	// As around 1 May 2026: five days off, and Saturday the 9th runs as a Tuesday.
	const off = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'];
	const days: OfferedDays = {
		timeZone: zone,
		runs: (day) => !off.includes(day) && (weekdayOf(day) < 6 || day === '2026-05-09'),
		open: (day) => !off.includes(day),
	};
	const holiday = span('2026-05-01T08:50');
	expect(shown(nearestFree(holiday, [], before, days, 9))).toEqual([
		...['05-06 08:50', '05-07 08:50', '05-08 08:50', '05-09 08:50', '05-11 08:50'],
	]);
	// Nor is another time of the closed day itself.
	expect(shown(nearestFree(holiday, [holiday], before, days, 1))).toEqual(['05-06 08:50']);
	expect(searchedFor(holiday, days)).toEqual({ from: at('2026-05-01T00:00'), until: at('2026-05-12T00:00') });
});
