// When a teacher is away, as a form has it: by the school's periods, and what is of no period beside them. Pure.
import type { BellSchedule, Period, TeachingProfile, Weekday } from '@classroom/protocol';
import { periodsOn } from '../timetable/weekGrid.ts';

export type Away = TeachingProfile['away'];
type AwaySpan = Away[number];

/** The periods of a weekday on which the form is filled in. */
export type PeriodsOf = (weekday: Weekday) => readonly Period[];

export const periodsBy =
	(schedules: readonly BellSchedule[], day: string): PeriodsOf =>
	(weekday) =>
		periodsOn(schedules, day, weekday);

const overlaps = (one: { from: number; until: number }, other: { from: number; until: number }): boolean =>
	one.from < other.until && other.from < one.until;

/** Whether any of the period is within a time when the teacher is away. */
export const isAway = (away: Away, weekday: Weekday, period: Period | undefined): boolean =>
	period !== undefined && away.some((span) => span.weekday === weekday && overlaps(span, period));

/** Switches one period: a time that only touches it is cut where the period begins and ends. */
export function withAway(away: Away, weekday: Weekday, period: Period, isGone: boolean): Away {
	const rest = away.flatMap((span): AwaySpan[] => {
		if (span.weekday !== weekday || !overlaps(span, period)) return [span];
		return [
			{ weekday, from: span.from, until: Math.min(span.until, period.from) },
			{ weekday, from: Math.max(span.from, period.until), until: span.until },
		].filter(({ from, until }) => from < until);
	});
	return isGone ? merged([...rest, { weekday, from: period.from, until: period.until }]) : rest;
}

/** Spans that meet become one; a break between two periods stays a break. */
function merged(away: Away): Away {
	const sorted = [...away].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
	const result: AwaySpan[] = [];
	for (const span of sorted) {
		const last = result[result.length - 1];
		if (last?.weekday === span.weekday && span.from <= last.until) {
			result[result.length - 1] = { ...last, until: Math.max(last.until, span.until) };
		} else result.push(span);
	}
	return result;
}

/** Those that touch no period: the form does not show them, and keeps them. */
export const beside = (away: Away, periods: PeriodsOf): Away =>
	away.filter((span) => !periods(span.weekday).some((period) => overlaps(span, period)));
