import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Draft } from './draft.ts';
import { startPlanning } from './planning.ts';
import { faultsOf } from './recheck.ts';
import { lessonsOf } from './recheckCost.ts';
import { seededCounty } from './testing/counties.ts';

/** The search places all of it; the least cost takes the solver far longer than any limit here. */
const hard = seededCounty({
	seed: 3,
	communities: 1,
	points: 12,
	subjects: ['music', 'art', 'english'],
	lessonsAWeek: 2,
	teachers: 9,
});
const wanted = 72;

test('places all of it while the event loop goes on', async () => {
	let ticks = 0;
	let placed = 0;
	let whole: (() => void) | undefined;
	const isWhole = new Promise<void>((resolve) => (whole = resolve));
	const run = startPlanning(hard, {
		seconds: 300,
		onDraft: (draft) => {
			placed = draft.placed.reached;
			if (placed === wanted) whole?.();
		},
	});
	await isWhole;
	const ticking = setInterval(() => ticks++, 20);
	await expect.poll(() => ticks).toBeGreaterThan(5);
	clearInterval(ticking);
	// It was at work all the while.
	run.cancel();
	const result = await run.result;
	expect(result).toMatchObject({ end: 'cancelled', optimal: false, unplaced: [] });
	expect(result.placed).toEqual({ reached: wanted, atMost: wanted, wanted });
	expect(result.cost.atLeast).toBeGreaterThan(0);
	expect(result.cost.atLeast).toBeLessThan(result.cost.reached);
	expect(faultsOf(result.series, hard)).toEqual([]);
});

test('keeps to the limit with the best so far', async () => {
	const drafts: Draft[] = [];
	const run = startPlanning(hard, { seconds: 2, onDraft: (draft) => drafts.push(draft) });
	const result = await run.result;
	expect(result).toMatchObject({ end: 'time-limit', optimal: false });
	expect(result.placed.reached).toBeGreaterThanOrEqual(drafts.at(-1)?.placed.reached ?? 0);
	expect(result.placed.reached).toBeLessThanOrEqual(result.placed.atMost);
	expect(result.unplaced.reduce((sum, { missing }) => sum + missing, 0)).toBe(wanted - result.placed.reached);
	expect(faultsOf(result.series, hard)).toEqual([]);
});

test('is cancelled with the best so far', async () => {
	const run = startPlanning(hard, { seconds: 300, onDraft: () => run.cancel() });
	const result = await run.result;
	run.cancel();
	expect(result.end).toBe('cancelled');
	expect(lessonsOf(result.series)).toBe(result.placed.reached);
	expect(result.placed.reached).toBeGreaterThan(wanted / 2);
	expect(faultsOf(result.series, hard)).toEqual([]);
});

test('has the best so far when its process is killed', async () => {
	const drafts: Draft[] = [];
	let deaths = 0;
	const run = startPlanning(hard, {
		seconds: 300,
		onDraft: (draft) => {
			// The only one of this process's that plans.
			if (drafts.length === 0)
				execFileSync('pkill', ['-KILL', '-P', `${process.pid}`, '-f', 'planningProcess']);
			drafts.push(draft);
		},
		onDeath: () => deaths++,
	});
	const result = await run.result;
	expect([result.end, deaths]).toEqual(['time-limit', 1]);
	expect(result.placed.reached).toBeGreaterThanOrEqual(drafts.at(-1)?.placed.reached ?? Infinity);
	expect(faultsOf(result.series, hard)).toEqual([]);
});

test('is cancelled before anything was found', async () => {
	const run = startPlanning(hard, { seconds: 300 });
	run.cancel();
	const result = await run.result;
	expect(result.end).toBe('cancelled');
	expect(faultsOf(result.series, hard)).toEqual([]);
	expect(result.unplaced.reduce((sum, { missing }) => sum + missing, 0)).toBe(wanted - result.placed.reached);
});

test('ends by itself where nothing better is possible', async () => {
	const easy = seededCounty({
		seed: 5,
		communities: 1,
		points: 2,
		subjects: ['music'],
		lessonsAWeek: 1,
		teachers: 1,
	});
	const { end, placed, cost } = await startPlanning(easy, { seconds: 300 }).result;
	expect({ end, placed }).toEqual({ end: 'proven', placed: { reached: 2, atMost: 2, wanted: 2 } });
	expect(cost.atLeast).toBe(cost.reached);
});
