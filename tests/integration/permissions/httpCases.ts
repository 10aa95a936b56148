// What is sent for each HTTP row of the table: good enough to get past authorisation, and harmless where it does.
import { endpoints } from '@classroom/protocol';
import type { Sent } from './callers.ts';
import type { HttpCase, HttpCases } from './httpCase.ts';
import { each, schools } from './httpCase.ts';
import { planningCases } from './planningCases.ts';
import { seriesCases } from './seriesCases.ts';
import { termCases } from './termCases.ts';
import { missedCases } from './missedCases.ts';
import { feeds, quizPages, webhooks } from './outsideCases.ts';
import { viewCases } from './viewCases.ts';
import { openingCases } from './openingCases.ts';
import { coursewareCases } from './coursewareCases.ts';

export const METRICS_TOKEN = 'metrics-token-of-the-test';

let made = 0;
const fresh = (): number => (made += 1);

const lessons = {
	own: 'east-own',
	other: 'east-other',
	foreign: 'west-own',
	ended: 'east-own-ended',
	'other-ended': 'east-other-ended',
	'foreign-ended': 'west-own-ended',
	cancelled: 'east-cancelled',
};

const schoolBody = (name: string) => ({
	name,
	kind: 'member',
	town: null,
	linkDownKbps: null,
	linkUpKbps: null,
});
const teacherBody = (name: string, schoolId: string) => ({
	name,
	role: 'teacher',
	schoolId,
	subjects: [],
	classGroupId: null,
});
const studentBody = (schoolId: string, classGroupId: string) => ({
	...teacherBody('pupil', schoolId),
	role: 'student',
	classGroupId,
});
const lessonBody = (teacher: string, receiving: string[], start = Date.now() + 3_600_000) => ({
	title: 'a lesson',
	kind: 'master',
	subject: 'art',
	teacherId: teacher,
	sendingClassroomId: null,
	receivingClassroomIds: receiving,
	classGroupIds: [],
	plannedStart: start,
	lengthMs: 2_400_000,
});
const member = (schoolId: string) => ({ schoolId, from: '2026-01-01', until: null });
const wrong = ['wrong-name-or-password', 'sign-in-locked', 'too-many-requests'];
const password = 'a new long password';

const identity: HttpCases = {
	'GET /api/session': { '-': { path: '/api/session' } },
	'POST /api/sign-in': {
		'-': { path: '/api/sign-in', body: { loginName: 'nobody-here', password: 'x' }, domain: wrong },
	},
	'POST /api/sign-out': { '-': { path: '/api/sign-out', endsSession: true } },
	'POST /api/password': {
		'-': { path: '/api/password', body: { current: 'x', next: password }, domain: wrong },
	},
	'GET /api/demo': { '-': { path: '/api/demo' }, production: { path: '/api/demo' } },
	'POST /api/demo/sign-in': {
		'-': { path: '/api/demo/sign-in', body: { personaId: 'person-x' }, domain: ['not-found'] },
		production: { path: '/api/demo/sign-in', body: { personaId: 'person-x' } },
	},
	'GET /api/setup/:secret': { '-': { path: '/api/setup/guessed', domain: ['link-used'] } },
	'POST /api/setup': {
		'-': {
			path: '/api/setup',
			body: { secret: 'guessed', county: 'c', name: 'n', loginName: 'nn', password },
			domain: ['link-used'],
		},
	},
	'POST /api/pairings': { '-': { path: '/api/pairings', domain: ['too-many-requests'] } },
	'POST /api/pairings/:pairingId/poll': {
		'-': { path: '/api/pairings/guessed/poll', body: { secret: 'guessed' }, domain: ['pairing-not-found'] },
	},
	'POST /api/pairings/confirm': each(schools, (school) => ({
		path: '/api/pairings/confirm',
		body: { code: '222222', classroomId: `${school}-room` },
		domain: ['pairing-not-found', 'too-many-requests'],
	})),
	'GET /api/classrooms/:classroomId/devices': each(schools, (school) => ({
		path: `/api/classrooms/${school}-room/devices`,
	})),
	'DELETE /api/devices/:deviceId': each(schools, (school) => ({
		path: `/api/devices/${school}-spare-device`,
	})),
	'GET /api/audit': { '-': { path: '/api/audit' } },
};

