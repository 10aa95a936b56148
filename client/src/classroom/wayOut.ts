// When a classroom's screen leaves its lesson by itself: nobody there presses anything. Pure.
import { WAITING_MS } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';
import { isOpen, lessonToEnter } from '../day/groups.ts';
import type { LessonStep } from '../session/index.ts';

export type WayOut =
	/** Not let in, or sent away. */
	| { readonly why: 'refused' }
	/** This lesson does not open soon: it was moved, or is off. */
	| { readonly why: 'moved' }
	/** The bell of another one has come. */
	| { readonly why: 'next'; readonly title: string };

/** `lessons`: this classroom's day; undefined: not known. `now`: the server's clock, UTC ms. */
export const wayOut = (
	step: LessonStep,
	lessonId: Lesson['lessonId'],
	lessons: readonly Lesson[] | undefined,
	now: number,
): WayOut | null => {
	switch (step.step) {
		case 'refused':
			if (step.code !== 'replaced') return { why: 'refused' };
			// Another page of this classroom shows it. Going back in would send that one away, and so for ever.
			return lessons !== undefined && lessonToEnter(lessons, now)?.lessonId !== lessonId
				? { why: 'refused' }
				: null;
		case 'early':
			return lessons !== undefined && !isDue(lessons, lessonId, now) ? { why: 'moved' } : null;
		case 'joining':
		case 'in':
		case 'lost': {
			const other = lessons && lessonToEnter(lessons, now);
			const rings = other !== undefined && other.lessonId !== lessonId && now >= other.plannedStart;
			return rings ? { why: 'next', title: other.title } : null;
		}
		case 'ended':
		case 'left':
			return null;
	}
};

/** Open, or to open within ten minutes. */
const isDue = (lessons: readonly Lesson[], lessonId: Lesson['lessonId'], now: number): boolean => {
	const lesson = lessons.find((each) => each.lessonId === lessonId);
	return lesson !== undefined && (isOpen(lesson, now) || isOpen(lesson, now + WAITING_MS));
};
