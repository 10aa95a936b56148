// Calendar feeds, quiz pages and webhooks: what is sent for each of their rows.
import type { HttpCases } from './httpCase.ts';
import { each, schools } from './httpCase.ts';

const feedBody = { language: 'zh-CN' };

/** Of the schools' classrooms, or of their classes. */
function ofPlaces(route: string, pathOf: (school: string) => string): HttpCases {
	return Object.fromEntries(
		(['GET', 'POST', 'DELETE'] as const).map((method) => [
			`${method} /api/${route}/feed`,
			each(schools, (school) => ({
				path: `/api/${pathOf(school)}/feed`,
				...(method === 'POST' ? { body: feedBody } : {}),
			})),
		]),
	);
}

export const feeds: HttpCases = {
	'GET /api/my-feed': { '-': { path: '/api/my-feed' } },
	'POST /api/my-feed': { '-': { path: '/api/my-feed', body: feedBody } },
	'DELETE /api/my-feed': { '-': { path: '/api/my-feed' } },
	...ofPlaces('classrooms/:classroomId', (school) => `classrooms/${school}-room`),
	...ofPlaces('class-groups/:classGroupId', (school) => `class-groups/${school}-class`),
	'GET /calendar/:secret.ics': { '-': { path: '/calendar/guessed.ics', domain: ['not-found'] } },
};

const quiz = { path: '/api/quizzes/23456789', domain: ['quiz-not-found'] };

export const quizPages: HttpCases = {
	'GET /api/quizzes/:code': { '-': quiz },
	'POST /api/quizzes/:code/answer': {
		// Without the page's cookie there is no device to answer.
		'-': { path: `${quiz.path}/answer`, body: { answer: { choice: [0] } }, domain: ['bad-request'] },
	},
};

const webhookIds = { own: 'east-webhook', foreign: 'west-webhook' };
const webhookBody = { name: 'w', notices: ['planned'] };

export const webhooks: HttpCases = {
	'GET /api/webhooks': { '-': { path: '/api/webhooks' } },
	'POST /api/webhooks': {
		'-': {
			path: '/api/webhooks',
			body: { ...webhookBody, form: 'signed', address: 'https://127.0.0.1/', robotSecret: null },
			domain: ['webhook-address-refused'],
		},
	},
	'PATCH /api/webhooks/:webhookId': each(webhookIds, (webhookId) => ({
		path: `/api/webhooks/${webhookId}`,
		body: { ...webhookBody, paused: true, address: null },
	})),
	'POST /api/webhooks/:webhookId/secret': each(webhookIds, (webhookId) => ({
		path: `/api/webhooks/${webhookId}/secret`,
		body: { robotSecret: null },
	})),
	'POST /api/webhooks/:webhookId/test': each(webhookIds, (webhookId) => ({
		path: `/api/webhooks/${webhookId}/test`,
	})),
	'GET /api/webhooks/:webhookId/deliveries': each(webhookIds, (webhookId) => ({
		path: `/api/webhooks/${webhookId}/deliveries`,
	})),
	'DELETE /api/webhooks/:webhookId': each(webhookIds, (webhookId) => ({
		path: `/api/webhooks/${webhookId}`,
	})),
};