/** What is no file, and no language, goes no further than authorisation. */
const rosters: HttpCases = {
	'GET /api/rosters/template': { '-': { path: '/api/rosters/template' } },
	'GET /api/rosters/export': { '-': { path: '/api/rosters/export' } },
	'POST /api/rosters/import': { '-': { path: '/api/rosters/import?dryRun=true', domain: ['bad-request'] } },
	'POST /api/rosters/annotated': { '-': { path: '/api/rosters/annotated', domain: ['bad-request'] } },
	'POST /api/rosters/first-passwords': {
		'-': { path: '/api/rosters/first-passwords', body: { language: 'none' }, domain: ['bad-request'] },
	},
};

const termPlans: HttpCases = {
	'GET /api/term-plan/template': { '-': { path: '/api/term-plan/template' } },
	'GET /api/term-plan/export': { '-': { path: '/api/term-plan/export' } },
	'POST /api/term-plan/import': {
		'-': { path: '/api/term-plan/import?dryRun=true', domain: ['bad-request'] },
	},
	'POST /api/term-plan/annotated': { '-': { path: '/api/term-plan/annotated', domain: ['bad-request'] } },
};

const county: HttpCases = {
	'GET /api/county': { '-': { path: '/api/county' } },
	'PATCH /api/county': { '-': { path: '/api/county', body: { name: 'east', region: 'general' } } },
	'GET /api/agreements': { '-': { path: '/api/agreements' } },
	'POST /api/agreements': {
		'-': { path: '/api/agreements', body: { guestCountyId: 'north' }, domain: ['conflict'] },
	},
	'POST /api/agreements/:agreementId/accept': {
		own: { path: '/api/agreements/west-east-offered/accept', domain: ['conflict'] },
		host: { path: '/api/agreements/east-north-revoked/accept' },
		foreign: { path: '/api/agreements/west-north/accept' },
	},
	'DELETE /api/agreements/:agreementId': {
		own: { path: '/api/agreements/east-north-revoked' },
		foreign: { path: '/api/agreements/west-north' },
	},
	'GET /api/communities': { '-': { path: '/api/communities' } },
	'POST /api/communities': {
		own: {
			path: '/api/communities',
			body: { name: 'new', kind: 'alliance', coreSchoolId: 'east-far', from: '2026-01-01' },
		},
		mixed: {
			path: '/api/communities',
			body: { name: 'new', kind: 'alliance', coreSchoolId: 'west-far', from: '2026-01-01' },
		},
	},
	'PATCH /api/communities/:communityId': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/communities/${name}-community`,
		body: { name: 'c', kind: 'alliance' },
	})),
	'DELETE /api/communities/:communityId': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/communities/${name}-community`,
		domain: ['still-in-use'],
	})),
	'POST /api/communities/:communityId/members': {
		own: {
			path: '/api/communities/east-community/members',
			body: member('east-take'),
			domain: ['already-member'],
		},
		mixed: { path: '/api/communities/east-community/members', body: member('west-take') },
		foreign: { path: '/api/communities/west-community/members', body: member('east-take') },
	},
	'POST /api/memberships/:membershipId/end': each({ own: 'east', foreign: 'west' }, (name) => ({
		path: `/api/memberships/${name}-core-membership/end`,
		body: { until: '2030-01-01' },
		domain: ['core-school-required'],
	})),
};

