// A term's months as a wall calendar draws them: weeks down, Monday to Sunday across. Pure; days are calendar days
// without a zone.
import type { Closure, SpecialDay, Term } from '@classroom/protocol';
import { shiftedDay, weekOf } from '../zonedTime.ts';

export type TermDays = Pick<Term, 'firstDay' | 'lastDay'>;

export type GridWeek = Readonly<{
	/** Its Monday, which may lie in another month. */
	monday: string;
	/** Of the term. */
	number: number;
	/** Seven; null: drawn in another month. */
	days: readonly (string | null)[];
}>;

export type GridMonth = Readonly<{
	/** `2026-09` */
	month: string;
	weeks: readonly GridWeek[];
}>;

const DAY_MS = 86_400_000;

const daysFrom = (from: string, until: string): number =>
	Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export const isInTerm = ({ firstDay, lastDay }: TermDays, day: string): boolean =>
	firstDay <= day && day <= lastDay;

/** The number of the week that a day lies in; null: not of the term. */
export function weekNumber(term: TermDays, day: string): number | null {
	const { first, last } = weekOf(day);
	if (last < term.firstDay || first > term.lastDay) return null;
	return Math.floor(daysFrom(weekOf(term.firstDay).first, day) / 7) + 1;
}

/**
 * Every month that a day of the term lies in, with the weeks that do. A month of which the term has but the week that
 * it shares with its neighbour is drawn with that.
 */
export function monthsOf(term: TermDays): readonly GridMonth[] {
	const months: GridMonth[] = [];
	for (let month = term.firstDay.slice(0, 7); month <= term.lastDay.slice(0, 7); month = nextMonth(month)) {
		months.push({ month, weeks: weeksOf(term, month) });
	}
	return withoutSlivers(months);
}

function withoutSlivers(months: readonly GridMonth[]): readonly GridMonth[] {
	const [first, second, ...later] = months;
	if (!first || !second) return months;
	const begun = isSliver(first, second.weeks[0]) ? [merged(second, first), ...later] : months;
	const [last, previous] = [begun.at(-1), begun.at(-2)];
	if (!last || !previous || !isSliver(last, previous.weeks.at(-1))) return begun;
	return [...begun.slice(0, -2), merged(previous, last)];
}

/** Whether the one week that it has is also `shared`. */
const isSliver = ({ weeks }: GridMonth, shared: GridWeek | undefined): boolean =>
	weeks.length === 1 && weeks[0]?.monday === shared?.monday;

function merged({ month, weeks }: GridMonth, sliver: GridMonth): GridMonth {
	const [shared] = sliver.weeks;
	return {
		month,
		weeks: weeks.map((week) =>
			week.monday === shared?.monday
				? { ...week, days: week.days.map((day, place) => day ?? shared.days[place] ?? null) }
				: week,
		),
	};
}

function nextMonth(month: string): string {
	return shiftedDay(`${month}-28`, 4).slice(0, 7);
}

function weeksOf(term: TermDays, month: string): readonly GridWeek[] {
	const weeks: GridWeek[] = [];
	let monday = weekOf(`${month}-01`).first;
	do {
		const days = Array.from({ length: 7 }, (_, place) => shiftedDay(monday, place));
		const number = weekNumber(term, monday);
		if (number !== null) {
			weeks.push({ monday, number, days: days.map((day) => (day.startsWith(month) ? day : null)) });
		}
		monday = shiftedDay(monday, 7);
	} while (monday.startsWith(month));
	return weeks;
}

/** From the first to the last day, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
	return Array.from({ length: Math.max(0, daysFrom(first, last) + 1) }, (_, place) =>
		shiftedDay(first, place),
	);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
	return daysFrom(weekOf(day).first, day) + 1;
}

export type DayMarks = Readonly<{ special: SpecialDay | undefined; closures: readonly Closure[] }>;

export function marksOf(
	day: string,
	specialDays: ReadonlyMap<string, SpecialDay>,
	closures: readonly Closure[],
): DayMarks {
	return {
		special: specialDays.get(day),
		closures: closures.filter(({ from, until }) => from <= day && day <= until),
	};
}

/** The term that is on; else the next; else the last there was. `terms`: the latest first. */
export function currentTerm<T extends TermDays>(terms: readonly T[], today: string): T | undefined {
	return terms.filter((term) => term.lastDay >= today).at(-1) ?? terms[0];
}
