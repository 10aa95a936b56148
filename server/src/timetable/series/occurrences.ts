// The lessons of a series: on which days, in which period, when. Pure.
import type { Day } from '@classroom/protocol';
import type { Period, Span } from '../bells/bells.ts';
import type { Attendance, Calendar } from '../term/calendar.ts';
import { closureFor, schoolDay } from '../term/calendar.ts';
import type { Weekday } from '../term/term.ts';
import { daysOf } from '../term/term.ts';
import type { Weeks } from '../term/weeks.ts';

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
	readonly day: Day;
	readonly period: number;
	readonly why: 'holiday' | 'exam' | 'closed' | 'no-such-period';
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
	/** Who takes part on that day. */
	readonly attendance: (day: Day) => readonly Attendance[];
}

export const occurrencesOf = (plan: SeriesPlan, world: SeriesWorld): Occurrences => {
	const weeks = new Set(plan.weeks);
	const lessons: Occurrence[] = [];
	const omitted: Omission[] = [];
	for (const day of daysOf(world.calendar.term)) {
		for (const found of onDay(plan.slots, weeks, day, world)) {
			if ('why' in found) omitted.push(found);
			else lessons.push(found);
		}
	}
	return { lessons, omitted };
};

const onDay = (
	slots: readonly Slot[],
	weeks: ReadonlySet<number>,
	day: Day,
	{ calendar, periodsOn, attendance }: SeriesWorld,
): (Occurrence | Omission)[] => {
	const runs = schoolDay(calendar, day);
	const usual = runs.lessons ? runs : schoolDay({ ...calendar, specialDays: new Map() }, day);
	if (!usual.lessons || !weeks.has(usual.week)) return [];
	const { weekday, week, madeUp } = usual;
	const wanted = slots.filter((slot) => slot.weekday === weekday);
	if (wanted.length === 0) return [];
	const why = runs.lessons
		? closureFor(calendar, day, attendance(day)) === null
			? null
			: ('closed' as const)
		: runs.why === 'exam'
			? ('exam' as const)
			: ('holiday' as const);
	const periods = periodsOn(day, weekday);
	return wanted
		.map(({ period, own }) => {
			if (why !== null) return { day, period, why, from: 0 };
			const span = own ?? periods.find(({ number }) => number === period);
			if (span === undefined) return { day, period, why: 'no-such-period' as const, from: 0 };
			return { day, weekday, week, period, madeUp, from: span.from, until: span.until };
		})
		.toSorted((a, b) => a.from - b.from)
		.map((each) => ('why' in each ? { day: each.day, period: each.period, why: each.why } : each));
};