const parts: HttpCases = {
	'GET /api/schools': { '-': { path: '/api/schools' } },
	'POST /api/schools': { '-': { path: '/api/schools', body: schoolBody('new') } },
	'PATCH /api/schools/:schoolId': each(schools, (school) => ({
		path: `/api/schools/${school}`,
		body: schoolBody(school),
	})),
	'DELETE /api/schools/:schoolId': each(schools, (school) => ({
		path: `/api/schools/${school}`,
		domain: ['still-in-use'],
	})),
	'GET /api/classrooms': { '-': { path: '/api/classrooms' } },
	'POST /api/classrooms': each(schools, (schoolId) => ({
		path: '/api/classrooms',
		body: { schoolId, name: `room ${fresh()}`, kind: 'interactive' },
	})),
	'PATCH /api/classrooms/:classroomId': each(schools, (school) => ({
		path: `/api/classrooms/${school}-room`,
		body: { name: 'room', kind: 'interactive' },
	})),
	'DELETE /api/classrooms/:classroomId': each(schools, (school) => ({
		path: `/api/classrooms/${school}-room`,
		domain: ['still-in-use'],
	})),
	'GET /api/class-groups': { '-': { path: '/api/class-groups' } },
	'POST /api/class-groups': each(schools, (schoolId) => ({
		path: '/api/class-groups',
		body: { schoolId, name: `class ${fresh()}`, grade: 2 },
	})),
	'PATCH /api/class-groups/:classGroupId': each(schools, (school) => ({
		path: `/api/class-groups/${school}-class`,
		body: { name: 'class', grade: 3 },
	})),
	'DELETE /api/class-groups/:classGroupId': each(schools, (school) => ({
		path: `/api/class-groups/${school}-class`,
		domain: ['still-in-use'],
	})),
	'GET /api/plan-places': { '-': { path: '/api/plan-places?day=2026-03-02' } },
	'GET /api/plan-teachers': { '-': { path: '/api/plan-teachers?day=2026-03-02' } },
	'GET /api/people': { '-': { path: '/api/people' } },
	'POST /api/people': {
		mixed: {
			path: '/api/people',
			body: { ...studentBody('east-give', 'west-give-class'), loginName: 'east-admin', password },
		},
		...each(schools, (school) => ({
			path: '/api/people',
			body: { ...teacherBody('new', school), loginName: 'east-admin', password },
			domain: ['login-name-taken'],
		})),
		administrator: {
			path: '/api/people',
			body: { ...teacherBody('new', 'east-give'), role: 'county-admin', loginName: 'east-admin', password },
			domain: ['login-name-taken'],
		},
	},
	'PATCH /api/people/:personId': {
		mixed: {
			path: '/api/people/east-give-student',
			body: { ...studentBody('east-give', 'west-give-class'), disabled: false },
		},
		...each(schools, (school) => ({
			path: `/api/people/${school}-spare`,
			body: { ...teacherBody('spare', school), disabled: false },
		})),
		administrator: {
			path: '/api/people/east-admin',
			body: { ...teacherBody('admin', 'east-give'), role: 'county-admin', disabled: false },
		},
	},
	'POST /api/people/:personId/password': each(schools, (school) => ({
		path: `/api/people/${school}-spare/password`,
		body: { password },
	})),
	'DELETE /api/people/:personId': each(schools, (school) => ({
		path: `/api/people/${school}-spare`,
		domain: ['still-in-use'],
	})),
};

const { own, other, foreign, ended, cancelled } = lessons;
/** A lesson that is on or over can be changed by nobody: that is said to whoever could have changed it. */
const tooLate = ['lesson-taken-place', 'lesson-in-the-past', 'conflict', 'clash'];
/** A teacher and a classroom for a plan, by whose they are. */
const cast = {
	own: ['east-give-spare', 'east-take-room'],
	other: ['east-far-spare', 'east-far-room'],
	mixed: ['east-give-spare', 'west-take-room'],
	foreign: ['west-give-spare', 'west-take-room'],
} as const;
const parties = { own: 'own', other: 'other', mixed: 'mixed', foreign: 'foreign' } as const;
const planOf = (target: keyof typeof cast) => lessonBody(cast[target][0], [cast[target][1]]);
const withoutRecording = ['recording-not-found', 'recording-incomplete'];

