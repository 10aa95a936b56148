import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullTimes } from './fullTimes.ts';
import { peakOf } from './needs.ts';

const load = (from: number, until: number, amount: number) => ({ from, until, amount });
const [a, b] = [load(0, 10, 2), load(5, 20, 2)];

test.each([
	['room for all', 5, []],
	['while both are on', 4, [{ from: 5, until: 10, by: a }]],
	['while any is on', 2, [{ from: 0, until: 20, by: a }]],
	['too much by itself, beside another', 0, [{ from: 0, until: 20, by: a }]],
])('one more, %s', (_, capacity, expected) => {
	expect(fullTimes([a, b], 1, capacity)).toEqual(expected);
	expect(fullTimes([], 1, capacity)).toEqual([]);
});

test('a span is refused by the planner just where it meets one of them', () => {
	const anyLoad = fc
		.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }))
		.map(([from, length, amount]) => load(from, from + length, amount));
	const small = fc.integer({ min: 0, max: 8 });
	fc.assert(
		fc.property(fc.array(anyLoad), small, small, fc.nat(40), (loads, amount, capacity, from) => {
			const span = { from, until: from + 5 };
			const peak = peakOf(loads, span);
			const meets = fullTimes(loads, amount, capacity).some(
				(full) => full.from < span.until && full.until > span.from,
			);
			expect(meets).toBe(peak > 0 && peak + amount > capacity);
		}),
	);
});
