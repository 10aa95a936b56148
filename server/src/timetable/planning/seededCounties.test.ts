// Twenty counties and more from seeds, some of them impossible: what is proposed is checked by rules that share nothing
// with what proposed it.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Highs } from 'highs';
import type { Draft } from './draft.ts';
import type { PlanningInput } from './input.ts';
import type { Proposal } from './proposal.ts';
import { propose } from './propose.ts';
import { faultsOf } from './recheck.ts';
import { costOfSeries, lessonsOf } from './recheckCost.ts';
import { loadSolver } from './solver.ts';
import { countedClock } from './testing/countedClock.ts';
import type { CountySize } from './testing/counties.ts';
import { seededCounty } from './testing/counties.ts';
import { impossibleCounties } from './testing/impossible.ts';
import { leastBroken, withLesson } from './testing/withLesson.ts';

let highs: Highs;
beforeAll(async () => {
	highs = await loadSolver();
});

/** Where the solver proves what it has found it ends within a second or two; this is for the busiest machine. */
const PROVEN_WITHIN_S = 600;

const planned = (
	input: PlanningInput,
	seconds = PROVEN_WITHIN_S,
): { proposal: Proposal; drafts: Draft[] } => {
	const drafts: Draft[] = [];
	const proposal = propose(highs, input, {
		seconds,
		seed: 1,
		now: countedClock(seconds),
		onDraft: (draft) => drafts.push(draft),
	});
	return { proposal, drafts };
};

/** Planned once, and looked at from several sides. */
const kept = new Map<PlanningInput, ReturnType<typeof planned>>();
const plannedOnce = (input: PlanningInput): ReturnType<typeof planned> => {
	const made = kept.get(input) ?? planned(input);
	kept.set(input, made);
	return made;
};

const expectSound = (input: PlanningInput, { proposal, drafts }: ReturnType<typeof planned>): void => {
	const { series, placed, cost, unplaced, optimal } = proposal;
	expect(faultsOf(series, input)).toEqual([]);
	expect(lessonsOf(series)).toBe(placed.reached);
	expect(costOfSeries(series, input)).toBe(cost.reached);
	expect(placed.reached).toBeLessThanOrEqual(placed.atMost);
	expect(placed.atMost).toBeLessThanOrEqual(placed.wanted);
	expect(cost.atLeast).toBeLessThanOrEqual(cost.reached);
	expect(optimal).toBe(placed.reached === placed.atMost && cost.reached === cost.atLeast);
	expect(unplaced.reduce((sum, { missing }) => sum + missing, 0)).toBe(placed.wanted - placed.reached);
	const lessons = drafts.map((draft) => draft.placed.reached);
	expect(lessons).toEqual(lessons.toSorted((a, b) => a - b));
	const bounds = drafts.map((draft) => draft.placed.atMost);
	expect(bounds).toEqual(bounds.toSorted((a, b) => b - a));
	for (const draft of drafts) expect(placed.reached).toBeLessThanOrEqual(draft.placed.atMost);
};

/** Each reason holds: the lesson named breaks just these rules, and no lesson breaks fewer. */
const expectReasons = (input: PlanningInput, { series, unplaced }: Proposal): void => {
	for (const { needId, possibleAlone, why, relaxations, missing } of unplaced) {
		expect(missing).toBeGreaterThan(0);
		expect(relaxations.length).toBeGreaterThan(0);
		if (why === 'alone' && possibleAlone > 0) continue;
		const plan = why === 'alone' ? [] : series;
		for (const { rules, example } of relaxations) {
			const broken = new Set(
				faultsOf(withLesson(plan, input, needId, example), input).map(({ rule }) => rule),
			);
			expect([...broken].toSorted()).toEqual(rules.toSorted());
		}
	}
};

describe('possible counties', () => {
	const sizes: Omit<CountySize, 'seed'>[] = [
		{ communities: 1, points: 3, subjects: ['music', 'art'], lessonsAWeek: 2, teachers: 2 },
		{ communities: 2, points: 3, subjects: ['music', 'art', 'english'], lessonsAWeek: 2, teachers: 3 },
		{ communities: 1, points: 4, subjects: ['music', 'english'], lessonsAWeek: 3, teachers: 4, given: 4 },
		{ communities: 3, points: 2, subjects: ['music', 'science'], lessonsAWeek: 1, teachers: 2, given: 6 },
	];
	test.each([1, 2, 3, 4, 5, 6, 7, 8])('county of seed %i', (seed) => {
		const input = seededCounty({ ...sizes[seed % sizes.length]!, seed });
		// The search places all of it, and what else there is to prove would take some of them minutes.
		const made = planned(input, 1.5);
		expectSound(input, made);
		expect(made.proposal.placed.reached).toBe(made.proposal.placed.wanted);
	});
});

test('lessons are spread over the week, at next to no cost to anything else', () => {
	const input = seededCounty({
		seed: 9,
		communities: 2,
		points: 5,
		subjects: ['music', 'art', 'english'],
		lessonsAWeek: 2,
		teachers: 3,
	});
	const weighed = (change: Partial<PlanningInput['weights']>): PlanningInput => ({
		...input,
		weights: { ...input.weights, ...change },
	});
	const uneven = planned(weighed({ evenDays: 0 })).proposal;
	const even = planned(input).proposal;
	expectSound(input, { proposal: even, drafts: [] });
	const on = (series: Proposal['series']): number[] =>
		input.rules.weekdays.map(
			(day) => series.flatMap(({ slots }) => slots).filter(({ weekday }) => weekday === day).length,
		);
	const most = Math.max(...on(even.series));
	expect(most - Math.min(...on(even.series))).toBeLessThanOrEqual(most / 2);
	expect(Math.max(...on(uneven.series))).toBeGreaterThan(most * 1.5);
	for (const { id } of input.teachers) {
		const days = on(even.series.filter(({ teacherId }) => teacherId === id));
		const lessons = days.reduce((sum, each) => sum + each, 0);
		expect(Math.max(...days)).toBeLessThanOrEqual(Math.ceil(lessons / days.length) + 1);
	}
	const others = weighed({ evenDays: 0 });
	expect(even.placed).toEqual(uneven.placed);
	expect(costOfSeries(even.series, others)).toBeLessThanOrEqual(1.05 * costOfSeries(uneven.series, others));
});

describe('impossible counties', () => {
	const counties = impossibleCounties();
	test.each(counties.map((county, place) => ({ ...county, place })))(
		'$place: $rule, $why',
		({ input, rule, why, needId }) => {
			const made = plannedOnce(input);
			expectSound(input, made);
			expectReasons(input, made.proposal);
			const concerned = made.proposal.unplaced.filter((each) => needId === null || each.needId === needId);
			expect(concerned.length).toBeGreaterThan(0);
			for (const each of concerned) {
				expect(each.why).toBe(why);
				expect(each.relaxations.map(({ rules }) => rules)).toContainEqual([rule]);
			}
			// What cannot be is proven, not only not found.
			expect(made.proposal.placed.atMost).toBe(made.proposal.placed.reached);
		},
	);
	test('no reason is forgotten that trying every lesson finds', () => {
		for (const { input } of counties.filter(({ why }) => why === 'together')) {
			const { proposal } = plannedOnce(input);
			for (const { needId, relaxations } of proposal.unplaced) {
				const told = new Set(relaxations.map(({ rules }) => rules.toSorted().join('+')));
				expect(told).toEqual(leastBroken(proposal.series, input, needId));
			}
		}
	});
});
