import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByTime } from './byTime.ts';
import { merged } from './spans.ts';

const minute = 60_000;
const span = fc
	.tuple(fc.integer({ min: -500, max: 3000 }), fc.integer({ min: 1, max: 240 }))
	.map(([from, length]) => ({ from: from * minute, until: (from + length) * minute }));
type Span = { readonly from: number; readonly until: number };
const overlaps = (one: Span, other: Span): boolean => one.from < other.until && one.until > other.from;

test('what lies in a time is found, and nothing else', () => {
	fc.assert(
		fc.property(fc.array(span, { maxLength: 40 }), span, (all, wanted) => {
			const found = new ByTime(all, () => 'a').during('a', wanted);
			expect(new Set(found)).toEqual(new Set(all.filter((each) => overlaps(each, wanted))));
			expect(found).toHaveLength(new Set(found).size);
		}),
	);
	expect(new ByTime<Span>().during('a', { from: 0, until: 1 })).toEqual([]);
});

test('merged spans are apart, and are the same time', () => {
	fc.assert(
		fc.property(fc.array(span, { maxLength: 30 }), span, (all, wanted) => {
			const few = merged(all);
			few.slice(1).forEach((each, place) => expect(each.from).toBeGreaterThan(few[place]?.until ?? 0));
			expect(few.some((each) => overlaps(each, wanted))).toBe(all.some((each) => overlaps(each, wanted)));
		}),
	);
	expect(
		merged([
			{ from: 5, until: 9 },
			{ from: 0, until: 5 },
			{ from: 10, until: 11 },
		]),
	).toEqual([
		{ from: 0, until: 9 },
		{ from: 10, until: 11 },
	]);
});
