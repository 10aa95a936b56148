// A bound on the cost that needs no solver: so many lessons have to be given and received, and even loads cost least.
import type { County } from './county.ts';
import { wantedOf } from './draft.ts';
import type { GivenLoad } from './givenLoad.ts';
import { givenEndsOf, givenLoadOf } from './givenLoad.ts';
import type { Need } from './input.ts';
import { bandOf } from './input.ts';

/**
 * No plan that places at least `placed` lessons of needs costs less, by the loads alone of its teachers and schools: what
 * each of them gets next costs no less than what they got before, so that taking the cheapest each time costs least. A
 * school that sends and receives is counted as two, each with what is given, which costs less than all of it on one.
 */
export const leastLoadCost = (county: County, placed: number): number => {
	const { teachers, needs, weights } = county.input;
	const { evenLoad, evenDays } = weights;
	const dayCost = ({ days }: Holder): number => evenDays * Math.min(...days);
	const lessons = leastLessons(county, placed);
	const senders = [...new Set(teachers.map(({ schoolId }) => schoolId))];
	const receivers = [...Map.groupBy(needs, ({ schoolId }) => schoolId)];
	const given = teachers.map(({ id }) => holderOf(county, givenLoadOf(county.input, id)));
	const sent = senders.map((id) => holderOf(county, givenEndsOf(county.input, id)));
	const received = receivers.map(([id, own]) =>
		holderOf(county, givenEndsOf(county.input, id), wantedOf(own)),
	);
	return (
		leastCost(lessons, given, (each) => evenLoad * (each.week + 1) + dayCost(each)) +
		leastCost(lessons, sent, dayCost) +
		leastCost(placed, received, dayCost)
	);
};

/** Who has lessons, in all and by weekday, and may have so many more. */
interface Holder {
	week: number;
	readonly days: number[];
	left: number;
}

const holderOf = ({ input }: County, { week, days }: GivenLoad, left = Infinity): Holder => ({
	week,
	days: input.rules.weekdays.map((weekday) => days.get(weekday) ?? 0),
	left,
});

/** `next`: what one more costs, on the weekday with the fewest. */
const leastCost = (lessons: number, holders: readonly Holder[], next: (holder: Holder) => number): number => {
	let cost = 0;
	for (let open = lessons; open > 0; open--) {
		const able = holders.filter(({ left }) => left > 0);
		const costs = able.map(next);
		const least = Math.min(...costs);
		const lightest = able[costs.indexOf(least)];
		if (lightest === undefined) break;
		cost += least;
		giveOne(lightest);
	}
	return cost;
};

const giveOne = (holder: Holder): void => {
	holder.week += 1;
	holder.left -= 1;
	const day = holder.days.indexOf(Math.min(...holder.days));
	holder.days[day] = (holder.days[day] ?? 0) + 1;
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
