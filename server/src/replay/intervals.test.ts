import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minus, overlap, union, within } from './intervals.ts';
import type { Interval } from './intervals.ts';

const interval = fc
	.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 10 }))
	.map(([from, length]) => ({ from, to: from + length }));
const intervals = fc.array(interval, { maxLength: 8 });
const has = (all: readonly Interval[], at: number): boolean =>
	all.some(({ from, to }) => from <= at && at < to);
const isTidy = (all: readonly Interval[]): boolean =>
	all.every(({ from, to }, index) => from < to && from > (all[index - 1]?.to ?? -1));

test('a union has what any of them has, sorted and apart', () => {
	fc.assert(
		fc.property(intervals, (all) => {
			const joined = union(all);
			expect(isTidy(joined)).toBe(true);
			for (let at = 0; at < 52; at += 1) expect(has(joined, at)).toBe(has(all, at));
		}),
	);
});

test('a difference has what is wanted and not taken', () => {
	fc.assert(
		fc.property(intervals, intervals, (wanted, taken) => {
			const rest = minus(wanted, taken);
			expect(isTidy(rest)).toBe(true);
			for (let at = 0; at < 52; at += 1) expect(has(rest, at)).toBe(has(wanted, at) && !has(taken, at));
		}),
	);
});

test('within its bounds', () => {
	expect(within({ from: 0, to: 10 }, { from: 4, to: 20 })).toEqual({ from: 4, to: 10 });
	expect(within({ from: 0, to: 4 }, { from: 4, to: 20 })).toBeUndefined();
	expect(overlap({ from: 0, to: 10 }, { from: 4, to: 6 })).toBe(2);
	expect(overlap({ from: 0, to: 4 }, { from: 4, to: 6 })).toBe(0);
});
