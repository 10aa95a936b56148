// The calendar that a term begins with. Pure.
import type { CalendarRecord, TermRecord } from './calendarReader.ts';
import { publishedDays } from './published.ts';

/** With the holidays and make-up days that are published. */
export const newCalendar = (term: TermRecord): CalendarRecord => ({
	term,
	specialDays: new Map(publishedDays(term).days.map((special) => [special.day, special])),
	closures: [],
});
