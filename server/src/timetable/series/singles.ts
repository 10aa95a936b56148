// What a change of the calendar does to lessons that are of no series: made up for others, 名师课堂, research. Pure.
import type { Day, Instant, LessonId } from '@classroom/protocol';
import type { PlanParts } from '../checkedPlan.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import type { Calendar } from '../term/calendar.ts';
import type { Attending, ClosedDay } from '../term/closedOn.ts';
import { closedOn } from '../term/closedOn.ts';
import { isInTerm } from '../term/term.ts';

/** One that is not over, and that no person cancelled. */
export interface SingleLesson {
	readonly lessonId: LessonId;
	readonly day: Day;
	readonly from: Instant;
	readonly until: Instant;
	readonly cancelled: 'calendar' | 'clash' | null;
	/** The lesson that it makes up for. */
	readonly makesUp: LessonId | null;
	/** Another one that stands is given in its place, or in that of the lesson it makes up for. */
	readonly madeUp: boolean;
	/** Schools may still sign up for it: who has no lessons on its day keeps nobody else from it. */
	readonly signUp: boolean;
	readonly parts: PlanParts;
	readonly facts: LessonFacts;
}

export type SingleStep =
	| { readonly what: 'drop'; readonly lesson: SingleLesson; readonly reason: string }
	/** It had fallen away, and its day has lessons again. */
	| { readonly what: 'revive'; readonly lesson: SingleLesson };

type ClosedFor = (lesson: SingleLesson) => ClosedDay | null;

/**
 * One that stands falls away when its day closes by this change; on a day that was closed to it before, it was left
 * standing knowingly, or the calendar came later than it. One that fell away comes back when its day is open, unless
 * it was made up for.
 */
export const singleSteps = (
	lessons: readonly SingleLesson[],
	before: ClosedFor,
	after: ClosedFor,
): SingleStep[] =>
	lessons.flatMap((lesson): SingleStep[] => {
		const closed = after(lesson);
		if (lesson.cancelled === null) {
			if (closed === null || before(lesson) !== null) return [];
			return [{ what: 'drop', lesson, reason: closed.reason }];
		}
		return closed !== null || lesson.madeUp ? [] : [{ what: 'revive', lesson }];
	});

/** Of terms that do not overlap: a day is in one of them, or nothing is said of it. */
type Calendars = readonly Calendar[];

const calendarOn = (calendars: Calendars, day: Day): Calendar | null =>
	calendars.find(({ term }) => isInTerm(term, day)) ?? null;

/** Why there is no lesson on that day by the calendar of its term; null: there may be. */
export const closedIn = (calendars: Calendars, day: Day, attending: Attending): ClosedDay | null => {
	const calendar = calendarOn(calendars, day);
	return calendar === null ? null : closedOn(calendar, day, attending);
};

/** Whether a change from these calendars to those has to do with the day: any other is another term's, or none's. */
export const isDayConcerned = (before: Calendars, after: Calendars, day: Day): boolean =>
	calendarOn(before, day) !== null || calendarOn(after, day) !== null;

/** Whether lessons on that day have to be looked at: the calendar says something else of it than it did. */
export const isDayChanged = (before: Calendars, after: Calendars, day: Day): boolean =>
	saidOf(before, day) !== saidOf(after, day);

const saidOf = (calendars: Calendars, day: Day): string => {
	const calendar = calendarOn(calendars, day);
	if (calendar === null) return '';
	const closures = calendar.closures.filter(({ from, until }) => from <= day && day <= until);
	return JSON.stringify([calendar.specialDays.get(day)?.kind, closures.map(({ whom }) => whom)]);
};