const ofLessons: HttpCases = {
	'GET /api/my-day': { '-': { path: '/api/my-day' } },
	'GET /api/lessons': { '-': { path: '/api/lessons' } },
	'GET /api/lessons/:lessonId': each({ own, other, foreign, ended, cancelled }, (lesson) => ({
		path: `/api/lessons/${lesson}`,
	})),
	'POST /api/lessons/check': {
		...each(parties, (target) => ({
			path: '/api/lessons/check',
			body: { lesson: planOf(target), lessonId: null },
		})),
		...each({ 'other-lesson': 'east-other', 'foreign-lesson': 'west-own' }, (lessonId) => ({
			path: '/api/lessons/check',
			body: { lesson: planOf('own'), lessonId },
			domain: tooLate,
		})),
	},
	'POST /api/lessons': each(parties, (target) => ({
		path: '/api/lessons',
		body: planOf(target),
		domain: ['clash'],
	})),
	'PATCH /api/lessons/:lessonId': {
		...each({ own, other, foreign, ended, cancelled }, (lesson) => ({
			path: `/api/lessons/${lesson}`,
			body: lessonBody('east-give-teacher', ['east-take-room']),
			domain: tooLate,
		})),
		mixed: {
			path: '/api/lessons/east-give-tomorrow',
			body: lessonBody('east-give-spare', ['west-take-room']),
		},
	},
	'POST /api/lessons/:lessonId/cancel': each({ own, other, foreign, ended, cancelled }, (lesson) => ({
		path: `/api/lessons/${lesson}/cancel`,
		body: { reason: 'storm' },
		domain: tooLate,
	})),
	...missedCases({ own, other, foreign, ended, cancelled }),
	'GET /api/opening-rate': { '-': { path: '/api/opening-rate?from=0&until=1' } },
	'GET /api/lessons/:lessonId/replay': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/replay`,
		domain: withoutRecording,
	})),
	'PUT /api/lessons/:lessonId/progress': each(lessons, (lesson) => ({
		path: `/api/lessons/${lesson}/progress`,
		body: { atMs: 1 },
		domain: withoutRecording,
	})),
	'GET /media/:lessonId/tracks/:trackId/:playlist': each(lessons, (lesson) => ({
		path: `/media/${lesson}/tracks/t/0.m3u8`,
		domain: withoutRecording,
	})),
	...coursewareCases(lessons),
	'GET /media/:lessonId/runs/:folder/:file': each(lessons, (lesson) => ({
		path: `/media/${lesson}/runs/r/init.mp4`,
		domain: withoutRecording,
	})),
};

const operator: HttpCases = {
	'GET /healthz': { '-': { path: '/healthz' } },
	'GET /readyz': { '-': { path: '/readyz' } },
	'GET /metrics': {
		'-': { path: '/metrics' },
		operator: { path: '/metrics', headers: { authorization: `Bearer ${METRICS_TOKEN}` } },
	},
	'GET /api/openapi.json': { '-': { path: '/api/openapi.json' } },
};

export const httpCases: HttpCases = {
	...identity,
	...county,
	...rosters,
	...termPlans,
	...parts,
	...termCases,
	...seriesCases,
	...viewCases,
	...planningCases,
	...openingCases,
	...ofLessons,
	...feeds,
	...quizPages,
	...webhooks,
	...operator,
};

export const sentFor = (request: string, { path, body, headers }: HttpCase): Sent => ({
	method: request.slice(0, request.indexOf(' ')).toLowerCase(),
	path,
	body,
	...(headers === undefined ? {} : { headers }),
});

/** `GET /api/lessons/:lessonId` for each endpoint of the contract. */
export const contractRoutes = (): string[] =>
	Object.values(endpoints).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
