// Puts the lessons of one need where they break no rule and cost least.
import type { Option } from './county.ts';
import { addedCost } from './cost.ts';
import type { Need } from './input.ts';
import type { Ledger, Placement } from './ledger.ts';
import type { Random } from './random.ts';

interface Trial {
	readonly placements: readonly Placement[];
	readonly cost: number;
}

/** As many lessons as fit. `noise`: what a lesson may seem to cost more or less than it does, so that rounds differ. */
export const insertNeed = (ledger: Ledger, need: Need, random: Random, noise: number): void => {
	let best: Trial = { placements: [], cost: 0 };
	for (const option of ledger.county.options.get(need) ?? []) {
		const tried = tryOption(ledger, option, random, noise);
		const more = tried.placements.length - best.placements.length;
		if (more > 0 || (more === 0 && tried.cost < best.cost)) best = tried;
	}
	for (const placement of best.placements) ledger.add(placement);
};

export const removeNeed = (ledger: Ledger, need: Need): Placement[] => {
	const placements = [...ledger.of(need)];
	for (const placement of placements) ledger.remove(placement);
	return placements;
};

/** How many lessons the need could have if it were the only one. `empty`: as it was, afterwards. */
export const possibleAlone = (empty: Ledger, need: Need): number => {
	insertNeed(empty, need, () => 0, 0);
	return removeNeed(empty, need).length;
};

const tryOption = (ledger: Ledger, option: Option, random: Random, noise: number): Trial => {
	const placements: Placement[] = [];
	let cost = 0;
	while (placements.length < option.need.lessonsAWeek) {
		const next = cheapest(ledger, option, random, noise);
		if (next === null) break;
		ledger.add(next.placement);
		placements.push(next.placement);
		cost += next.cost;
	}
	for (const placement of placements) ledger.remove(placement);
	return { placements, cost };
};

const cheapest = (
	ledger: Ledger,
	option: Option,
	random: Random,
	noise: number,
): { readonly placement: Placement; readonly cost: number } | null => {
	let best: { placement: Placement; cost: number } | null = null;
	for (const slot of ledger.county.weeks.get(option.teacher)?.slots ?? []) {
		const cost = addedCost(ledger, option, slot) + noise * random();
		if (best !== null && cost >= best.cost) continue;
		const placement = { option, slot };
		if (ledger.broken(placement).length === 0) best = { placement, cost };
	}
	return best;
};

/** Adds every lesson that still fits, so that none is left out for want of trying. */
export const topUp = (ledger: Ledger, random: Random): void => {
	for (const need of ledger.county.input.needs) {
		const [first] = ledger.of(need);
		if (first === undefined) insertNeed(ledger, need, random, 0);
		while (first !== undefined && ledger.of(need).size < need.lessonsAWeek) {
			const next = cheapest(ledger, first.option, random, 0);
			if (next === null) break;
			ledger.add(next.placement);
		}
	}
};
