// Terms, calendars and bells: what is sent for their rows.
import type { HttpCase, HttpCases } from './httpCase.ts';
import { each, schools } from './httpCase.ts';

const closing = (schoolId: string) => ({
	what: 'close',
	closure: { from: '2099-03-02', until: '2099-03-03', whom: { kind: 'school', schoolId }, reason: 'snow' },
});
const exams = {
	what: 'special-days',
	days: [{ kind: 'exam', day: '2099-03-02', name: 'exam' }],
};
const calendarOf = (term: string, change: object): HttpCase => ({
	path: `/api/terms/${term}/calendar`,
	body: { change, dryRun: true },
});

export const termCases: HttpCases = {
	'GET /api/terms': { '-': { path: '/api/terms' } },
	'POST /api/terms': {
		'-': {
			path: '/api/terms',
			body: { name: 'another', firstDay: '2099-01-01', lastDay: '2099-06-30' },
			domain: ['terms-overlap'],
		},
	},
	'POST /api/terms/check': {
		'-': {
			path: '/api/terms/check',
			body: { name: 'another', firstDay: '2099-01-01', lastDay: '2099-06-30' },
			domain: ['terms-overlap'],
		},
	},
	'GET /api/terms/:termId/removal': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/terms/${name}-old-term/removal`,
	})),
	'DELETE /api/terms/:termId': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/terms/${name}-old-term`,
	})),
	'GET /api/terms/:termId/calendar': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/terms/${name}-term/calendar`,
	})),
	'POST /api/terms/:termId/calendar': {
		own: calendarOf('east-term', closing('east-give')),
		other: calendarOf('east-term', closing('east-far')),
		mixed: calendarOf('east-term', closing('west-give')),
		whole: calendarOf('east-term', exams),
		foreign: calendarOf('west-term', closing('east-give')),
	},
	'GET /api/bells': { '-': { path: '/api/bells' } },
	'GET /api/schools/:schoolId/bells': each(schools, (school) => ({ path: `/api/schools/${school}/bells` })),
	'PUT /api/schools/:schoolId/bells': each(schools, (school) => ({
		path: `/api/schools/${school}/bells`,
		body: { schedules: [], dryRun: true },
	})),
	'GET /api/bells/fit': each({ own: 'east-far', mixed: 'west-give' }, (receiving) => ({
		path: `/api/bells/fit?sending=east-give&receiving=${receiving}&day=2026-03-02`,
	})),
};
