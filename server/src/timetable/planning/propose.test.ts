// Against every plan there is, in counties so small that all can be tried: bounds are bounds, and the best is the best.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Need, PlannedTeacher, PlanningInput } from './input.ts';
import type { ProposedSeries } from './proposal.ts';
import { propose } from './propose.ts';
import { faultsOf } from './recheck.ts';
import { costOfSeries, lessonsOf } from './recheckCost.ts';
import { loadSolver } from './solver.ts';
import { countedClock } from './testing/countedClock.ts';
import { bellsFrom } from './testing/counties.ts';
import { withLesson } from './testing/withLesson.ts';

const slots = ([1, 2] as const).flatMap((weekday) => [3, 4, 5].map((period) => ({ weekday, period })));

const teacher = fc.record({
	mostAWeek: fc.integer({ min: 2, max: 4 }),
	mostADay: fc.integer({ min: 1, max: 3 }),
	prefersMornings: fc.boolean(),
	away: fc.constantFrom([], [], [{ weekday: 1 as const, from: 0, until: 24 * 60 }]),
	sendingClassroomId: fc.constantFrom(null, 'studio'),
});
const need = fc.record({
	schoolId: fc.constantFrom('p1', 'p2'),
	subject: fc.constantFrom('music' as const, 'music' as const, 'art' as const),
	grades: fc.constantFrom([1], [2], [3]),
	lessonsAWeek: fc.constantFrom(1, 1, 2),
});
const county = fc
	.record({
		teachers: fc.array(teacher, { minLength: 1, maxLength: 2, size: 'max' }),
		needs: fc.array(need, { minLength: 2, maxLength: 3 }),
		receivingMost: fc.constantFrom(1, 2),
		recorderPlaces: fc.constantFrom(null, 1),
		linkLessons: fc.constantFrom(null, 2, 1),
		afternoon: fc.constantFrom(14 * 60, 15 * 60),
		alternating: fc.boolean(),
		/** At p1: that school sends and receives. */
		secondAt: fc.constantFrom('core', 'p1'),
	})
	.map(
		({
			teachers,
			needs,
			receivingMost,
			recorderPlaces,
			alternating,
			linkLessons,
			afternoon,
			secondAt,
		}): PlanningInput => ({
			schools: [
				{ id: 'core', bells: bellsFrom(480, 840), linkLessons: null, receivingClassroomIds: [] },
				{ id: 'p1', bells: bellsFrom(480, 840), linkLessons, receivingClassroomIds: ['r1'] },
				{
					id: 'p2',
					bells: bellsFrom(485, afternoon),
					linkLessons: null,
					receivingClassroomIds: ['r2', 'r3'],
				},
			],
			communities: [
				{ id: 'core', coreSchoolId: 'core', memberSchoolIds: ['p1', 'p2'] },
				{ id: 'p1', coreSchoolId: 'p1', memberSchoolIds: ['p2'] },
			],
			teachers: teachers.map((each, place): PlannedTeacher => ({
				...each,
				id: `t${place}`,
				schoolId: place === 0 ? 'core' : secondAt,
				abilities: [
					{ subject: 'music', grades: [1, 2, 3] },
					...(place === 0 ? [{ subject: 'art' as const, grades: [1, 2] }] : []),
				],
			})),
			needs: needs.map((each, place): Need => ({
				...each,
				id: `n${place}`,
				classGroupIds: [`${each.schoolId} ${each.grades[0]}`],
			})),
			given: [
				{
					weekday: 2,
					at: { schoolId: 'core', period: 3 },
					teacherId: 't0',
					classroomIds: ['r1'],
					classGroupIds: [],
					schoolIds: ['core', 'p1'],
					recorded: true,
				},
				// In odd and in even weeks: one lesson of the teacher, and one at a time.
				...(alternating ? [[1, 3], [2]] : []).map((weeks) => ({
					weekday: 1 as const,
					at: { schoolId: 'core', period: 4 },
					teacherId: 't0',
					classroomIds: [],
					classGroupIds: [],
					schoolIds: ['core', 'p1'],
					recorded: true,
					weeks,
				})),
			],
			rules: {
				weekdays: [1, 2],
				seasonDays: ['2026-03-09'],
				leastShare: 0.8,
				receivingMost,
				gradeBands: [[1, 2]],
				recorderPlaces,
				sfuPlaces: 6,
			},
			weights: { mornings: 1, oneADay: 3, spread: 1, evenLoad: 2, evenDays: 1 },
		}),
	);

/** Only the slots 3 to 5 are open, so that there are few plans. */
const narrowed = (input: PlanningInput): PlanningInput => ({
	...input,
	schools: input.schools.map((school) => ({
		...school,
		bells: school.bells.map((bells) => ({
			...bells,
			periods: bells.periods.filter(({ number }) => number >= 3 && number <= 5),
		})),
	})),
});

/** Lessons and cost of the best plan, found by trying all; plans with a fault are not gone on with. */
const bestOf = (input: PlanningInput): { lessons: number; cost: number } => {
	let best = { lessons: 0, cost: 0 };
	const goOn = (plan: ProposedSeries[], place: number): void => {
		const each = input.needs[place];
		if (each === undefined) {
			const [lessons, cost] = [lessonsOf(plan), costOfSeries(plan, input)];
			if (lessons > best.lessons || (lessons === best.lessons && cost < best.cost)) best = { lessons, cost };
			return;
		}
		goOn(plan, place + 1);
		for (const one of input.teachers) {
			for (const classroomId of input.schools.find(({ id }) => id === each.schoolId)!.receivingClassroomIds) {
				const way = { teacherId: one.id, communityId: one.schoolId, classroomId };
				slots.forEach((slot, first) => {
					const more = withLesson(plan, input, each.id, { ...way, slot });
					if (faultsOf(more, input).length > 0) return;
					goOn(more, place + 1);
					if (each.lessonsAWeek < 2) return;
					for (const second of slots.slice(first + 1)) {
						const both = withLesson(more, input, each.id, { ...way, slot: second });
						if (faultsOf(both, input).length === 0) goOn(both, place + 1);
					}
				});
			}
		}
	};
	goOn([], 0);
	return best;
};

test('the best plan is found, and what is proven is so', async () => {
	const highs = await loadSolver();
	let best = 0;
	fc.assert(
		fc.property(county.map(narrowed), (input) => {
			const { lessons, cost } = bestOf(input);
			const proposal = propose(highs, input, {
				seconds: 600,
				seed: 1,
				now: countedClock(600),
				onDraft: ({ placed }) => expect(placed.atMost).toBeGreaterThanOrEqual(lessons),
			});
			expect(faultsOf(proposal.series, input)).toEqual([]);
			expect(proposal.optimal).toBe(true);
			expect(proposal.placed).toMatchObject({ reached: lessons, atMost: lessons });
			expect(proposal.cost).toEqual({ reached: cost, atLeast: cost });
			best += lessons;
		}),
		{ numRuns: 32, seed: 20260305 },
	);
	expect(best).toBeGreaterThan(25);
});
