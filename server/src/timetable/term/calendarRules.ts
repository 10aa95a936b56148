// What a change makes of a calendar, and which changes there cannot be. Pure.
import type { CalendarChange, ClosureId, Day, FieldIssue, TermInput } from '@classroom/protocol';
import { TERM_MAX_DAYS } from '@classroom/protocol';
import { addDays } from '../days.ts';
import type { SpecialDay } from './calendar.ts';
import type { CalendarRecord, ClosureRecord } from './calendarReader.ts';
import { publishedDays } from './published.ts';
import type { Term } from './term.ts';
import { daysBetween, isInTerm, lastWeekOf, mondayOf } from './term.ts';

export type ChangedCalendar =
	| { readonly ok: true; readonly calendar: CalendarRecord }
	| { readonly ok: false; readonly issues: readonly FieldIssue[] };

export interface ChangeContext {
	/** In the county. What is before stays as it is. */
	readonly today: Day;
	/** For what is closed by this change. */
	readonly closureId: ClosureId;
}

/** Issues under `change`, as the request is laid out. */
export const changedCalendar = (
	calendar: CalendarRecord,
	change: CalendarChange,
	context: ChangeContext,
): ChangedCalendar => {
	switch (change.what) {
		case 'term':
			return moved(calendar, change.term, context.today);
		case 'special-days':
			return withSpecialDays(calendar, change.days, context.today);
		case 'ordinary-days':
			return withoutSpecialDays(calendar, change.days, context.today);
		case 'close':
			return closed(calendar, change.closure, context);
		case 'reopen':
			return reopened(calendar, change.closureId, context.today);
	}
};

const outcome = (issues: readonly FieldIssue[], after: () => CalendarRecord): ChangedCalendar =>
	issues.length > 0 ? { ok: false, issues } : { ok: true, calendar: after() };

/** What is wrong with the dates of a term. */
export const termIssues = ({ firstDay, lastDay }: Term): FieldIssue[] => {
	if (lastDay < firstDay) return [{ path: 'lastDay', code: 'end-before-start' }];
	const tooLong = daysBetween(firstDay, lastDay) >= TERM_MAX_DAYS;
	return tooLong ? [{ path: 'lastDay', code: 'out-of-range' }] : [];
};

const moved = (calendar: CalendarRecord, input: TermInput, today: Day): ChangedCalendar => {
	const { term: before } = calendar;
	const issues = [...termIssues(input), ...pastIssues(before, input, today)];
	return outcome(
		issues.map(({ path, code }) => ({ path: `change.term.${path}`, code })),
		() => {
			const term = { ...before, ...input };
			return {
				term,
				specialDays: movedSpecialDays(calendar, term, today),
				closures: calendar.closures.flatMap((closure) => within(term, closure)),
			};
		},
	);
};

/** Days that come to the term or leave it are not in the past. */
const pastIssues = (before: Term, after: Term, today: Day): FieldIssue[] => {
	const first = earlier(before.firstDay, after.firstDay);
	const last = addDays(earlier(before.lastDay, after.lastDay), 1);
	return [
		...(before.firstDay !== after.firstDay && first < today
			? [{ path: 'firstDay', code: 'in-the-past' as const }]
			: []),
		...(before.lastDay !== after.lastDay && last < today
			? [{ path: 'lastDay', code: 'in-the-past' as const }]
			: []),
	];
};

const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
const later = (one: Day, other: Day): Day => (one > other ? one : other);

const movedSpecialDays = (
	{ term: before, specialDays }: CalendarRecord,
	after: Term,
	today: Day,
): ReadonlyMap<Day, SpecialDay> => {
	const kept = [...specialDays.values()]
		.filter(({ day }) => isInTerm(after, day))
		.map((special) => inWeeksOf(special, before, after));
	const added = publishedDays(after).days.filter(({ day }) => !isInTerm(before, day) && day >= today);
	return byDay([...kept, ...added]);
};

/** The make-up day stands for the same day as before, which now is in another week. */
const inWeeksOf = (special: SpecialDay, before: Term, after: Term): SpecialDay => {
	if (special.kind !== 'make-up' || special.ofWeek === null) return special;
	const shift = daysBetween(mondayOf(after.firstDay), mondayOf(before.firstDay)) / 7;
	const week = special.ofWeek + shift;
	return { ...special, ofWeek: week >= 1 && week <= lastWeekOf(after) ? week : null };
};

