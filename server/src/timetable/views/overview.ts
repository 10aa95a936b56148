// What a term's series give each school and class a week, against what it needs. Pure.
import type {
	ClassGroupId,
	Day,
	Need,
	SchoolId,
	SchoolKind,
	SchoolOverview,
	SeriesId,
	Subject,
} from '@classroom/protocol';
import { Subject as Subjects } from '@classroom/protocol';
import { addDays } from '../days.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import type { Term, Weekday } from '../term/term.ts';
import { dayIn, lastWeekOf, mondayOf } from '../term/term.ts';
import type { Weeks } from '../term/weeks.ts';

type Plan = Pick<
	SeriesRecord,
	'seriesId' | 'facts' | 'slots' | 'weeks' | 'fromDay' | 'untilDay' | 'receivingClassrooms' | 'classGroups'
>;

export interface OverviewSchool {
	readonly schoolId: SchoolId;
	readonly name: string;
	readonly kind: SchoolKind;
	readonly needs: readonly Need[];
	/** Lessons it receives that fell away and that nobody made up for. */
	readonly fallenAway: number;
}

/** In the order of the schools. `weeks`: the part of the term that is looked at; without it, all of it. */
export const overviewOf = (
	schools: readonly OverviewSchool[],
	series: readonly Plan[],
	term: Term,
	today: Day,
	weeks: Weeks = weeksIn(term),
): SchoolOverview[] => {
	const since = countedSince(term, today, weeks);
	const perWeek = new Map(series.map((each) => [each.seriesId, perWeekOf(each, term, since, weeks)]));
	const bySchool = groupBy(series, (each) => [
		...each.receivingClassrooms.map(({ schoolId }) => schoolId),
		...each.classGroups.map(({ schoolId }) => schoolId),
	]);
	const byClass = groupBy(series, (each) => each.classGroups.map(({ classGroupId }) => classGroupId));
	return schools.map(({ needs, ...school }) => {
		const own = bySchool.get(school.schoolId) ?? [];
		return {
			...school,
			subjects: againstNeeds(weekly(own, perWeek), needs),
			classes: classesOf(own, school.schoolId).map((each) => ({
				...each,
				subjects: weekly(byClass.get(each.classGroupId) ?? [], perWeek),
			})),
		};
	});
};

const weeksIn = (term: Term): Weeks => Array.from({ length: lastWeekOf(term) }, (_, place) => place + 1);

/**
 * What counts is what is still to come: from next Monday on; of a term that ends before, or has not begun, all of it.
 * So with those `weeks` of it that are looked at.
 */
export const countedSince = (term: Term, today: Day, weeks?: Weeks): Day => {
	const { firstDay, lastDay } = term;
	const next = addDays(mondayOf(today), 7);
	const end = weeks === undefined ? lastDay : addDays(mondayOf(firstDay), 7 * Math.max(...weeks) - 1);
	return next < firstDay || next > lastDay || next > end ? firstDay : next;
};

/** Lessons a week, on the average of those `weeks` from `since` on that have the slot's weekday. */
export const perWeekOf = (
	plan: Pick<Plan, 'slots' | 'weeks' | 'fromDay' | 'untilDay'>,
	term: Term,
	since: Day,
	weeks: Weeks = weeksIn(term),
): number => {
	const wanted = new Set(plan.weeks);
	return plan.slots.reduce((sum, { weekday }) => {
		const days = weeks.flatMap((week) => dayOfWeek(term, week, weekday)).filter(({ day }) => day >= since);
		const held = days.filter(
			({ week, day }) =>
				wanted.has(week) &&
				(plan.fromDay === null || day >= plan.fromDay) &&
				(plan.untilDay === null || day < plan.untilDay),
		);
		return sum + (days.length === 0 ? 0 : held.length / days.length);
	}, 0);
};

const dayOfWeek = (term: Term, week: number, weekday: Weekday) => {
	const day = dayIn(term, week, weekday);
	return day === null ? [] : [{ week, day }];
};

/** To the half lesson: a plan that leaves out the term's last weeks lacks nothing, one of odd weeks alone lacks a half. */
export const lackingOf = (needed: number, perWeek: number): number =>
	Math.max(0, Math.round((needed - perWeek) * 2) / 2);

type Weekly = SchoolOverview['classes'][number]['subjects'];

const weekly = (series: readonly Plan[], perWeek: ReadonlyMap<SeriesId, number>): Weekly => {
	const bySubject = Map.groupBy(series, ({ facts }) => facts.subject);
	return Subjects.options.flatMap((subject) => {
		const own = bySubject.get(subject) ?? [];
		const sum = own.reduce((total, { seriesId }) => total + (perWeek.get(seriesId) ?? 0), 0);
		return sum === 0 ? [] : [{ subject, perWeek: Math.round(sum * 100) / 100 }];
	});
};

const againstNeeds = (has: Weekly, needs: readonly Need[]): SchoolOverview['subjects'] => {
	const given = new Map(has.map(({ subject, perWeek }) => [subject, perWeek]));
	const needed = new Map(needs.map(({ subject, lessons }) => [subject, lessons]));
	const named = (subject: Subject): boolean => given.has(subject) || needed.has(subject);
	return Subjects.options.filter(named).map((subject) => {
		const perWeek = given.get(subject) ?? 0;
		const need = needed.get(subject) ?? null;
		return { subject, perWeek, needed: need, lacking: need === null ? 0 : lackingOf(need, perWeek) };
	});
};

const classesOf = (
	series: readonly Plan[],
	schoolId: SchoolId,
): { readonly classGroupId: ClassGroupId; readonly name: string }[] => {
	const own = series.flatMap(({ classGroups }) => classGroups.filter((each) => each.schoolId === schoolId));
	return [...new Map(own.map(({ classGroupId, name }) => [classGroupId, { classGroupId, name }])).values()];
};

/** Each once under every key that it has. */
const groupBy = <K>(series: readonly Plan[], keysOf: (plan: Plan) => readonly K[]): Map<K, Plan[]> => {
	const groups = new Map<K, Plan[]>();
	for (const each of series) {
		for (const key of new Set(keysOf(each))) groups.set(key, [...(groups.get(key) ?? []), each]);
	}
	return groups;
};
