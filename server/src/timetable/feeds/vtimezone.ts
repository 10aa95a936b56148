// What a time zone's name means while a feed's events are, for calendars that do not know the zone, or know it by older
// laws. All of it comes from Intl, so that a feed says what the pages say.
import type { Instant } from '@classroom/protocol';
import { offsetAt } from '../days.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The zone's VTIMEZONE (RFC 5545, 3.6.5) from `from` to `until`: one observance for each change of the clock. */
export const vtimezone = (timeZone: string, from: Instant, until: Instant): string[] => {
	const changes = clockChanges(timeZone, from, until);
	const first = offsetAt(from, timeZone);
	return [
		'BEGIN:VTIMEZONE',
		`TZID:${timeZone}`,
		...observance({ at: -first, before: first, after: first }),
		...changes.flatMap(observance),
		'END:VTIMEZONE',
	];
};

interface ClockChange {
	readonly at: number;
	/** How far the wall clock is ahead of UTC, ms. */
	readonly before: number;
	readonly after: number;
}

const observance = ({ at, before, after }: ClockChange): string[] => {
	const kind = after > before ? 'DAYLIGHT' : 'STANDARD';
	return [
		`BEGIN:${kind}`,
		`DTSTART:${new Date(at + before).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`,
		`TZOFFSETFROM:${utcOffset(before)}`,
		`TZOFFSETTO:${utcOffset(after)}`,
		`END:${kind}`,
	];
};

/** To the minute; no law of these decades has changed a clock within one. */
const clockChanges = (timeZone: string, from: Instant, until: Instant): ClockChange[] => {
	const changes: ClockChange[] = [];
	let before = offsetAt(from, timeZone);
	for (let at = from; at < until; at += dayMs) {
		const after = offsetAt(at + dayMs, timeZone);
		if (after === before) continue;
		let [low, high] = [at, at + dayMs];
		while (high - low > minuteMs) {
			const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
			if (offsetAt(middle, timeZone) === before) low = middle;
			else high = middle;
		}
		changes.push({ at: high, before, after });
		before = after;
	}
	return changes;
};

/** `+0800`. */
const utcOffset = (ms: number): string => {
	const minutes = Math.abs(ms) / minuteMs;
	const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
	return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
};
