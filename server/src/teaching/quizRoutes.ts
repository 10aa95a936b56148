// The page behind a quiz's QR code. No account: a device is known by a cookie, and nothing else is kept of it.
import { endpoints } from '@classroom/protocol';
import { anyone, type Caller } from '../identity/index.ts';
import { AppError, createRateLimit, newSecret, type Credentials, type Routes } from '../platform/index.ts';
import type { Quizzes } from './quizzes.ts';

const COOKIE = 'scc_quiz';
const COOKIE_LIFE_MS = 12 * 3_600_000;
/** A whole school answers from behind one address, a class within a few seconds. */
const addressLimit = { requests: 300, windowSeconds: 10 };
/** A child that changes its mind. */
const deviceLimit = { requests: 10, windowSeconds: 10 };

export const addQuizRoutes = (routes: Routes<Caller>, quizzes: Quizzes): void => {
	const byAddress = createRateLimit(addressLimit);
	const byDevice = createRateLimit(deviceLimit);
	routes.implement(endpoints.readQuizPage, {
		access: anyone,
		handler: async ({ params, credentials, reply }) => {
			const device = deviceIn(credentials);
			const page = await quizzes.page(params.code, device);
			if (device === null) reply.setCookie(COOKIE, newSecret(), { maxAgeMs: COOKIE_LIFE_MS });
			return page;
		},
	});
	routes.implement(endpoints.answerQuizPage, {
		access: anyone,
		limit: byAddress,
		handler: async ({ params, body, credentials }) => {
			const device = deviceIn(credentials);
			// Whoever asks without the page has no device; one for each request would be as many answers.
			if (device === null)
				throw new AppError('bad-request', 'no device', { issues: [{ path: 'device', code: 'required' }] });
			// Nothing is counted for a code as a whole: whoever wanted could use up what its class has.
			await byDevice.take(device);
			await quizzes.answerByCode(params.code, device, body.answer);
			return {};
		},
	});
};

const deviceIn = ({ cookies }: Credentials): string | null => {
	const secret = cookies[COOKIE];
	return secret !== undefined && /^[A-Za-z0-9_-]{43}$/.test(secret) ? secret : null;
};
