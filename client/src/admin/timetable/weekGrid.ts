// A week as a timetable draws it: days across, periods down, and each lesson in the place where it lies. Pure; times
// are minutes since midnight on the county's clock.
import type {
	BellSchedule,
	Closure,
	Period,
	SpecialDay,
	TermCalendar,
	TimetableLesson,
} from '@classroom/protocol';
import { isoDate, wallClock } from '../../format/index.ts';
import type { Span } from '../bells/bellTimes.ts';
import { isInTerm, marksOf, weekdayOf, weekNumber } from '../calendar/monthGrid.ts';
import { shiftedDay, weekOf } from '../zonedTime.ts';

export type GridDay = Readonly<{
	day: string;
	/** 1 to 7: what it runs as. */
	weekday: number;
	/** Of the term; null: outside of it. */
	week: number | null;
	special: SpecialDay | undefined;
	closures: readonly Closure[];
	/** Why there are no lessons by the calendar; `closed`: of whose timetable it is. Null: there are. */
	closed: 'holiday' | 'exam' | 'closed' | 'outside' | null;
	periods: readonly Period[];
}>;

export type GridRow = Readonly<{
	key: string;
	/** Null: lessons that lie in no period, or a school without bells. */
	period: number | null;
	name: string | null;
	/** On the first day that has it. */
	span: Span;
}>;

export type PlacedLesson = Readonly<{ lesson: TimetableLesson; day: string; span: Span }>;

export type WeekGrid = Readonly<{
	days: readonly GridDay[];
	rows: readonly GridRow[];
	/** By {@link cellKey}. */
	cells: ReadonlyMap<string, readonly PlacedLesson[]>;
}>;

export const cellKey = (day: string, row: string): string => `${day} ${row}`;

const HALF_HOUR = 30;
/** Where no bells are known. */
const usual: Span = { from: 8 * 60, until: 17 * 60 + 30 };

const isInSeason = ({ from, until }: { from: string; until: string }, monthDay: string): boolean =>
	from <= until ? from <= monthDay && monthDay <= until : monthDay >= from || monthDay <= until;

type Schedule = Pick<BellSchedule, 'season' | 'weekdays' | 'periods'>;

/** A school's periods on a day that runs as `weekday`: of several schedules the one made for the fewest days holds. */
export function periodsOn(schedules: readonly Schedule[], day: string, weekday: number): readonly Period[] {
	const special = ({ season, weekdays }: Schedule): number =>
		(weekdays === null ? 0 : 2) + (season === null ? 0 : 1);
	const holding = schedules.filter(
		({ season, weekdays }) =>
			(season === null || isInSeason(season, day.slice(5))) &&
			(weekdays === null || weekdays.some((each) => each === weekday)),
	);
	return holding.toSorted((a, b) => special(b) - special(a))[0]?.periods ?? [];
}

/** From Monday to Sunday; the weekend only where something is on it. */
export function daysOfWeek(
	inWeek: string,
	calendar: TermCalendar | undefined,
	schedules: readonly Schedule[],
	taken: ReadonlySet<string>,
	isClosedBy = isWholeCounty,
): readonly GridDay[] {
	const { first } = weekOf(inWeek);
	return Array.from({ length: 7 }, (_, place) => shiftedDay(first, place))
		.map((day) => dayOf(day, calendar, schedules, isClosedBy))
		.filter(({ day, special }) => weekdayOf(day) < 6 || special?.kind === 'make-up' || taken.has(day));
}

/** Those that keep a school away; undefined: all that there are. */
export const closuresFor = (
	closures: readonly Closure[],
	schoolId: string | undefined,
): readonly Closure[] =>
	schoolId === undefined
		? closures
		: closures.filter(({ schoolIds }) => schoolIds === null || schoolIds.some((each) => each === schoolId));

const isWholeCounty = ({ schoolIds }: Closure): boolean => schoolIds === null;

/** A closure that leaves a school, or else a community, without lessons. */
export const closureOf =
	(schoolId: string | undefined, communityId?: string) =>
	({ schoolIds, whom }: Closure): boolean =>
		schoolIds === null ||
		schoolIds.some((each) => each === schoolId) ||
		(whom.kind === 'community' && whom.communityId === communityId);

