// Times of day as minutes since midnight, and how periods lie in a day. Pure.
import { readTime } from '../zonedTime.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `08:50` */
export function timeOf(minutes: number): string {
	return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `08:50–09:30` */
export function spanText({ from, until }: Span): string {
	return `${timeOf(from)}–${timeOf(until)}`;
}

/** `8:50`, `850`, full-width too; undefined: no time. */
export function minutesOf(typed: string): number | undefined {
	const time = readTime(typed.normalize('NFKC'));
	if (time === undefined) return undefined;
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
}

export type Span = Readonly<{ from: number; until: number }>;

const HOUR = 60;
/** A day that has no period yet is drawn from eight to five. */
const usual: Span = { from: 8 * HOUR, until: 17 * HOUR };

/** Whole hours around all of these. */
export function hoursAround(spans: readonly Span[]): Span {
	if (spans.length === 0) return usual;
	return {
		from: Math.floor(Math.min(...spans.map(({ from }) => from)) / HOUR) * HOUR,
		until: Math.ceil(Math.max(...spans.map(({ until }) => until)) / HOUR) * HOUR,
	};
}

/** The full hours in it, its ends included. */
export function hoursIn({ from, until }: Span): readonly number[] {
	return Array.from({ length: Math.floor((until - from) / HOUR) + 1 }, (_, place) => from + place * HOUR);
}

/** Where a span lies in a frame, in percent of it. */
export function placeIn(frame: Span, { from, until }: Span): Readonly<{ start: number; size: number }> {
	const length = Math.max(1, frame.until - frame.from);
	return { start: ((from - frame.from) / length) * 100, size: ((until - from) / length) * 100 };
}

/** What two have in common; undefined: nothing. */
export function commonOf(one: Span, other: Span): Span | undefined {
	const from = Math.max(one.from, other.from);
	const until = Math.min(one.until, other.until);
	return from < until ? { from, until } : undefined;
}

export const NOON = 12 * HOUR;
