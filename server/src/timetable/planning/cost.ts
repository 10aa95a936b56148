// What a plan's breaches of preferences cost.
import type { Slot } from './cells.ts';
import type { Option } from './county.ts';
import { givenEndsOf, givenLoadOf } from './givenLoad.ts';
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
export const addedCost = (ledger: Ledger, { need, teacher, group }: Option, slot: Slot): number => {
	const { input } = ledger.county;
	const { evenDays } = input.weights;
	const had = [...ledger.of(need)].map((placement) => placement.slot);
	const received =
		weekCost(input, need, [...had, slot]) -
		weekCost(input, need, had) +
		evenDays * ledger.endsOn(need.schoolId, slot.weekday);
	if (ledger.at(teacher, slot)?.group === group) return received;
	const before = ledger.loadOn(teacher, slot.weekday) + ledger.endsOn(teacher.schoolId, slot.weekday);
	return received + lessonCost(input, teacher, slot, ledger.load(teacher) + 1) + evenDays * before;
};

export const costOf = (input: PlanningInput, placements: readonly Placement[]): number => {
	const lessons = new Map<PlannedTeacher, Set<Slot>>();
	const weeks = new Map<Need, Slot[]>();
	const days = new DayCosts(input);
	let cost = 0;
	for (const { option, slot } of placements) {
		lessons.set(option.teacher, (lessons.get(option.teacher) ?? new Set()).add(slot));
		weeks.set(option.need, [...(weeks.get(option.need) ?? []), slot]);
		cost += days.ofEnd(option.need.schoolId, slot);
	}
	for (const [teacher, slots] of lessons) {
		let nth = givenLoadOf(input, teacher.id).week;
		for (const slot of slots) {
			cost += lessonCost(input, teacher, slot, ++nth);
			cost += days.ofTeacher(teacher.id, slot) + days.ofEnd(teacher.schoolId, slot);
		}
	}
	for (const [need, slots] of weeks) cost += weekCost(input, need, slots);
	return cost;
};

/** What each lesson costs by those before it on its weekday. */
class DayCosts {
	readonly #input: PlanningInput;
	readonly #teachers = new Map<string, Map<number, number>>();
	readonly #schools = new Map<string, Map<number, number>>();

	constructor(input: PlanningInput) {
		this.#input = input;
	}

	ofTeacher(id: string, slot: Slot): number {
		return this.#next(this.#teachers, id, slot, givenLoadOf);
	}

	ofEnd(schoolId: string, slot: Slot): number {
		return this.#next(this.#schools, schoolId, slot, givenEndsOf);
	}

	#next(
		counts: Map<string, Map<number, number>>,
		id: string,
		{ weekday }: Slot,
		givenOf: typeof givenLoadOf,
	): number {
		const days = counts.get(id) ?? new Map(givenOf(this.#input, id).days);
		counts.set(id, days);
		const before = days.get(weekday) ?? 0;
		days.set(weekday, before + 1);
		return this.#input.weights.evenDays * before;
	}
}
