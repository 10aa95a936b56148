// Why a lesson did not take place, or why one school missed it.
import type { HttpCases } from './httpCase.ts';
import { each } from './httpCase.ts';

/** Lessons that took place, or whose time is not over: nothing is to be explained of them. */
export const missedCases = (
	lessons: Readonly<Record<string, string>> & { readonly ended: string },
): HttpCases => ({
	'POST /api/lessons/:lessonId/missed-reason': {
		...each(lessons, (lesson) => ({
			path: `/api/lessons/${lesson}/missed-reason`,
			body: { reason: 'power-cut', note: null },
			domain: ['lesson-not-missed'],
		})),
		...each({ 'own-school': 'east-give', 'other-school': 'east-take' }, (schoolId) => ({
			path: `/api/lessons/${lessons.ended}/missed-reason`,
			body: { reason: 'power-cut', note: null, schoolId },
			domain: ['lesson-not-missed'],
		})),
	},
});
