// What proposed series cost in preferences, for the re-check: worked out from the input alone.
import { periodsOn } from '../bells/bells.ts';
import { hasRoomToSpread, NOON } from './input.ts';
import type { GivenLesson, PlanningInput } from './input.ts';
import type { ProposedSeries } from './proposal.ts';
import { fullestWeek } from './recheckUse.ts';

export const costOfSeries = (plan: readonly ProposedSeries[], input: PlanningInput): number =>
	teachersCost(plan, input) + daysCost(plan, input) + needsCost(plan, input);

/** Lessons a week that needs get. */
export const lessonsOf = (plan: readonly ProposedSeries[]): number =>
	plan.reduce((sum, { slots, receivers }) => sum + slots.length * receivers.length, 0);

const teachersCost = (
	plan: readonly ProposedSeries[],
	{ teachers, schools, given, rules, weights }: PlanningInput,
) =>
	teachers.reduce((sum, { id, schoolId, prefersMornings }) => {
		const bells = schools.find((school) => school.id === schoolId)?.bells ?? [];
		const slots = plan.filter(({ teacherId }) => teacherId === id).flatMap((series) => series.slots);
		const before = fullestWeek(given.filter(({ teacherId }) => teacherId === id));
		const after = before + slots.length;
		const load = (after * (after + 1) - before * (before + 1)) / 2;
		const afternoons = slots.filter(({ weekday, period }) =>
			rules.seasonDays.some((day) =>
				periodsOn(bells, day, weekday).some(({ number, from }) => number === period && from >= NOON),
			),
		).length;
		return sum + weights.evenLoad * load + (prefersMornings ? weights.mornings * afternoons : 0);
	}, 0);

/** Pairs of lessons on one weekday, of a teacher and of a school at either end, beyond those that there were. */
const daysCost = (
	plan: readonly ProposedSeries[],
	{ teachers, schools, given, rules, weights }: PlanningInput,
) => {
	const lessons = plan.flatMap(({ teacherId, slots, receivers }) => {
		const from = teachers.find(({ id }) => id === teacherId)?.schoolId;
		const ends = [from, ...receivers.map(({ schoolId }) => schoolId)];
		return slots.map(({ weekday }) => ({ weekday, teacherId, ends }));
	});
	const ofDay = rules.weekdays.map((weekday) => {
		const then = lessons.filter((each) => each.weekday === weekday);
		const known = given.filter((each) => each.weekday === weekday);
		const ofTeachers = teachers.map(({ id }) =>
			addedPairs(
				known.filter(({ teacherId }) => teacherId === id),
				then.filter(({ teacherId }) => teacherId === id).length,
			),
		);
		const ofSchools = schools.map(({ id }) =>
			addedPairs(
				known.flatMap((each) => each.schoolIds.filter((end) => end === id).map(() => each)),
				then.flatMap(({ ends }) => ends.filter((end) => end === id)).length,
			),
		);
		return sumOf([...ofTeachers, ...ofSchools]);
	});
	return weights.evenDays * sumOf(ofDay);
};

const sumOf = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);

const addedPairs = (given: readonly GivenLesson[], more: number): number => {
	const pairs = (count: number): number => (count * (count - 1)) / 2;
	const before = fullestWeek(given);
	return pairs(before + more) - pairs(before);
};

const needsCost = (plan: readonly ProposedSeries[], { needs, rules, weights }: PlanningInput) =>
	needs.reduce((sum, need) => {
		const days = plan
			.filter(({ receivers }) => receivers.some(({ needId }) => needId === need.id))
			.flatMap(({ slots }) => slots.map(({ weekday }) => weekday));
		const on = (...weekdays: number[]): number =>
			Math.max(0, days.filter((day) => weekdays.includes(day)).length - 1);
		const oneDay = rules.weekdays.reduce((total, day) => total + on(day), 0);
		const twoDays = rules.weekdays.slice(1).reduce((total, day, place) => {
			const before = rules.weekdays[place];
			return total + (before === undefined ? 0 : on(before, day));
		}, 0);
		return sum + weights.oneADay * oneDay + (hasRoomToSpread(need, rules) ? weights.spread * twoDays : 0);
	}, 0);
