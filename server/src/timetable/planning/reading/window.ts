// The part of a term that is planned: its weeks, its school days, and a day of each season of the bells. Pure.
import type { Day } from '@classroom/protocol';
import type { BellSchedule } from '../../bells/bells.ts';
import { isInSeason } from '../../bells/bells.ts';
import type { Calendar } from '../../term/calendar.ts';
import { schoolDay } from '../../term/calendar.ts';
import type { Weekday } from '../../term/term.ts';
import { daysOf } from '../../term/term.ts';
import type { Weeks } from '../../term/weeks.ts';

export const schoolWeek: readonly Weekday[] = [1, 2, 3, 4, 5];

export interface PlannedDay {
	readonly day: Day;
	readonly week: number;
	/** What the day runs as. */
	readonly weekday: Weekday;
}

/** Those with lessons, by date. */
export const plannedDays = (calendar: Calendar, weeks: Weeks): PlannedDay[] => {
	const wanted = new Set(weeks);
	return daysOf(calendar.term).flatMap((day) => {
		const runs = schoolDay(calendar, day);
		return runs.lessons && wanted.has(runs.week) && schoolWeek.includes(runs.weekday)
			? [{ day, week: runs.week, weekday: runs.weekday }]
			: [];
	});
};

/** The first day of each season, which differ in what schedule of some school is in season. */
export const seasonDaysOf = (
	days: readonly PlannedDay[],
	bells: Iterable<readonly BellSchedule[]>,
): Day[] => {
	const seasons = [...bells].flat().flatMap(({ season }) => season ?? []);
	const distinct = [...new Map(seasons.map((each) => [`${each.from} ${each.until}`, each])).values()];
	const firsts = new Map<string, Day>();
	for (const { day } of days) {
		const key = distinct.map((season) => (isInSeason(season, day.slice(5)) ? '1' : '0')).join('');
		if (!firsts.has(key)) firsts.set(key, day);
	}
	return [...firsts.values()];
};
