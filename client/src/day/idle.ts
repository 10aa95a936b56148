// What a classroom's screen shows between lessons. Pure.
import type { Lesson } from '@classroom/protocol';
import { groupDay, isDone } from './groups.ts';

/** As many periods as can be read side by side from the last row. */
export const PERIODS_SHOWN = 6;

/** The lesson that comes next for this classroom; undefined: the day is over. */
export function comingLesson(lessons: readonly Lesson[], now: number): Lesson | undefined {
	const { now: open, next } = groupDay(lessons, now);
	return open[0] ?? next[0];
}

/** At most {@link PERIODS_SHOWN} periods around the one that comes: one that is over, then what is ahead. */
export function periodsShown(lessons: readonly Lesson[]): readonly Lesson[] {
	const sorted = [...lessons]
		.filter(({ status }) => status !== 'cancelled')
		.sort((a, b) => a.plannedStart - b.plannedStart);
	const firstAhead = sorted.findIndex((lesson) => !isDone(lesson));
	const wanted = firstAhead < 0 ? sorted.length - PERIODS_SHOWN : firstAhead - 1;
	const from = Math.max(0, Math.min(wanted, sorted.length - PERIODS_SHOWN));
	return sorted.slice(from, from + PERIODS_SHOWN);
}
