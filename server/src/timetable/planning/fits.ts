// Which periods of a sending school suit a receiving one in every season.
import { fitsOf, periodsOn } from '../bells/bells.ts';
import type { Slot } from './cells.ts';
import type { PlannedSchool, PlanningInput } from './input.ts';

export type Fits = (sendingSchoolId: string, receivingSchoolId: string, slot: Slot) => boolean;

export const fitsIn = (input: PlanningInput, schools: ReadonlyMap<string, PlannedSchool>): Fits => {
	const known = new Map<string, ReadonlySet<string>>();
	return (sendingId, receivingId, { weekday, period }) => {
		const pair = `${sendingId} ${receivingId}`;
		const fitting =
			known.get(pair) ?? fittingPeriods(input, schools.get(sendingId), schools.get(receivingId));
		known.set(pair, fitting);
		return fitting.has(`${weekday} ${period}`);
	};
};

const fittingPeriods = (
	{ rules: { weekdays, seasonDays, leastShare } }: PlanningInput,
	sending: PlannedSchool | undefined,
	receiving: PlannedSchool | undefined,
): ReadonlySet<string> => {
	const fitting = new Set<string>();
	if (sending === undefined || receiving === undefined) return fitting;
	for (const weekday of weekdays) {
		const seasons = seasonDays.map((day) =>
			fitsOf(periodsOn(sending.bells, day, weekday), [periodsOn(receiving.bells, day, weekday)])
				.filter(({ share }) => share >= leastShare)
				.map(({ period }) => period.number),
		);
		for (const number of seasons[0] ?? []) {
			if (seasons.every((numbers) => numbers.includes(number))) fitting.add(`${weekday} ${number}`);
		}
	}
	return fitting;
};
