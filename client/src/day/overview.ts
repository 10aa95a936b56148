// Which lessons an overview shows. Pure.
import type { Lesson } from '@classroom/protocol';
import { isOpen } from './groups.ts';

export const lessonFilters = ['all', 'now', 'ahead', 'ended', 'missed'] as const;
export type LessonFilter = (typeof lessonFilters)[number];

function fits(lesson: Lesson, filter: LessonFilter, now: number): boolean {
	switch (filter) {
		case 'all':
			return true;
		case 'now':
			return isOpen(lesson, now);
		case 'ahead':
			return lesson.status === 'planned' && !isOpen(lesson, now);
		case 'ended':
			return lesson.status === 'ended';
		case 'missed':
			return lesson.status === 'missed';
	}
}

/** Everything of a lesson that somebody may look for it by. */
function searchable(lesson: Lesson): string {
	const places = [lesson.sendingClassroom, ...lesson.receivingClassrooms].flatMap((place) =>
		place ? [place.name, place.school] : [],
	);
	return [lesson.title, lesson.teacher, ...places].join('\n').toLowerCase();
}

/** The lessons of one filter in which every word of `search` occurs. */
export function filterLessons(
	lessons: readonly Lesson[],
	filter: LessonFilter,
	search: string,
	now: number,
): readonly Lesson[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return lessons.filter((lesson) => {
		if (!fits(lesson, filter, now)) return false;
		const text = searchable(lesson);
		return words.every((word) => text.includes(word));
	});
}
