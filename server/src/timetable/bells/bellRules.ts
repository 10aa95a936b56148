// What is wrong with the bell schedules of a school. Pure.
import type { BellScheduleInput, FieldIssue } from '@classroom/protocol';
import type { Weekday } from '../term/term.ts';
import type { Period } from './bells.ts';
import { shared } from './bells.ts';

/** Issues under `schedules.<place>`. */
export const bellIssues = (schedules: readonly BellScheduleInput[]): FieldIssue[] =>
	schedules.flatMap((schedule, place) => {
		const path = `schedules.${place}`;
		const before = schedules.slice(0, place);
		const rival = before.some((other) => areRivals(other, schedule));
		return [
			...(before.some(({ name }) => name === schedule.name)
				? [{ path: `${path}.name`, code: 'duplicate' as const }]
				: []),
			...(rival ? [{ path: `${path}.${rivalField(schedule)}`, code: 'duplicate' as const }] : []),
			...(hasTwice(schedule.weekdays ?? [])
				? [{ path: `${path}.weekdays`, code: 'duplicate' as const }]
				: []),
			...periodIssues(schedule.periods).map((issue) => ({ ...issue, path: `${path}.${issue.path}` })),
		];
	});

/** All that is wrong with the periods of one schedule, under `periods.<place>`; each with those before it. */
export const periodIssues = (periods: readonly Period[]): FieldIssue[] =>
	periods.flatMap((period, place): FieldIssue[] => {
		const path = `periods.${place}`;
		const before = periods.slice(0, place);
		return [
			...(period.until <= period.from ? [{ path: `${path}.until`, code: 'end-before-start' as const }] : []),
			...(before.some(({ number }) => number === period.number)
				? [{ path: `${path}.number`, code: 'duplicate' as const }]
				: []),
			...(before.some((other) => shared(other, period) > 0)
				? [{ path: `${path}.from`, code: 'overlap' as const }]
				: []),
		];
	});

type When = Pick<BellScheduleInput, 'season' | 'weekdays'>;

/** Whether there can be a day on which both hold and neither is made for fewer days than the other. */
export const areRivals = (one: When, other: When): boolean =>
	(one.season === null) === (other.season === null) &&
	(one.weekdays === null) === (other.weekdays === null) &&
	seasonsMeet(one.season, other.season) &&
	weekdaysMeet(one.weekdays, other.weekdays);

type Season = NonNullable<When['season']>;

const seasonsMeet = (one: Season | null, other: Season | null): boolean => {
	if (one === null || other === null) return true;
	return stretchesOf(one).some((a) => stretchesOf(other).some((b) => a.from <= b.until && b.from <= a.until));
};

/** Within one year. */
const stretchesOf = ({ from, until }: Season): Season[] =>
	from <= until
		? [{ from, until }]
		: [
				{ from, until: '12-31' },
				{ from: '01-01', until },
			];

const weekdaysMeet = (one: readonly Weekday[] | null, other: readonly Weekday[] | null): boolean =>
	one === null || other === null || one.some((weekday) => other.includes(weekday));

const rivalField = ({ season, weekdays }: When): 'season' | 'weekdays' =>
	season === null && weekdays !== null ? 'weekdays' : 'season';

const hasTwice = (items: readonly unknown[]): boolean => new Set(items).size < items.length;
