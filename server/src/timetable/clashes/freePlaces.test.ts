import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Taken } from './freePlaces.ts';
import { nearestFree, searchedFor } from './freePlaces.ts';

const zone = 'Asia/Shanghai';
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
	expect(shown(nearestFree(wanted, taken, before, zone))).toEqual(starts);
});

test('nothing is offered that has begun', () => {
	const now = at('2026-03-05T09:00');
	expect(shown(nearestFree(wanted, [span('2026-03-05T08:50')], now, zone))).toEqual([
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
			const starts = nearestFree(wanted, taken, before, zone, 10);
			const { from, until } = searchedFor(wanted, zone);
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
