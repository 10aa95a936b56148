// What a change of the calendar does to lessons that are of no series: made up for others, 名师课堂, research. Pure.
import type { Day, Instant, LessonId } from '@classroom/protocol';
import type { PlanParts } from '../checkedPlan.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import type { Calendar } from '../term/calendar.ts';
import type { ClosedDay } from '../term/closedOn.ts';
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

/** Whether lessons on that day have to be looked at: the calendar says something else of it than it did. */
export const isDayChanged = (before: Calendar, after: Calendar, day: Day): boolean =>
	saidOf(before, day) !== saidOf(after, day);

const saidOf = (calendar: Calendar, day: Day): string => {
	if (!isInTerm(calendar.term, day)) return '';
	const closures = calendar.closures.filter(({ from, until }) => from <= day && day <= until);
	return JSON.stringify([calendar.specialDays.get(day)?.kind, closures.map(({ whom }) => whom)]);
};
