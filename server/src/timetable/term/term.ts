// A term's days and weeks. Pure: days are calendar days without a zone.
import type { Day } from '@classroom/protocol';
import { addDays } from '../days.ts';

export interface Term {
	/** In week 1, which is the week from Monday to Sunday that this day lies in. */
	readonly firstDay: Day;
	/** The last day on which there may be lessons. */
	readonly lastDay: Day;
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const weekdays = [7, 1, 2, 3, 4, 5, 6] as const;

const dayMs = 86_400_000;
const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export const weekdayOf = (day: Day): Weekday => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1;

/** Whole days from one to the other; minus when `until` is before `from`. */
export const daysBetween = (from: Day, until: Day): number => numberOf(until) - numberOf(from);

/** Of the week that the day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

export const isInTerm = ({ firstDay, lastDay }: Term, day: Day): boolean => firstDay <= day && day <= lastDay;

/** The week's number, from 1; null outside of the term. */
export const weekOf = (term: Term, day: Day): number | null =>
	isInTerm(term, day) ? Math.floor(daysBetween(mondayOf(term.firstDay), day) / 7) + 1 : null;

/** How many weeks the term has, the first and the last counted even where they are not whole. */
export const lastWeekOf = (term: Term): number => weekOf(term, term.lastDay) ?? 0;

/** The day of a weekday and week; null where the term has begun later or ended before. */
export const dayIn = (term: Term, week: number, weekday: Weekday): Day | null => {
	const day = addDays(mondayOf(term.firstDay), (week - 1) * 7 + weekday - 1);
	return isInTerm(term, day) ? day : null;
};

/** Every day of the term. */
export const daysOf = ({ firstDay, lastDay }: Term): Day[] =>
	Array.from({ length: Math.max(0, daysBetween(firstDay, lastDay) + 1) }, (_, days) =>
		addDays(firstDay, days),
	);
