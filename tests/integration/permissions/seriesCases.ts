// Series and changes of single lessons: what is sent for their rows.
import type { HttpCase, HttpCases } from './httpCase.ts';
import { each } from './httpCase.ts';

const parties = { own: 'own', other: 'other', mixed: 'mixed', foreign: 'foreign' } as const;
/** A term, a teacher and a classroom, by whose they are. */
const cast = {
	own: ['east-term', 'east-give-teacher', 'east-take-room'],
	other: ['east-term', 'east-far-teacher', 'east-far-room'],
	mixed: ['east-term', 'east-give-teacher', 'west-take-room'],
	foreign: ['west-term', 'west-give-teacher', 'west-take-room'],
} as const;
const input = (target: keyof typeof cast) => ({
	termId: cast[target][0],
	title: 'a series',
	kind: 'delivered',
	subject: 'art',
	teacherId: cast[target][1],
	sendingClassroomId: null,
	receivingClassroomIds: [cast[target][2]],
	classGroupIds: [],
	slots: [{ weekday: 4, period: 1, own: { from: 1300, until: 1340 } }],
	weeks: '1周',
});
const seriesOf = { own: 'east-own-series', other: 'east-other-series', foreign: 'west-own-series' };
/** Its only week lies in the past: authorised, and nothing is left to do. */
const past = ['no-lessons'];
const tomorrow = { own: 'east-give-tomorrow', other: 'east-far-tomorrow', foreign: 'west-give-tomorrow' };
const late = ['lesson-taken-place', 'lesson-in-the-past', 'conflict', 'clash'];
const lessonCase = (lesson: string, what: string, body: object): HttpCase => ({
	path: `/api/lessons/${lesson}/${what}`,
	body,
	domain: late,
});

export const seriesCases: HttpCases = {
	'GET /api/series': each({ own: 'east-term', foreign: 'west-term' }, (term) => ({
		path: `/api/series?termId=${term}`,
	})),
	'GET /api/series/:seriesId': each(seriesOf, (series) => ({ path: `/api/series/${series}` })),
	'POST /api/series/check': {
		...each(parties, (target) => ({
			path: '/api/series/check',
			body: { series: input(target), seriesId: null, from: null },
		})),
		...each({ 'other-series': 'east-other-series', 'foreign-series': 'west-own-series' }, (seriesId) => ({
			path: '/api/series/check',
			body: { series: input('own'), seriesId, from: null },
		})),
	},
	'POST /api/series': each(parties, (target) => ({
		path: '/api/series',
		body: { series: input(target), leaveOutClashing: false },
		domain: past,
	})),
	'PATCH /api/series/:seriesId': {
		...each(seriesOf, (series) => ({
			path: `/api/series/${series}`,
			body: { series: input('own'), from: null, leaveOutClashing: false },
			domain: past,
		})),
		mixed: {
			path: '/api/series/east-own-series',
			body: { series: input('mixed'), from: null, leaveOutClashing: false },
		},
	},
	'POST /api/series/:seriesId/end': each(seriesOf, (series) => ({
		path: `/api/series/${series}/end`,
		body: { from: null, reason: 'storm' },
	})),
	'POST /api/lessons/:lessonId/move': each(tomorrow, (lesson) =>
		lessonCase(lesson, 'move', { plannedStart: Date.now() + 200_000_000, reason: null }),
	),
	'POST /api/lessons/:lessonId/substitute': {
		...each(tomorrow, (lesson) =>
			lessonCase(lesson, 'substitute', { teacherId: 'east-give-teacher', reason: null }),
		),
		mixed: lessonCase('east-give-tomorrow', 'substitute', { teacherId: 'west-give-teacher', reason: null }),
	},
	'POST /api/lessons/:lessonId/swap': {
		...each(tomorrow, (lesson) => ({
			...lessonCase(lesson, 'swap', { with: 'east-give-tomorrow', reason: null }),
			// A lesson and itself.
			domain: ['bad-request', ...late],
		})),
		mixed: lessonCase('east-give-tomorrow', 'swap', { with: 'west-give-tomorrow', reason: null }),
	},
	'POST /api/lessons/:lessonId/make-up': each(tomorrow, (lesson) =>
		lessonCase(lesson, 'make-up', { plannedStart: Date.now() + 300_000_000, reason: null }),
	),
	'GET /api/lesson-changes': { '-': { path: '/api/lesson-changes' } },
	'POST /api/lesson-changes/:changeId/undo': each(
		{ own: 'east-own', other: 'east-other', foreign: 'west-own' },
		(name) => ({ path: `/api/lesson-changes/${name}-change/undo`, domain: ['change-outdated', ...late] }),
	),
};
