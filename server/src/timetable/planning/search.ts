// A plan soon: the hardest needs first, then part of it taken out and put back otherwise, as long as that pays.
import type { County } from './county.ts';
import { costOf } from './cost.ts';
import { insertNeed, removeNeed } from './insertion.ts';
import type { Need } from './input.ts';
import type { Placement } from './ledger.ts';
import { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import { shuffled } from './random.ts';

export interface Found {
	readonly placements: readonly Placement[];
	readonly cost: number;
}

export interface SearchLimits {
	/** Asked before each round. */
	readonly isOver: () => boolean;
	/** Rounds without anything better after which it gives up. */
	readonly idleRounds: number;
}

/** Any noise at all would do; this is about what a lesson costs. */
const NOISE = 4;

export const search = (
	county: County,
	random: Random,
	{ isOver, idleRounds }: SearchLimits,
	onBetter: (found: Found) => void,
	start: readonly Placement[] = [],
): Found => {
	const ledger = new Ledger(county, start);
	for (const need of hardestFirst(county))
		if (ledger.of(need).size === 0) insertNeed(ledger, need, random, 0);
	let best = foundIn(ledger);
	onBetter(best);
	for (let idle = 0; idle < idleRounds && !isOver(); idle++) {
		const before = foundIn(ledger);
		const undo = rebuildPart(ledger, random);
		const after = foundIn(ledger);
		if (isBetter(before, after)) undo();
		if (!isBetter(after, best)) continue;
		best = after;
		onBetter(best);
		idle = 0;
	}
	return best;
};

export const isBetter = (one: Found, other: Found): boolean =>
	one.placements.length > other.placements.length ||
	(one.placements.length === other.placements.length && one.cost < other.cost - 1e-9);

const foundIn = (ledger: Ledger): Found => {
	const placements = ledger.placements;
	return { placements, cost: costOf(ledger.county.input, placements) };
};

/** Those with the fewest places to choose from for each lesson. */
const hardestFirst = (county: County): Need[] => {
	const empty = new Ledger(county);
	const room = (need: Need): number =>
		(county.options.get(need) ?? []).reduce(
			(sum, option) =>
				sum +
				(county.weeks.get(option.teacher)?.slots ?? []).filter(
					(slot) => empty.broken({ option, slot }).length === 0,
				).length,
			0,
		) / need.lessonsAWeek;
	return county.input.needs
		.map((need) => ({ need, room: room(need) }))
		.toSorted((a, b) => a.room - b.room)
		.map(({ need }) => need);
};

/** Returns what undoes it. */
const rebuildPart = (ledger: Ledger, random: Random): (() => void) => {
	const part = choosePart(ledger, random);
	const removed = part.flatMap((need) => removeNeed(ledger, need));
	for (const need of part) insertNeed(ledger, need, random, random() < 0.5 ? 0 : NOISE);
	return () => {
		for (const need of part) removeNeed(ledger, need);
		for (const placement of removed) ledger.add(placement);
	};
};

/** A need, one that lacks lessons if there is one, and before and after it some that compete with it. */
const choosePart = (ledger: Ledger, random: Random): Need[] => {
	const { input, options } = ledger.county;
	const lacking = input.needs.filter(
		(need) => ledger.of(need).size < need.lessonsAWeek && (options.get(need) ?? []).length > 0,
	);
	const from = lacking.length > 0 ? lacking : input.needs;
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) return [];
	const teachers = new Set(options.get(chosen)?.map(({ teacher }) => teacher));
	const rivals = input.needs.filter(
		(need) =>
			need !== chosen &&
			(need.schoolId === chosen.schoolId ||
				(options.get(need) ?? []).some(({ teacher }) => teachers.has(teacher))),
	);
	const size = 1 + Math.floor(random() * Math.min(12, Math.max(2, rivals.length)));
	const others = shuffled(random() < 0.8 ? rivals : input.needs.filter((need) => need !== chosen), random);
	return [chosen, ...others.slice(0, size)];
};