const within = ({ firstDay, lastDay }: Term, closure: ClosureRecord): ClosureRecord[] => {
	const [from, until] = [later(closure.from, firstDay), earlier(closure.until, lastDay)];
	return from <= until ? [{ ...closure, from, until }] : [];
};

const byDay = (days: readonly SpecialDay[]): ReadonlyMap<Day, SpecialDay> =>
	new Map(days.toSorted((a, b) => (a.day < b.day ? -1 : 1)).map((special) => [special.day, special]));

const withSpecialDays = (
	calendar: CalendarRecord,
	days: readonly SpecialDay[],
	today: Day,
): ChangedCalendar => {
	const issues = days.flatMap((special, place): FieldIssue[] => {
		const path = `change.days.${place}`;
		const same = isSame(calendar.specialDays.get(special.day), special);
		const twice = days.findIndex(({ day }) => day === special.day) !== place;
		return [
			...(twice ? [{ path: `${path}.day`, code: 'duplicate' as const }] : []),
			...(same ? [] : dayIssues(calendar.term, special.day, `${path}.day`, today)),
			...weekIssues(calendar.term, special, `${path}.ofWeek`),
		];
	});
	return outcome(issues, () => {
		const named = new Set(days.map(({ day }) => day));
		const others = [...calendar.specialDays.values()].filter(({ day }) => !named.has(day));
		return { ...calendar, specialDays: byDay([...others, ...days]) };
	});
};

const dayIssues = (term: Term, day: Day, path: string, today: Day): FieldIssue[] => {
	if (!isInTerm(term, day)) return [{ path, code: 'out-of-range' }];
	return day < today ? [{ path, code: 'in-the-past' }] : [];
};

const weekIssues = (term: Term, special: SpecialDay, path: string): FieldIssue[] =>
	special.kind === 'make-up' && special.ofWeek !== null && special.ofWeek > lastWeekOf(term)
		? [{ path, code: 'out-of-range' }]
		: [];

/** Whether it is the same day, and lessons are the same on it. */
export const isSame = (one: SpecialDay | undefined, other: SpecialDay): boolean => {
	if (one?.day !== other.day || one.kind !== other.kind || one.name !== other.name) return false;
	if (one.kind !== 'make-up' || other.kind !== 'make-up') return true;
	return one.asWeekday === other.asWeekday && one.ofWeek === other.ofWeek;
};

const withoutSpecialDays = (calendar: CalendarRecord, days: readonly Day[], today: Day): ChangedCalendar => {
	const issues = days.flatMap((day, place) =>
		calendar.specialDays.has(day) || !isInTerm(calendar.term, day)
			? dayIssues(calendar.term, day, `change.days.${place}`, today)
			: [],
	);
	return outcome(issues, () => ({
		...calendar,
		specialDays: byDay([...calendar.specialDays.values()].filter(({ day }) => !days.includes(day))),
	}));
};

const closed = (
	calendar: CalendarRecord,
	closure: Omit<ClosureRecord, 'closureId'>,
	{ today, closureId }: ChangeContext,
): ChangedCalendar => {
	const { term } = calendar;
	const [from, until] = ['change.closure.from', 'change.closure.until'];
	const issues: FieldIssue[] = dayIssues(term, closure.from, from, today);
	if (closure.until < closure.from) issues.push({ path: until, code: 'end-before-start' });
	else if (!isInTerm(term, closure.until)) issues.push({ path: until, code: 'out-of-range' });
	return outcome(issues, () => ({
		...calendar,
		closures: [...calendar.closures, { ...closure, closureId }].toSorted(byFirstDay),
	}));
};

const byFirstDay = (a: ClosureRecord, b: ClosureRecord): number => {
	if (a.from !== b.from) return a.from < b.from ? -1 : 1;
	return a.closureId < b.closureId ? -1 : 1;
};

const reopened = (calendar: CalendarRecord, closureId: ClosureId, today: Day): ChangedCalendar => {
	const path = 'change.closureId';
	const closure = calendar.closures.find((each) => each.closureId === closureId);
	if (closure === undefined) return { ok: false, issues: [{ path, code: 'not-found' }] };
	const issues: FieldIssue[] = closure.until < today ? [{ path, code: 'in-the-past' }] : [];
	return outcome(issues, () => ({
		...calendar,
		closures: calendar.closures.flatMap((each) => {
			if (each !== closure) return [each];
			return closure.from < today ? [{ ...closure, until: addDays(today, -1) }] : [];
		}),
	}));
};
