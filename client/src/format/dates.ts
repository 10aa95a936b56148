// Dates and times as people in a school write them. An instant is UTC ms; the zone is always the county's,
// never the browser's: a teacher on a journey still teaches at 08:50 of her school.
import type { Language } from './language.ts';

type Parts = Readonly<{
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
}>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
	const known = formatters.get(zone);
	if (known) return known;
	const made = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		calendar: 'gregory',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	formatters.set(zone, made);
	return made;
}

/** The wall clock of `zone` (IANA name) at `instant` (UTC ms). */
export function wallClock(instant: number, zone: string): Parts {
	const found: Record<string, number> = {};
	for (const { type, value } of formatter(zone).formatToParts(instant)) found[type] = Number(value);
	const part = (name: string): number => found[name] ?? 0;
	return {
		year: part('year'),
		month: part('month'),
		day: part('day'),
		hour: part('hour'),
		minute: part('minute'),
		second: part('second'),
	};
}

const two = (value: number): string => String(value).padStart(2, '0');

const weekdays = {
	'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
	en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

/** `周四`, `Thu`; `weekday`: 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayText = (weekday: number, language: Language): string =>
	weekdays[language][weekday % 7] ?? String(weekday);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `3月5日 周四`, `Thu 5 Mar`; with the year when it is not the year of `now`. */
export function dateText(instant: number, zone: string, language: Language, now: number): string {
	const { year, month, day } = wallClock(instant, zone);
	const weekday = weekdays[language][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
	const otherYear = wallClock(now, zone).year !== year;
	if (language === 'zh-CN') return `${otherYear ? `${year}年` : ''}${month}月${day}日 ${weekday}`;
	return `${weekday} ${day} ${months[month - 1] ?? ''}${otherYear ? ` ${year}` : ''}`;
}

/** `08:50` */
export function timeText(instant: number, zone: string): string {
	const { hour, minute } = wallClock(instant, zone);
	return `${two(hour)}:${two(minute)}`;
}

/** `08:50:07`, for a clock that shows it runs. */
export function clockText(instant: number, zone: string): string {
	return `${timeText(instant, zone)}:${two(wallClock(instant, zone).second)}`;
}

/** `08:50–09:30`; an end on a later day says which: `23:50–00:30 +1`. */
export function timeRange(startsAt: number, endsAt: number, zone: string): string {
	const days = dayNumber(endsAt, zone) - dayNumber(startsAt, zone);
	return `${timeText(startsAt, zone)}–${timeText(endsAt, zone)}${days > 0 ? ` +${days}` : ''}`;
}

/** Days since 1970-01-01 on the calendar of `zone`: equal for two instants of the same day there. */
export function dayNumber(instant: number, zone: string): number {
	const { year, month, day } = wallClock(instant, zone);
	return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** The day of `instant` in `zone` as `2026-03-05`, the form of dates in the API. */
export function isoDate(instant: number, zone: string): string {
	const { year, month, day } = wallClock(instant, zone);
	return `${year}-${two(month)}-${two(day)}`;
}