/** `isClosedBy`: which closures leave those whose timetable it is without lessons. */
export function dayOf(
	day: string,
	calendar: TermCalendar | undefined,
	schedules: readonly Schedule[],
	isClosedBy = isWholeCounty,
): GridDay {
	const specialDays = new Map(calendar?.specialDays.map((special) => [special.day, special]));
	const { special, closures } = marksOf(day, specialDays, calendar?.closures ?? []);
	const weekday = special?.kind === 'make-up' ? special.asWeekday : weekdayOf(day);
	const outside = calendar !== undefined && !isInTerm(calendar.term, day);
	const free = special !== undefined && special.kind !== 'make-up' ? special.kind : null;
	const closed = free ?? (closures.some(isClosedBy) ? 'closed' : null);
	return {
		day,
		weekday,
		week: calendar === undefined ? null : weekNumber(calendar.term, day),
		special,
		closures,
		closed: outside ? 'outside' : closed,
		periods: periodsOn(schedules, day, weekday),
	};
}

/** Where a span of instants lies on the clock of `zone`. */
export function spanOn({ from, until }: { from: number; until: number }, zone: string): Span {
	const { hour, minute } = wallClock(from, zone);
	const start = hour * 60 + minute;
	return { from: start, until: start + Math.round((until - from) / 60_000) };
}

/** Where lessons lie on the clock of `zone`. */
export function placed(lessons: readonly TimetableLesson[], zone: string): readonly PlacedLesson[] {
	return lessons.map((lesson) => ({
		lesson,
		day: isoDate(lesson.from, zone),
		span: spanOn(lesson, zone),
	}));
}

/** What two have in common, minutes. */
const shared = (one: Span, other: Span): number =>
	Math.max(0, Math.min(one.until, other.until) - Math.max(one.from, other.from));

/** The period that a lesson lies in: that shares most with it. */
const periodOf = (periods: readonly Period[], span: Span): Period | undefined =>
	periods.reduce<Period | undefined>(
		(best, period) => (shared(period, span) > (best ? shared(best, span) : 0) ? period : best),
		undefined,
	);

export function weekGrid(days: readonly GridDay[], lessons: readonly PlacedLesson[]): WeekGrid {
	const byNumber = new Map<number, Period>();
	for (const { periods } of days)
		for (const period of periods) if (!byNumber.has(period.number)) byNumber.set(period.number, period);
	const own = [...byNumber.values()].map(rowOf);
	const rows = new Map((own.length === 0 ? halfHours() : own).map((row) => [row.key, row]));
	const cells = new Map<string, PlacedLesson[]>();
	const periodsOfDay = new Map(days.map(({ day, periods }) => [day, periods]));
	for (const each of lessons) {
		const periods = periodsOfDay.get(each.day);
		if (periods === undefined) continue;
		const period = periodOf(periods, each.span);
		const row = period === undefined ? halfHour(each.span.from) : rowOf(period);
		if (!rows.has(row.key)) rows.set(row.key, row);
		const key = cellKey(each.day, row.key);
		cells.set(key, [...(cells.get(key) ?? []), each]);
	}
	// Beside periods a half-hour is none of the school's: what stands there says when it is.
	const all = [...rows.values()].map((row) =>
		own.length > 0 && row.period === null ? { ...row, span: around(days, row, cells) } : row,
	);
	return { days, rows: all.toSorted((a, b) => a.span.from - b.span.from), cells };
}

/** From the first that begins to the last that ends of the lessons in a row. */
function around(days: readonly GridDay[], row: GridRow, cells: WeekGrid['cells']): Span {
	const spans = days.flatMap(({ day }) => cells.get(cellKey(day, row.key)) ?? []).map(({ span }) => span);
	if (spans.length === 0) return row.span;
	return {
		from: Math.min(...spans.map(({ from }) => from)),
		until: Math.max(...spans.map(({ until }) => until)),
	};
}

const rowOf = ({ number, name, from, until }: Period): GridRow => ({
	key: `p${number}`,
	period: number,
	name,
	span: { from, until },
});

function halfHour(minutes: number): GridRow {
	const from = Math.floor(minutes / HALF_HOUR) * HALF_HOUR;
	return { key: `t${from}`, period: null, name: null, span: { from, until: from + HALF_HOUR } };
}

const halfHours = (): readonly GridRow[] =>
	Array.from({ length: (usual.until - usual.from) / HALF_HOUR }, (_, place) =>
		halfHour(usual.from + place * HALF_HOUR),
	);

/** What a day of the grid runs as, 1 to 7: a make-up Saturday as the day that it makes up for. */
export const runsAs = (days: readonly GridDay[], day: string): number =>
	days.find((each) => each.day === day)?.weekday ?? weekdayOf(day);

/** When the row is on that day; null: the day has no such period. */
export function spanIn(row: GridRow, { periods }: GridDay): Span | null {
	if (row.period === null) return row.span;
	const own = periods.find(({ number }) => number === row.period);
	return own === undefined ? null : { from: own.from, until: own.until };
}
