import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atItsPlace, besideItsPlace } from './itsPlace.ts';

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

test.each([
	['back to where its series had it once', { from: 10, until: 50 }, { from: 20, until: 60 }, [20, 60], true],
	['to where its series has it now', { from: 20, until: 60 }, { from: 20, until: 60 }, [20, 60], false],
	['for less time', { from: 20, until: 40 }, { from: 20, until: 60 }, [20, 60], true],
	['while its series has no place for it', { from: 20, until: 60 }, null, [10, 50], true],
	['nowhere', { from: 99, until: 139 }, { from: 20, until: 60 }, [10, 50], true],
])('one that is away and is moved %s', (_what, to, place, slot, own) => {
	const before = { from: 99, until: 139, series: series(10, 50) };
	const after = besideItsPlace({ ...before, ...to }, before, place);
	expect([after.series.from, after.series.until]).toEqual(slot);
	expect(after).toMatchObject(to);
	expect(after.from !== after.series.from || after.until !== after.series.until).toBe(own);
});

test('what is moved keeps the time it is given, now and when it comes back', () => {
	fc.assert(
		fc.property(span, span, span, span, span, (was, slot, to, now, later) => {
			const before = { ...was, series: series(slot.from, slot.until) };
			const after = besideItsPlace({ ...before, ...to }, before, now);
			expect(after).toMatchObject(to);
			const moved = to.from !== was.from || to.until !== was.until;
			expect(after.series).toEqual(moved ? series(now.from, now.until) : before.series);
			const own = to.from !== now.from || to.until !== now.until;
			if (moved && own) expect(atItsPlace(after, later)).toEqual(after);
		}),
	);
});
