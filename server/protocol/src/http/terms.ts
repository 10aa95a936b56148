// Terms (学期), the county's calendar (校历), closures; and what a change of them does to the lessons planned.
import { z } from 'zod';
import { ClosureId, CommunityId, Day, SchoolId, TermId } from '../ids.ts';
import { line } from '../text.ts';
import { Done, endpoint } from './endpoint.ts';

/** 1 Monday to 7 Sunday (ISO 8601). */
export const Weekday = z.union([
	z.literal(1),
	z.literal(2),
	z.literal(3),
	z.literal(4),
	z.literal(5),
	z.literal(6),
	z.literal(7),
]);
export type Weekday = z.infer<typeof Weekday>;

/** Longest term, days: a school year. */
export const TERM_MAX_DAYS = 366;

export const Term = z.object({
	termId: TermId,
	name: z.string(),
	/** In week 1, which is the week from Monday to Sunday that this day lies in. */
	firstDay: Day,
	/** The last day on which there may be lessons. */
	lastDay: Day,
	/** How many weeks it has. */
	weeks: z.int(),
});
export type Term = z.infer<typeof Term>;

/** Issues: `end-before-start`, `out-of-range` for a term of more than {@link TERM_MAX_DAYS}. */
const termInput = z.strictObject({ name: line(40), firstDay: Day, lastDay: Day });
export type TermInput = z.infer<typeof termInput>;
export { termInput as TermInput };

/** A day that is not what the week makes of it. */
export const SpecialDay = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.enum(['holiday', 'exam']), day: Day, name: line(40) }),
	z.strictObject({
		/** 调休: the day runs as another. */
		kind: z.literal('make-up'),
		day: Day,
		name: line(40),
		asWeekday: Weekday,
		/** Null: as that weekday of the week the day itself lies in. */
		ofWeek: z.int().min(1, 'out-of-range').max(60, 'out-of-range').nullable(),
	}),
]);
export type SpecialDay = z.infer<typeof SpecialDay>;

export const ClosedFor = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('county') }),
	z.strictObject({ kind: z.literal('community'), communityId: CommunityId }),
	z.strictObject({ kind: z.literal('school'), schoolId: SchoolId }),
]);
export type ClosedFor = z.infer<typeof ClosedFor>;

const closureInput = z.strictObject({ from: Day, until: Day, whom: ClosedFor, reason: line(100) });

/** Somebody has no lessons from `from` to `until`, both included: snow, illness. */
export const Closure = z.object({
	closureId: ClosureId,
	...closureInput.shape,
	/** Of the school or community; null: the county. */
	name: z.string().nullable(),
	/** Of those kept away: the school, or whoever is of the community in those days. Null: all of the county. */
	schoolIds: z.array(SchoolId).nullable(),
	mayChange: z.boolean(),
});
export type Closure = z.infer<typeof Closure>;

/**
 * One change of a term's calendar. What is before today stays as it is: issue `in-the-past`; what is not in the term is
 * `out-of-range`.
 */
export const CalendarChange = z.discriminatedUnion('what', [
	/**
	 * Days that come to the term by this get the holidays that are published; make-up days go on standing for the days
	 * they stood for. Once begun, it keeps its first day.
	 */
	z.strictObject({ what: z.literal('term'), term: termInput }),
	/** Each replaces what its day was. Issue: `duplicate`. */
	z.strictObject({ what: z.literal('special-days'), days: z.array(SpecialDay).min(1).max(120) }),
	/** The days are ordinary again. */
	z.strictObject({ what: z.literal('ordinary-days'), days: z.array(Day).min(1).max(120) }),
	z.strictObject({ what: z.literal('close'), closure: closureInput }),
	/** From today on; one that has not begun is gone altogether. */
	z.strictObject({ what: z.literal('reopen'), closureId: ClosureId }),
]);
export type CalendarChange = z.infer<typeof CalendarChange>;

/** What a change does to lessons that are not over: what is past never changes. */
export const CalendarEffect = z.object({
	/** Lessons that there will be no more. */
	fallAway: z.int(),
	/** Lessons that will be on another day or at another time. */
	move: z.int(),
	/** Lessons that there were not, or that had fallen away. */
	added: z.int(),
	/** Of those moved or added: whose teacher, classroom or class is taken then; they fall away, to be made up. */
	clashing: z.int(),
	/** Lessons that had fallen away and do not come back, because others make up for them. */
	madeUp: z.int(),
	/** The first of all these, by day. */
	examples: z.array(
		z.object({
			what: z.enum(['falls-away', 'moves', 'added', 'clashes', 'made-up']),
			title: z.string(),
			day: Day,
			/** For those that move. */
			from: Day.nullable(),
		}),
	),
});
export type CalendarEffect = z.infer<typeof CalendarEffect>;
export const noEffect: CalendarEffect = {
	...{ fallAway: 0, move: 0, added: 0, clashing: 0, madeUp: 0 },
	examples: [],
};

export const TermCalendar = z.object({
	term: Term,
	/** By day. */
	specialDays: z.array(SpecialDay),
	/** By first day. */
	closures: z.array(Closure),
	/**
	 * Published holidays and make-up days, from today on, that the calendar does not have as such. As which weekday a
	 * make-up day runs is not published, so that one that runs as another is not among them.
	 */
	suggested: z.array(SpecialDay),
	/** Years of the term of which nothing is published yet. */
	unknownYears: z.array(z.int()),
});
export type TermCalendar = z.infer<typeof TermCalendar>;

const byId = z.strictObject({ termId: TermId });

export const termsEndpoints = {
	listTerms: endpoint('get', '/api/terms', "The county's terms, the latest first", {
		response: z.object({ terms: z.array(Term) }),
	}),
	createTerm: endpoint('post', '/api/terms', 'Makes a term, with the holidays that are published', {
		body: termInput,
		response: Term,
	}),
	checkTerm: endpoint('post', '/api/terms/check', 'What a new term would do to lessons that there are', {
		body: termInput,
		response: z.object({ effect: CalendarEffect }),
	}),
	deleteTerm: endpoint('delete', '/api/terms/:termId', 'Deletes a term without series', {
		params: byId,
		response: Done,
	}),
	/** Throws as the deletion would: `still-in-use` while it has series. */
	checkTermRemoval: endpoint(
		'get',
		'/api/terms/:termId/removal',
		'What deleting a term would do to lessons',
		{
			params: byId,
			response: z.object({ effect: CalendarEffect }),
		},
	),
	readCalendar: endpoint('get', '/api/terms/:termId/calendar', "A term's calendar", {
		params: byId,
		response: TermCalendar,
	}),
	changeCalendar: endpoint('post', '/api/terms/:termId/calendar', 'Changes it, or says what that would do', {
		params: byId,
		body: z.strictObject({
			change: CalendarChange,
			/** True: nothing is saved. */
			dryRun: z.boolean(),
		}),
		/** The calendar as it is then, or would be. */
		response: z.object({ calendar: TermCalendar, effect: CalendarEffect }),
	}),
};
