// Where there is room for a lesson, when its time is taken. Pure.
import type { Day, Instant } from '@classroom/protocol';
import { addDays, dayOf, startOfDay } from '../days.ts';
import { weekdayOf } from '../term/term.ts';

export interface Taken {
	readonly from: Instant;
	readonly until: Instant;
}

const minute = 60_000;
/** Starts that are offered lie on whole five minutes of the clock. */
const STEP_MS = 5 * minute;
/** Lessons are offered between these times of the wall clock, ms since midnight. */
const SCHOOL_DAY = { from: 8 * 60 * minute, until: 18 * 60 * minute };
/** The same time is looked for on this many days after. */
const DAYS_AHEAD = 7;

/** From when to when {@link nearestFree} has to know what is taken. */
export const searchedFor = (wanted: Taken, timeZone: string): Taken => {
	const day = dayOf(wanted.from, timeZone);
	return { from: startOfDay(day, timeZone), until: startOfDay(addDays(day, DAYS_AHEAD + 1), timeZone) };
};

/**
 * Starts at which nothing is taken, nearest first, at most `most`: on the same day before and after what is in the way,
 * and at the same time of the school days that follow. None lies before `now`.
 */
export const nearestFree = (
	wanted: Taken,
	taken: readonly Taken[],
	now: Instant,
	timeZone: string,
	most = 3,
): Instant[] => {
	const length = wanted.until - wanted.from;
	const isFree = (from: Instant): boolean =>
		from >= now && taken.every((other) => from >= other.until || from + length <= other.from);
	const candidates = [...sameDay(wanted, taken, timeZone), ...daysAfter(wanted.from, timeZone)];
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

const daysAfter = (from: Instant, timeZone: string): Instant[] => {
	const day = dayOf(from, timeZone);
	const timeOfDay = from - startOfDay(day, timeZone);
	return Array.from({ length: DAYS_AHEAD }, (_, place): Day => addDays(day, place + 1))
		.filter((each) => weekdayOf(each) < 6)
		.map((each) => startOfDay(each, timeZone) + timeOfDay);
};
