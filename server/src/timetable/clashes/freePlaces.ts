// Where there is room for a lesson, when its time is taken. Pure.
import type { Day, Instant } from '@classroom/protocol';
import { addDays, dayOf, startOfDay } from '../days.ts';

export interface Taken {
	readonly from: Instant;
	readonly until: Instant;
}

const minute = 60_000;
/** Starts that are offered lie on whole five minutes of the clock. */
const STEP_MS = 5 * minute;
/** Lessons are offered between these times of the wall clock, ms since midnight. */
const SCHOOL_DAY = { from: 8 * 60 * minute, until: 18 * 60 * minute };
/** The same time is looked for on this many school days after, */
const SCHOOL_DAYS_AHEAD = 5;
/** among so many days: past the longest holiday within a term. */
const DAYS_AHEAD = 21;

/** Where a lesson may be offered. */
export interface OfferedDays {
	readonly timeZone: string;
	/** Whether the day has lessons for those of this one. */
	readonly runs: (day: Day) => boolean;
	/** Whether it might have, by somebody's wish: a weekend. */
	readonly open: (day: Day) => boolean;
}

/** The days about which {@link nearestFree} asks. */
export const offeredDays = (from: Instant, timeZone: string): { readonly from: Day; readonly until: Day } => {
	const day = dayOf(from, timeZone);
	return { from: day, until: addDays(day, DAYS_AHEAD) };
};

/** From when to when {@link nearestFree} has to know what is taken. */
export const searchedFor = (wanted: Taken, days: OfferedDays): Taken => {
	const { timeZone } = days;
	const day = dayOf(wanted.from, timeZone);
	const last = schoolDaysAfter(day, days).at(-1) ?? day;
	return { from: startOfDay(day, timeZone), until: startOfDay(addDays(last, 1), timeZone) };
};

/**
 * Starts at which nothing is taken, nearest first, at most `most`: on the same day, unless it is closed, before and after
 * what is in the way, and at the same time of the school days that follow. None lies before `now`.
 */
export const nearestFree = (
	wanted: Taken,
	taken: readonly Taken[],
	now: Instant,
	days: OfferedDays,
	most = 3,
): Instant[] => {
	const length = wanted.until - wanted.from;
	const isFree = (from: Instant): boolean =>
		from >= now && taken.every((other) => from >= other.until || from + length <= other.from);
	const { timeZone, open } = days;
	const today = open(dayOf(wanted.from, timeZone)) ? sameDay(wanted, taken, timeZone) : [];
	const candidates = [...today, ...daysAfter(wanted.from, days)];
	return [...new Set(candidates)]
		.filter(isFree)
		.toSorted((a, b) => Math.abs(a - wanted.from) - Math.abs(b - wanted.from) || a - b)
		.slice(0, most);
};

const sameDay = (wanted: Taken, taken: readonly Taken[], timeZone: string): Instant[] => {
	const length = wanted.until - wanted.from;
	const midnight = startOfDay(dayOf(wanted.from, timeZone), timeZone);
	const [first, last] = [midnight + SCHOOL_DAY.from, midnight + SCHOOL_DAY.until];
	return taken
		.flatMap((other) => [
			Math.ceil(other.until / STEP_MS) * STEP_MS,
			Math.floor((other.from - length) / STEP_MS) * STEP_MS,
		])
		.filter((from) => from >= first && from + length <= last);
};

const daysAfter = (from: Instant, days: OfferedDays): Instant[] => {
	const { timeZone } = days;
	const day = dayOf(from, timeZone);
	const timeOfDay = from - startOfDay(day, timeZone);
	return schoolDaysAfter(day, days).map((each) => startOfDay(each, timeZone) + timeOfDay);
};

const schoolDaysAfter = (day: Day, { runs }: OfferedDays): Day[] =>
	Array.from({ length: DAYS_AHEAD }, (_, place): Day => addDays(day, place + 1))
		.filter(runs)
		.slice(0, SCHOOL_DAYS_AHEAD);
