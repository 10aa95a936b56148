// The lessons that a teacher has already, in the fullest week: a proposal's lessons come on top of them in every one.
import type { GivenLesson, PlanningInput } from './input.ts';

export interface GivenLoad {
	readonly week: number;
	/** By weekday. */
	readonly days: ReadonlyMap<number, number>;
}

const NONE: GivenLoad = { week: 0, days: new Map() };

export const givenLoadOf = ({ given }: Pick<PlanningInput, 'given'>, teacherId: string): GivenLoad => {
	const loads = known.get(given) ?? loadsOf(given);
	known.set(given, loads);
	return loads.get(teacherId) ?? NONE;
};

/** It is asked for in every round of the search. */
const known = new WeakMap<readonly GivenLesson[], ReadonlyMap<string, GivenLoad>>();

const loadsOf = (given: readonly GivenLesson[]): Map<string, GivenLoad> => {
	const loads = new Map<string, GivenLoad>();
	for (const [teacherId, own] of Map.groupBy(given, (each) => each.teacherId)) {
		if (teacherId === null) continue;
		const days = Map.groupBy(own, ({ weekday }) => weekday);
		loads.set(teacherId, {
			week: inFullestWeek(own),
			days: new Map([...days].map(([weekday, ofDay]) => [weekday, inFullestWeek(ofDay)])),
		});
	}
	return loads;
};

const inFullestWeek = (lessons: readonly GivenLesson[]): number => {
	const counts = new Map<number, number>();
	let always = 0;
	for (const { weeks } of lessons) {
		if (weeks === undefined) always += 1;
		else for (const week of weeks) counts.set(week, (counts.get(week) ?? 0) + 1);
	}
	return always + Math.max(0, ...counts.values());
};
