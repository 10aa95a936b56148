// The lessons of a series: on which days, in which period, when. Pure.
import type { Day } from '@classroom/protocol';
import type { Period, Span } from '../bells/bells.ts';
import type { Calendar, SchoolDay } from '../term/calendar.ts';
import { schoolDay } from '../term/calendar.ts';
import type { Attending } from '../term/closedOn.ts';
import { closedOn } from '../term/closedOn.ts';
import type { Weekday } from '../term/term.ts';
import { daysOf } from '../term/term.ts';
import type { Weeks } from '../term/weeks.ts';
import type { SlotKey } from './lessonKeys.ts';

/** 周几第几节. */
export interface Slot {
	readonly weekday: Weekday;
	/** Number of the sending school's period. */
	readonly period: number;
	/** Given where the schools' bells do not fit; null: the period's. */
	readonly own: Span | null;
}

export interface SeriesPlan {
	readonly slots: readonly Slot[];
	readonly weeks: Weeks;
}

export interface Occurrence extends Span {
	readonly key: SlotKey;
	readonly day: Day;
	/** What the day runs as. */
	readonly weekday: Weekday;
	readonly week: number;
	readonly period: number;
	/** On a make-up day. */
	readonly madeUp: boolean;
}

/** A lesson that the plan has and the calendar or the bells take away. */
export interface Omission {
	readonly key: SlotKey;
	readonly day: Day;
	readonly period: number;
	readonly why: 'holiday' | 'exam' | 'closed' | 'no-such-period';
	/** The day's name or the closure's reason; null: it has none. */
	readonly reason: string | null;
}

export interface Occurrences {
	/** By time. */
	readonly lessons: readonly Occurrence[];
	readonly omitted: readonly Omission[];
}

export interface SeriesWorld {
	readonly calendar: Calendar;
	/** The sending school's, of a day that runs as `weekday`. */
	readonly periodsOn: (day: Day, weekday: Weekday) => readonly Period[];
	/** Who takes part on that day: whoever gives the lesson, and whoever receives it. */
	readonly attendance: (day: Day) => Attending;
}

export const occurrencesOf = (plan: SeriesPlan, world: SeriesWorld): Occurrences => {
	const weeks = new Set(plan.weeks);
	const found = daysOf(world.calendar.term).flatMap((day) => onDay(plan.slots, weeks, day, world));
	const lessons = numbered(found.filter((each): each is Occurrence => !('why' in each)));
	return { lessons, omitted: found.filter((each): each is Omission => 'why' in each) };
};

/** The second of two lessons of the plan's one place gets a key of its own. */
const numbered = (lessons: readonly Occurrence[]): Occurrence[] => {
	const times = new Map<SlotKey, number>();
	return lessons.map((lesson) => {
		const time = (times.get(lesson.key) ?? 0) + 1;
		times.set(lesson.key, time);
		return time === 1 ? lesson : { ...lesson, key: `${lesson.key}-${time}` };
	});
};

/** What the day would be without the calendar's special days: what a holiday takes away. */
const usualDay = (calendar: Calendar, day: Day): SchoolDay =>
	schoolDay({ ...calendar, specialDays: new Map() }, day);

const onDay = (
	slots: readonly Slot[],
	weeks: ReadonlySet<number>,
	day: Day,
	world: SeriesWorld,
): (Occurrence | Omission)[] => {
	const runs = schoolDay(world.calendar, day);
	const usual = runs.lessons ? runs : usualDay(world.calendar, day);
	if (!usual.lessons || !weeks.has(usual.week)) return [];
	const { weekday, week, madeUp } = usual;
	const wanted = slots.filter((slot) => slot.weekday === weekday);
	if (wanted.length === 0) return [];
	const closed = closedOn(world.calendar, day, world.attendance(day));
	const periods = world.periodsOn(day, weekday);
	return wanted
		.map(({ period, own }): { from: number; found: Occurrence | Omission } => {
			const key = `${week}-${weekday}-${period}`;
			const span = own ?? periods.find(({ number }) => number === period);
			if (closed !== null || span === undefined) {
				const { why, reason } = closed ?? { why: 'no-such-period' as const, reason: null };
				return { from: 0, found: { key, day, period, why, reason } };
			}
			const { from, until } = span;
			return { from, found: { key, day, weekday, week, period, madeUp, from, until } };
		})
		.toSorted((a, b) => a.from - b.from)
		.map(({ found }) => found);
};
