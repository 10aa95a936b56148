// The pure parts of the planning pages: the proposed week, what is done with a proposal, and when a teacher is away.
import { PlanningProposal } from '@classroom/protocol';
import type { Period, ProposalEntry, Term, Weekday } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf, lessonsByDay, lessonsIn, loadSpan, planGrid } from './planGrid.ts';
import { beside, isAway, withAway } from './profileDraft.ts';
import type { Away } from './profileDraft.ts';
import { asIs, chosenOf, isChanged, pinsOf, untouched, withFixed, withLeftOut } from './review.ts';
import { firstDraft } from './startDraft.ts';

const entryShape = PlanningProposal.shape.plan.element;
const entry = (number: number, change: object = {}): ProposalEntry =>
	entryShape.parse({
		entry: number,
		pinned: false,
		teacherId: 'teacher',
		communityId: 'community',
		sendingClassroomId: null,
		subject: 'music',
		slots: [{ weekday: 1, period: 2, from: 530, until: 570 }],
		receivers: [{ needId: 'a:music', schoolId: 'a', classroomId: 'room', classGroupIds: ['k'], grades: [3] }],
		seriesId: null,
		...change,
	});

describe('the proposed week', () => {
	const other = entry(1, {
		teacherId: 'other',
		slots: [
			{ weekday: 1, period: 2, from: 520, until: 560 },
			{ weekday: 3, period: 1, from: 480, until: 520 },
		],
		receivers: [...entry(1).receivers, ...entry(1).receivers.map((each) => ({ ...each, schoolId: 'b' }))],
	});
	const plan = [entry(0), other];
	test('has every lesson at its place, for all, a teacher, and a school', () => {
		const numbers = (of: Parameters<typeof planGrid>[1], cell: string): number[] =>
			(planGrid(plan, of).cells.get(cell) ?? []).map((each) => each.entry);
		expect(numbers({ by: 'all' }, cellOf(1, 2))).toEqual([0, 1]);
		expect(numbers({ by: 'teacher', id: 'other' }, cellOf(1, 2))).toEqual([1]);
		expect(numbers({ by: 'school', id: 'b' }, cellOf(3, 1))).toEqual([1]);
		expect(planGrid(plan, { by: 'school', id: 'c' }).rows).toEqual([]);
	});
	test('has its periods in order, at the time of the first school that rings', () => {
		expect(planGrid(plan, { by: 'all' }).rows).toEqual([
			{ period: 1, from: 480, until: 520 },
			{ period: 2, from: 520, until: 560 },
		]);
	});
	test('counts a lesson for each school that receives it', () => {
		expect(lessonsIn(plan)).toBe(5);
		expect(lessonsIn([])).toBe(0);
	});
	test('says how many lessons each day has, one lesson once however many receive it', () => {
		expect(lessonsByDay(plan, { by: 'all' })).toEqual([2, 0, 1, 0, 0]);
		expect(lessonsByDay(plan, { by: 'school', id: 'b' })).toEqual([1, 0, 1, 0, 0]);
		expect(lessonsByDay([], { by: 'all' })).toEqual([0, 0, 0, 0, 0]);
	});
	test('says how even the load is, of those who get something', () => {
		const load = (given: number, proposed: number) => ({
			teacherId: entry(0).teacherId,
			given,
			proposed,
			mostAWeek: 9,
		});
		expect(loadSpan([load(5, 0), load(2, 1), load(0, 1)])).toEqual({ least: 1, most: 3 });
		expect(loadSpan([load(5, 0)])).toBeUndefined();
	});
});

describe('a review', () => {
	const plan = [entry(0), entry(1, { pinned: true }), entry(2, { seriesId: 'made' })];
	test('begins with all chosen that is no series yet, and with what was fixed before', () => {
		const review = untouched(plan);
		expect(chosenOf(plan, review).map((each) => each.entry)).toEqual([0, 1]);
		expect(pinsOf({ plan }, review)).toHaveLength(1);
	});
	test('what is left out is not chosen, until it is again', () => {
		const without = withLeftOut(untouched(plan), [0], true);
		expect(chosenOf(plan, without).map((each) => each.entry)).toEqual([1]);
		expect(chosenOf(plan, withLeftOut(without, [0], false))).toHaveLength(2);
	});
	test('what was changed has to be planned before it can be taken over', () => {
		const moved = { ...asIs(entry(0)), slots: [{ weekday: 5 as const, period: 3 }] };
		const review = withFixed(untouched(plan), 0, moved);
		expect(isChanged(entry(0), review.fixed.get(0))).toBe(true);
		expect(chosenOf(plan, review).map((each) => each.entry)).toEqual([1]);
		expect(pinsOf({ plan }, review)[0]).toEqual({
			...moved,
			receivers: [{ needId: 'a:music', classroomId: 'room' }],
		});
		const back = withFixed(review, 0, undefined);
		expect(chosenOf(plan, back)).toHaveLength(2);
		expect(pinsOf({ plan }, back)).toHaveLength(1);
	});
	test('what is a series by now is not fixed besides', () => {
		expect(pinsOf({ plan }, withFixed(untouched(plan), 2, asIs(entry(2))))).toHaveLength(1);
	});
});

const period = (number: number): Period => ({
	number,
	name: `第${number}节`,
	from: 480 + (number - 1) * 50,
	until: 520 + (number - 1) * 50,
});
const periods = [1, 2, 3, 4].map(period);

describe('when a teacher is away', () => {
	const weekday = fc.constantFrom<Weekday>(1, 2, 3);
	const span = fc
		.tuple(weekday, fc.integer({ min: 400, max: 700 }), fc.integer({ min: 1, max: 200 }))
		.map(([on, from, length]) => ({ weekday: on, from, until: from + length }));
	test('one period is switched, and no other', () => {
		fc.assert(
			fc.property(
				fc.array(span, { maxLength: 5 }),
				weekday,
				fc.constantFrom(...periods),
				fc.boolean(),
				(away, on, chosen, gone) => {
					const next = withAway(away, on, chosen, gone);
					expect(isAway(next, on, chosen)).toBe(gone);
					for (const other of [1, 2, 3] as const)
						for (const each of periods.filter(({ number }) => other !== on || number !== chosen.number))
							expect(isAway(next, other, each)).toBe(isAway(away, other, each));
					for (const { from, until } of next) expect(from).toBeLessThan(until);
				},
			),
		);
	});
	test('times of no period are kept, and said to be', () => {
		const evening: Away = [{ weekday: 2, from: 1100, until: 1200 }];
		expect(withAway(withAway(evening, 2, period(1), true), 2, period(1), false)).toEqual(evening);
		expect(beside([...evening, { weekday: 2, from: 480, until: 600 }], () => periods)).toEqual(evening);
	});
	test('a day that has no such period is nobody’s absence', () => {
		expect(isAway([{ weekday: 1, from: 0, until: 1440 }], 1, undefined)).toBe(false);
	});
});

test.each([
	['2026-03-04', '2-19周'],
	['2026-01-01', '1-19周'],
	['2026-07-01', '19周'],
	['2026-07-20', '1-19周'],
])('on %s, what is planned first is %s', (today, weeks) => {
	const term = { firstDay: '2026-03-02', lastDay: '2026-07-10' } as Term;
	expect(firstDraft(term, today).weeks).toBe(weeks);
});
