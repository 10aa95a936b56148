import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ATTENDED_HEADER, CSRF_HEADER, endpoints } from '@classroom/protocol';
import { address, api } from './api.ts';
import { ApiError, errorOfAnswer } from './apiError.ts';
import { watchAttendance } from './attendance.ts';

const sent: Request[] = [];

function answer(status: number, body: unknown): void {
	vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
		sent.push(new Request(new URL(url, 'http://localhost'), { ...init, signal: null }));
		return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
	});
}

beforeEach(() => sent.splice(0));
afterEach(() => vi.unstubAllGlobals());

describe('address', () => {
	test('fills in params and query, escaped', () => {
		expect(address('/api/lessons/:lessonId/replay', { lessonId: 'a/b' }, {})).toBe(
			'/api/lessons/a%2Fb/replay',
		);
		expect(address('/api/schools', {}, { search: '罗山 & 周党', limit: 50, cursor: undefined })).toBe(
			'/api/schools?search=%E7%BD%97%E5%B1%B1+%26+%E5%91%A8%E5%85%9A&limit=50',
		);
	});
});

describe('api', () => {
	const anonymous = { kind: 'anonymous', mode: 'demo', csrfToken: 'token-1', serverNow: 5 };

	test('an answer is parsed, its CSRF token goes with the next change', async () => {
		answer(200, anonymous);
		await expect(api(endpoints.session, {})).resolves.toMatchObject({ kind: 'anonymous' });
		answer(200, {});
		await api(endpoints.signOut, {});
		expect(sent[1]?.method).toBe('POST');
		expect(sent[1]?.headers.get(CSRF_HEADER)).toBe('token-1');
	});

	test('a request says whether somebody is at the page, for a minute or two after the last key', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		try {
			answer(200, anonymous);
			const page = new EventTarget();
			watchAttendance(page);
			await api(endpoints.session, {});
			page.dispatchEvent(new Event('keydown'));
			await api(endpoints.session, {});
			vi.setSystemTime(Date.now() + 120_000);
			await api(endpoints.session, {});
			expect(sent.map((request) => request.headers.get(ATTENDED_HEADER))).toEqual([null, '1', null]);
		} finally {
			vi.useRealTimers();
		}
	});

	test('a mistake in a form is told without a journey', async () => {
		answer(200, {});
		const failed = await api(endpoints.signIn, { body: { loginName: '', password: 'x' } }).catch(
			(e: unknown) => e,
		);
		expect(failed).toBeInstanceOf(ApiError);
		expect((failed as ApiError).issueOf('loginName')).toBe('required');
		expect(sent).toEqual([]);
	});

	test.each([
		[403, { code: 'forbidden' }, 'forbidden'],
		[502, '<html>', 'unavailable'],
		[429, '', 'too-many-requests'],
		[500, { something: 'else' }, 'bad-answer'],
	])('%i becomes its code', async (status, body, code) => {
		answer(status, body);
		await expect(api(endpoints.session, {})).rejects.toMatchObject({ code });
	});

	test('an answer the contract does not know is refused', async () => {
		answer(200, { kind: 'robot' });
		await expect(api(endpoints.session, {})).rejects.toMatchObject({ code: 'bad-answer' });
	});

	test('no network is said so', async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		await expect(api(endpoints.session, {})).rejects.toMatchObject({ code: 'offline' });
	});

	test("the caller's own abort is not an error of the network", async () => {
		vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')));
		const failed = await api(endpoints.session, {}, AbortSignal.abort()).catch((e: unknown) => e);
		expect(failed).not.toBeInstanceOf(ApiError);
	});
});

test('an error keeps what the server said', () => {
	const error = errorOfAnswer(400, {
		code: 'bad-request',
		issues: [{ path: 'name', code: 'too-long' }],
		incident: 'k3',
	});
	expect(error.issueOf('name')).toBe('too-long');
	expect(error.incident).toBe('k3');
});
