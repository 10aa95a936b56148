// What proposed series cost in preferences, for the re-check: worked out from the input alone.
import { periodsOn } from '../bells/bells.ts';
import { hasRoomToSpread, NOON } from './input.ts';
import type { PlanningInput } from './input.ts';
import type { ProposedSeries } from './proposal.ts';
import { fullestWeek } from './recheckUse.ts';

export const costOfSeries = (plan: readonly ProposedSeries[], input: PlanningInput): number =>
	teachersCost(plan, input) + needsCost(plan, input);

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
