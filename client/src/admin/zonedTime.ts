// Days and times of the county's wall clock as instants and back.
import { isoDate, timeText, wallClock } from '../format/index.ts';

const DAY_MS = 86_400_000;

const clockReading = /^([01]?\d|2[0-3]):?([0-5]\d)$/;

/** `8:50`, `0850` or `08:50` as `08:50`; undefined for anything else. */
export function readTime(typed: string): string | undefined {
	const found = clockReading.exec(typed.trim().replace('：', ':'));
	const [, hour, minute] = found ?? [];
	return hour === undefined || minute === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/** What the wall clock of `zone` shows at `instant`, as if it were UTC. */
function shown(instant: number, zone: string): number {
	const { year, month, day, hour, minute, second } = wallClock(instant, zone);
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant (UTC ms) at which the clock of `zone` shows `time` (`08:50`) on `day` (`2026-03-05`). Where clocks are
 * put forward and never show it, the instant as long after the change.
 */
export function instantOf(day: string, time: string, zone: string): number {
	const wanted = Date.parse(`${day}T${time}:00Z`);
	const first = wanted - (shown(wanted, zone) - wanted);
	return first - (shown(first, zone) - wanted);
}

/** Day and time of `instant` on the clock of `zone`. */
export function partsOf(instant: number, zone: string): Readonly<{ day: string; time: string }> {
	return { day: isoDate(instant, zone), time: timeText(instant, zone) };
}

/** `day` moved by whole days. */
export function shiftedDay(day: string, by: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

/** Monday to Sunday of the week that `day` is in. */
export function weekOf(day: string): Readonly<{ first: string; last: string }> {
	const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
	return { first: shiftedDay(day, -weekday), last: shiftedDay(day, 6 - weekday) };
}
