// Bell schedules (作息时间表): when a school's periods are, by season and weekday. Pure; times are minutes since
// midnight on the wall.
import type { Day } from '@classroom/protocol';
import type { Weekday } from '../term/term.ts';

export interface Span {
	/** Minutes since midnight. */
	readonly from: number;
	readonly until: number;
}

/** 节次. */
export interface Period extends Span {
	/** As the school counts them, from 1. */
	readonly number: number;
	readonly name: string;
}

export interface BellSchedule {
	readonly name: string;
	/** `MM-DD` to `MM-DD`, both included; over New Year where the first is later. Null: all year. */
	readonly season: { readonly from: string; readonly until: string } | null;
	/** Null: every day of the week. */
	readonly weekdays: readonly Weekday[] | null;
	/** By time. */
	readonly periods: readonly Period[];
}

/** Minutes that two spans have in common. */
export const shared = (one: Span, other: Span): number =>
	Math.max(0, Math.min(one.until, other.until) - Math.max(one.from, other.from));

/**
 * The school's periods of a day that runs as `weekday`. Of several schedules that hold, the one made for the fewest
 * days does: for some weekdays of a season, for some weekdays, for a season, for always.
 */
export const periodsOn = (
	schedules: readonly BellSchedule[],
	day: Day,
	weekday: Weekday,
): readonly Period[] => {
	const holding = schedules.filter(
		({ season, weekdays }) =>
			(season === null || isInSeason(season, day.slice(5))) &&
			(weekdays === null || weekdays.includes(weekday)),
	);
	const special = ({ season, weekdays }: BellSchedule): number =>
		(weekdays === null ? 0 : 2) + (season === null ? 0 : 1);
	return holding.toSorted((a, b) => special(b) - special(a))[0]?.periods ?? [];
};

export const isInSeason = ({ from, until }: { from: string; until: string }, monthDay: string): boolean =>
	from <= until ? from <= monthDay && monthDay <= until : monthDay >= from || monthDay <= until;

/** How one period of the sending school suits the receiving ones. */
export interface Fit {
	readonly period: Period;
	/** For each receiving school, its period that shares most with it; null: it has a break all the while. */
	readonly receiving: readonly { readonly period: Period | null; readonly minutes: number }[];
	/** What all of them share with it at the least, minutes. */
	readonly minutes: number;
	/** Of the period's length, 0 to 1; 1: nobody misses a minute. */
	readonly share: number;
}

/** Best first; of those alike, the earlier. */
export const fitsOf = (
	sending: readonly Period[],
	receiving: readonly (readonly Period[])[],
): readonly Fit[] =>
	sending
		.map((period): Fit => {
			const each = receiving.map((periods) => bestOf(period, periods));
			const length = period.until - period.from;
			const minutes = Math.min(length, ...each.map((best) => best.minutes));
			return { period, receiving: each, minutes, share: length === 0 ? 0 : minutes / length };
		})
		.toSorted((a, b) => b.share - a.share || a.period.from - b.period.from);

const bestOf = (
	span: Span,
	periods: readonly Period[],
): { readonly period: Period | null; readonly minutes: number } =>
	periods.reduce<{ period: Period | null; minutes: number }>(
		(best, period) => {
			const minutes = shared(span, period);
			return minutes > best.minutes ? { period, minutes } : best;
		},
		{ period: null, minutes: 0 },
	);
