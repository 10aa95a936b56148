import { expect, test } from 'vitest';
import { PlanningContext } from './planningContext.ts';

const weights = { evenLoad: 1, oneADay: 5, spread: 2, mornings: 2 };
const kept = (weighed: object) => ({
	request: {
		seconds: 20,
		weeks: '2-19周',
		subjects: null,
		schoolIds: null,
		without: [],
		leastShare: 60,
		receivingMost: 3,
		weights: weighed,
		pins: [],
	},
	weeks: [2],
	day: '2026-03-09',
	needs: [],
	pins: [],
	teachers: [],
});

test('a proposal from before lessons were spread over the week is read as what it was asked for', () => {
	expect(PlanningContext.parse(kept(weights)).request.weights).toEqual({ ...weights, evenDays: 0 });
	expect(PlanningContext.parse(kept({ ...weights, evenDays: 3 })).request.weights.evenDays).toBe(3);
	expect(() => PlanningContext.parse(kept({ ...weights, evenDays: -1 }))).toThrow();
});
