// A bound on the cost that needs no solver: so many lessons have to be given, and even loads cost least.
import type { County } from './county.ts';
import { wantedOf } from './draft.ts';
import { givenLoadOf } from './givenLoad.ts';
import type { Need } from './input.ts';
import { bandOf } from './input.ts';

/** No plan that places at least `placed` lessons of needs costs less, by its teachers' load alone. */
export const leastLoadCost = (county: County, placed: number): number => {
	const { teachers, weights } = county.input;
	const loads = teachers.map(({ id }) => givenLoadOf(county.input, id).week);
	let cost = 0;
	for (let lessons = leastLessons(county, placed); lessons > 0; lessons--) {
		const lightest = loads.indexOf(Math.min(...loads));
		if (lightest === -1) break;
		loads[lightest] = (loads[lightest] ?? 0) + 1;
		cost += weights.evenLoad * (loads[lightest] ?? 0);
	}
	return cost;
};

/** Shared by as many as may be; each lesson of a need that is left out saves one at the most. */
const leastLessons = (county: County, placed: number): number => {
	const { needs, rules } = county.input;
	const least = [...groups(county).values()].reduce((sum, together) => {
		const longest = Math.max(...together.map(({ lessonsAWeek }) => lessonsAWeek));
		return sum + Math.max(longest, Math.ceil(wantedOf(together) / Math.max(1, rules.receivingMost)));
	}, 0);
	return Math.max(0, least - (wantedOf(needs) - placed));
};

/** Needs of different groups are never in one lesson. */
const groups = ({ input, options }: County): Map<string, Need[]> => {
	const communitiesOf = (need: Need): Set<string | null> =>
		new Set(options.get(need)?.map(({ communityId }) => communityId));
	const kind = (need: Need): string => `${need.subject} ${bandOf(input.rules, need.grades)}`;
	const undecided = new Set(input.needs.filter((need) => communitiesOf(need).size > 1).map(kind));
	return Map.groupBy(input.needs, (need) => {
		const [community] = communitiesOf(need);
		return undecided.has(kind(need)) ? kind(need) : `${kind(need)} ${community ?? need.id}`;
	});
};
