// Lessons that are open for sign-up: what is sent for their rows. The one of the caller's school is confirmed by the
// community whose core school it is; for the other one nobody of it was invited.
import type { HttpCases } from './httpCase.ts';
import { each } from './httpCase.ts';

const opened = { own: 'east-give-tomorrow', other: 'east-far-tomorrow', foreign: 'west-give-tomorrow' };
const how = {
	places: 3,
	closesAt: Date.now() + 3_600_000,
	confirmation: 'by-hand',
	confirmedBy: null,
	communityIds: [],
	schoolIds: [],
	note: null,
};
const withRoom = (school: string) => ({ classroomId: `${school}-room`, classGroupId: null });
const late = [
	'opening-closed',
	'opening-full',
	'already-applied',
	'application-decided',
	'not-invited',
	'clash',
];

/** With a classroom of the own school, of another, of another county; and another county's lesson. */
const applying = (what: string): HttpCases[string] =>
	each(
		{
			own: 'east-give-tomorrow east-give',
			other: 'east-give-tomorrow east-far',
			mixed: 'east-give-tomorrow west-give',
			foreign: 'west-give-tomorrow east-give',
		},
		(pair) => {
			const [lesson = '', school = ''] = pair.split(' ');
			return { path: `/api/openings/${lesson}/${what}`, body: withRoom(school), domain: late };
		},
	);

const deciding = (what: string, applications: Record<'own' | 'other' | 'foreign', string>, body: object) =>
	each(applications, (application) => ({
		path: `/api/applications/${application}-application/${what}`,
		body,
		domain: late,
	}));

const toDecide = { own: 'east-take', other: 'east-far', foreign: 'west-take' };

export const openingCases: HttpCases = {
	'GET /api/openings': { '-': { path: '/api/openings' } },
	'GET /api/openings-news': { '-': { path: '/api/openings-news' } },
	'GET /api/openings/:lessonId': each(opened, (lesson) => ({ path: `/api/openings/${lesson}` })),
	'PUT /api/lessons/:lessonId/opening': each(opened, (lesson) => ({
		path: `/api/lessons/${lesson}/opening`,
		// As it is: other rows ask about it too.
		body: {
			...how,
			...(lesson === opened.own ? { confirmedBy: 'east-community' } : { schoolIds: ['east-far'] }),
		},
	})),
	'POST /api/openings/:lessonId/close': each(opened, (lesson) => ({
		path: `/api/openings/${lesson}/close`,
		domain: late,
	})),
	'POST /api/openings/:lessonId/check': applying('check'),
	'POST /api/openings/:lessonId/applications': applying('applications'),
	'POST /api/applications/:applicationId/withdraw': deciding(
		'withdraw',
		{ own: 'east-give', other: 'east-take', foreign: 'west-give' },
		{ reason: null },
	),
	'POST /api/applications/:applicationId/accept': deciding('accept', toDecide, {}),
	'POST /api/applications/:applicationId/decline': deciding('decline', toDecide, { reason: 'storm' }),
	'POST /api/openings/:lessonId/seen': each(opened, (lesson) => ({ path: `/api/openings/${lesson}/seen` })),
};
