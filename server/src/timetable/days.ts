// Calendar days in a time zone. Pure: the zone is an argument, and all it knows comes from Intl.
import type { Day, Instant } from '@classroom/protocol';

const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
	const known = formats.get(timeZone);
	if (known !== undefined) return known;
	const made = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	formats.set(timeZone, made);
	return made;
};

/** As many instants are remembered of a zone: the lessons of a term begin and end at a few hundred. */
const MOST_KNOWN = 20_000;
const shownIn = new Map<string, Map<Instant, number>>();

/** What the wall clock shows, as if it were UTC; whole seconds. */
export const wallClock = (instant: Instant, timeZone: string): number => {
	const known = shownIn.get(timeZone) ?? new Map<Instant, number>();
	shownIn.set(timeZone, known);
	const remembered = known.get(instant);
	if (remembered !== undefined) return remembered;
	if (known.size >= MOST_KNOWN) known.clear();
	const shown = askWallClock(instant, timeZone);
	known.set(instant, shown);
	return shown;
};

const askWallClock = (instant: Instant, timeZone: string): number => {
	const parts = new Map(
		formatFor(timeZone)
			.formatToParts(instant)
			.map((part) => [part.type, part.value]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
	return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

/** How far the zone's wall clock is ahead of UTC at that instant, ms. */
export const offsetAt = (instant: Instant, timeZone: string): number =>
	wallClock(instant, timeZone) - Math.floor(instant / 1000) * 1000;

/** Whether the wall clock shows the same twice: within the hour that is repeated when it is put back. */
export const isAmbiguous = (instant: Instant, timeZone: string): boolean => {
	const wall = wallClock(instant, timeZone);
	const second = Math.floor(instant / 1000) * 1000;
	// No law of this century puts a clock back by more than 3 hours.
	return [-3, 3].some((hours) => {
		const other = wall - offsetAt(instant + hours * 3_600_000, timeZone);
		return other !== second && wallClock(other, timeZone) === wall;
	});
};

const isoDay = (asUtc: number): Day => new Date(asUtc).toISOString().slice(0, 10);

const midnightUtc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The day that the calendar on the wall shows at that instant. */
export const dayOf = (instant: Instant, timeZone: string): Day => isoDay(wallClock(instant, timeZone));

export const addDays = (day: Day, days: number): Day => isoDay(midnightUtc(day) + days * dayMs);

/**
 * The day's first instant: midnight, or later where the clock jumps over midnight. A day that a zone left out
 * altogether (Samoa, 30 December 2011) is empty: it begins when the next one does.
 */
export const startOfDay = (day: Day, timeZone: string): Instant => {
	const midnight = midnightUtc(day);
	const offsets = [midnight - dayMs, midnight, midnight + dayMs].map((at) => offsetAt(at, timeZone));
	const candidates = offsets.map((offset) => midnight - offset);
	const fitting = candidates.filter((candidate) => dayOf(candidate, timeZone) === day);
	return fitting.length === 0 ? Math.max(...candidates) : Math.min(...fitting);
};

/** From the day's first instant up to and without the next day's. */
export const dayBounds = (day: Day, timeZone: string): { from: Instant; until: Instant } => ({
	from: startOfDay(day, timeZone),
	until: startOfDay(addDays(day, 1), timeZone),
});

/**
 * When the clock on the wall shows that many minutes since midnight. A time that is left out as the clock goes forward
 * is the one as much later; of one that comes twice it is the first.
 */
export const timeOn = (day: Day, minutes: number, timeZone: string): Instant => {
	const key = `${timeZone} ${day} ${minutes}`;
	const known = times.get(key);
	if (known !== undefined) return known;
	const time = workedOut(day, minutes, timeZone);
	if (times.size >= TIMES_KEPT) times.clear();
	times.set(key, time);
	return time;
};

/** What Intl says takes long, and a term's lessons begin at the same few times of the same days. */
const times = new Map<string, Instant>();
const TIMES_KEPT = 20_000;

const workedOut = (day: Day, minutes: number, timeZone: string): Instant => {
	const wall = midnightUtc(day) + minutes * 60_000;
	const offsets = [wall - dayMs, wall + dayMs].map((at) => offsetAt(at, timeZone));
	const candidates = offsets.map((offset) => wall - offset).toSorted((a, b) => a - b);
	const shown = candidates.find((candidate) => wallClock(candidate, timeZone) === wall);
	return shown ?? Math.max(...candidates);
};

/** What the clock on the wall shows, minutes since midnight. */
export const minutesOn = (instant: Instant, timeZone: string): number =>
	Math.floor((wallClock(instant, timeZone) % dayMs) / 60_000);
