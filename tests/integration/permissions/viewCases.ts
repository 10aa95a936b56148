// Timetables, free places and the overview of a term: what is sent for their rows.
import type { HttpCases } from './httpCase.ts';
import { each, schools } from './httpCase.ts';

const week = 'from=2026-03-02&until=2026-03-08';
const lessons = { own: 'east-own', other: 'east-other', foreign: 'west-own' };
const terms = { own: 'east', foreign: 'west' };

export const viewCases: HttpCases = {
	'GET /api/timetable': { '-': { path: `/api/timetable?by=county&${week}` } },
	'GET /api/timetable/export': { '-': { path: `/api/timetable/export?by=county&layout=week&${week}` } },
	'GET /api/lessons/:lessonId/free': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/free?${week}`,
	})),
	'GET /api/terms/:termId/overview': each(terms, (name) => ({ path: `/api/terms/${name}-term/overview` })),
	'GET /api/terms/:termId/overview/export': each(terms, (name) => ({
		path: `/api/terms/${name}-term/overview/export`,
	})),
	'PUT /api/terms/:termId/needs/:schoolId': {
		...each(terms, (name) => ({
			path: `/api/terms/${name}-term/needs/${schools.own}`,
			body: { needs: [] },
		})),
		mixed: { path: `/api/terms/east-term/needs/${schools.foreign}`, body: { needs: [] } },
	},
};
