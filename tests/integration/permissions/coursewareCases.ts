// Courseware: what is sent for its rows. None of the lessons has any.
import { COURSEWARE_TYPE } from '@classroom/protocol';
import type { HttpCases } from './httpCase.ts';
import { each } from './httpCase.ts';

const missing = ['courseware-not-found'];

export const coursewareCases = (lessons: Readonly<Record<string, string>>): HttpCases => ({
	'GET /api/lessons/:lessonId/courseware': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/courseware`,
	})),
	'POST /api/lessons/:lessonId/courseware': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/courseware?name=none.pdf`,
		headers: { 'content-type': COURSEWARE_TYPE },
		domain: ['courseware-other-format'],
	})),
	'DELETE /api/lessons/:lessonId/courseware/:coursewareId': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/courseware/none`,
		domain: missing,
	})),
	'GET /courseware/:lessonId/:coursewareId/:file': each(lessons, (lesson) => ({
		path: `/courseware/${lesson}/none/${'0'.repeat(32)}.webp`,
		domain: missing,
	})),
});
