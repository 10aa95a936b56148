// What of a day is now, next, later and done. Pure.
import { WAITING_MS } from '@classroom/protocol';
import type { Lesson } from '@classroom/protocol';

export type DayGroups = Readonly<{
	/** The Room is open. */
	now: readonly Lesson[];
	/** The first to come (several if they start together). */
	next: readonly Lesson[];
	later: readonly Lesson[];
	done: readonly Lesson[];
}>;

/** Whether the Room can be entered at `now` (UTC ms): the answer may be some seconds older than the opening. */
export function isOpen(lesson: Lesson, now: number): boolean {
	switch (lesson.status) {
		case 'waiting':
		case 'teaching':
		case 'overrun':
			return true;
		case 'planned':
			return now >= lesson.plannedStart - WAITING_MS && now < lesson.plannedEnd;
		case 'ended':
		case 'missed':
		case 'cancelled':
			return false;
	}
}

export function isDone({ status }: Lesson): boolean {
	return status === 'ended' || status === 'missed' || status === 'cancelled';
}

/** Groups a day's lessons, each group by start. */
export function groupDay(lessons: readonly Lesson[], now: number): DayGroups {
	const sorted = [...lessons].sort((a, b) => a.plannedStart - b.plannedStart);
	const open = sorted.filter((lesson) => isOpen(lesson, now));
	const done = sorted.filter(isDone);
	const ahead = sorted.filter((lesson) => !open.includes(lesson) && !done.includes(lesson));
	const first = ahead[0]?.plannedStart;
	return {
		now: open,
		next: ahead.filter((lesson) => lesson.plannedStart === first),
		later: ahead.filter((lesson) => lesson.plannedStart !== first),
		done,
	};
}

/** The lesson a classroom goes into by itself: of several open ones the latest to start. */
export function lessonToEnter(lessons: readonly Lesson[], now: number): Lesson | undefined {
	const { now: open } = groupDay(lessons, now);
	return open.filter((lesson) => lesson.joinAs !== null).pop();
}
