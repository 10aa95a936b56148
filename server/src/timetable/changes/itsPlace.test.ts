import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atItsPlace } from './itsPlace.ts';

const series = (from: number, until: number) => ({
	seriesId: 'music' as never,
	key: '8-4-2',
	from,
	until,
});

test.each([
	['one of no series', { from: 10, until: 50, series: null }, { from: 20, until: 60 }, [10, 50, null]],
	[
		'one at its place',
		{ from: 10, until: 50, series: series(10, 50) },
		{ from: 20, until: 60 },
		[20, 60, 20],
	],
	[
		'one that was moved',
		{ from: 15, until: 55, series: series(10, 50) },
		{ from: 20, until: 60 },
		[15, 55, 10],
	],
	[
		'one that is longer',
		{ from: 10, until: 70, series: series(10, 50) },
		{ from: 20, until: 60 },
		[10, 70, 10],
	],
	['one without a place', { from: 10, until: 50, series: series(10, 50) }, null, [10, 50, 10]],
])('%s comes back to %j', (_what, state, place, [from, until, slot]) => {
	const back = atItsPlace(state, place);
	expect([back.from, back.until, back.series?.from ?? null]).toEqual([from, until, slot]);
});

const span = fc
	.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 }))
	.map(([from, length]) => ({ from, until: from + length }));

test('it has its series’ time, or its own as it was; twice is once, and where nothing changed it is as before', () => {
	fc.assert(
		fc.property(span, span, span, fc.boolean(), (own, was, now, moved) => {
			const state = { ...(moved ? own : was), series: series(was.from, was.until) };
			const back = atItsPlace(state, now);
			const isOwn = state.from !== was.from || state.until !== was.until;
			expect(back).toEqual(isOwn ? state : { ...now, series: series(now.from, now.until) });
			expect(atItsPlace(state, was)).toEqual(state);
			expect(atItsPlace(back, now)).toEqual(back);
		}),
	);
});
