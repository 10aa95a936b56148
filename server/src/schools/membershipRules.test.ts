import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from './membershipRules.ts';
import { isInForce, mostAtOnce, overlap } from './membershipRules.ts';

const dayNumber = fc.integer({ min: 0, max: 40 });
const dayOf = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const allDays = Array.from({ length: 80 }, (_, n) => dayOf(n));
const span: fc.Arbitrary<Span> = fc
	.record({ start: dayNumber, length: fc.option(fc.integer({ min: 1, max: 30 })) })
	.map(({ start, length }) => ({
		from: dayOf(start),
		until: length === null ? null : dayOf(start + length),
	}));

describe('a membership', () => {
	test.each([
		['2026-02-28', false],
		['2026-03-01', true],
		['2026-06-30', true],
		['2026-07-01', false],
	])('from 1 March until 1 July, on %s: %s', (day, expected) => {
		expect(isInForce({ from: '2026-03-01', until: '2026-07-01' }, day)).toBe(expected);
	});

	test('one that ends the day another begins does not overlap it', () => {
		const first = { from: '2026-01-01', until: '2026-02-01' };
		expect(overlap(first, { from: '2026-02-01', until: null })).toBe(false);
		expect(overlap(first, { from: '2026-01-31', until: null })).toBe(true);
	});

	test('overlap is: some day on which both are in force', () => {
		fc.assert(
			fc.property(span, span, (a, b) => {
				expect(overlap(a, b)).toBe(allDays.some((day) => isInForce(a, day) && isInForce(b, day)));
			}),
		);
	});

	test('the most at once is the most on any day', () => {
		fc.assert(
			fc.property(fc.array(span, { maxLength: 12 }), span, (spans, within) => {
				const counts = allDays
					.filter((day) => isInForce(within, day))
					.map((day) => spans.filter((each) => isInForce(each, day)).length);
				expect(mostAtOnce(spans, within)).toBe(Math.max(0, ...counts));
			}),
		);
	});
});
