// What a plan's breaches of preferences cost.
import type { Slot } from './cells.ts';
import type { Option } from './county.ts';
import { givenLoadOf } from './givenLoad.ts';
import type { Need, PlannedTeacher, PlanningInput } from './input.ts';
import { hasRoomToSpread, NOON } from './input.ts';
import type { Ledger, Placement } from './ledger.ts';

const isAfternoon = ({ spans }: Slot): boolean => spans.some(({ from }) => from >= NOON);

export const morningCost = ({ weights }: PlanningInput, teacher: PlannedTeacher, slot: Slot): number =>
	teacher.prefersMornings && isAfternoon(slot) ? weights.mornings : 0;

/** Of a teacher's `nth` lesson of the week. */
const lessonCost = (input: PlanningInput, teacher: PlannedTeacher, slot: Slot, nth: number): number =>
	input.weights.evenLoad * nth + morningCost(input, teacher, slot);

/** Of one need's week: two lessons on a day, or on two successive ones. */
const weekCost = (input: PlanningInput, need: Need, slots: readonly Slot[]): number => {
	const { weights, rules } = input;
	const counts = rules.weekdays.map((weekday) => slots.filter((slot) => slot.weekday === weekday).length);
	const beyondOne = (lessons: number): number => Math.max(0, lessons - 1);
	const onOneDay = counts.reduce((sum, count) => sum + beyondOne(count), 0);
	if (!hasRoomToSpread(need, rules)) return weights.oneADay * onOneDay;
	const inTwoDays = counts
		.slice(1)
		.reduce((sum, count, place) => sum + beyondOne(count + (counts[place] ?? 0)), 0);
	return weights.oneADay * onOneDay + weights.spread * inTwoDays;
};

/** What one more lesson adds. */
export const addedCost = (ledger: Ledger, option: Option, slot: Slot): number => {
	const { input } = ledger.county;
	const had = [...ledger.of(option.need)].map((placement) => placement.slot);
	const ofWeek = weekCost(input, option.need, [...had, slot]) - weekCost(input, option.need, had);
	if (ledger.at(option.teacher, slot)?.group === option.group) return ofWeek;
	return ofWeek + lessonCost(input, option.teacher, slot, ledger.load(option.teacher) + 1);
};

export const costOf = (input: PlanningInput, placements: readonly Placement[]): number => {
	const lessons = new Map<PlannedTeacher, Set<Slot>>();
	const weeks = new Map<Need, Slot[]>();
	for (const { option, slot } of placements) {
		lessons.set(option.teacher, (lessons.get(option.teacher) ?? new Set()).add(slot));
		weeks.set(option.need, [...(weeks.get(option.need) ?? []), slot]);
	}
	let cost = 0;
	for (const [teacher, slots] of lessons) {
		let nth = givenLoadOf(input, teacher.id).week;
		for (const slot of slots) cost += lessonCost(input, teacher, slot, ++nth);
	}
	for (const [need, slots] of weeks) cost += weekCost(input, need, slots);
	return cost;
};
