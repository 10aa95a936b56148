import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endpoint } from '@classroom/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Access, Callers } from '../callers.ts';
import { everyone } from '../callers.ts';
import { AppError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { createCsrf } from './csrf.ts';
import { Health } from './health.ts';
import { createHttp } from './http.ts';
import type { Http } from './http.ts';
import { createRateLimit } from './rateLimit.ts';

type Caller = { kind: 'anonymous' } | { kind: 'person'; session: string; role: string };
type Person = Extract<Caller, { kind: 'person' }>;

const callers: Callers<Caller> = {
	authenticate: ({ cookies }) =>
		Promise.resolve(
			cookies['session'] === undefined
				? { kind: 'anonymous' }
				: { kind: 'person', session: cookies['session'], role: cookies['session'] },
		),
	isAnonymous: (caller) => caller.kind === 'anonymous',
	csrfSession: (caller) => (caller.kind === 'person' ? caller.session : undefined),
	describe: (caller) => (caller.kind === 'person' ? { role: caller.role } : {}),
};
const role = (name: string): Access<Caller, Person> => ({
	name,
	admit: (caller) => (caller.kind === 'person' && caller.role === name ? caller : undefined),
});

const endpoints = {
	readThing: endpoint('get', '/api/things/:id', 'A thing', {
		params: z.object({ id: z.string().max(5) }),
		response: z.object({ id: z.string() }),
	}),
	makeThing: endpoint('post', '/api/things', 'Makes one', {
		body: z.strictObject({ name: z.string().min(1) }),
		response: z.object({ name: z.string() }),
	}),
	breakThing: endpoint('get', '/api/broken', 'Fails', { response: z.object({}) }),
};

const csrf = createCsrf('secret');
const health = new Health(silentLog());
let folder: string;
let http: Http<Caller>;
let metrics: Metrics;
let base: string;

beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'classroom-'));
	mkdirSync(path.join(folder, 'assets'));
	writeFileSync(path.join(folder, 'index.html'), '<title>课堂</title>');
	writeFileSync(path.join(folder, 'assets', 'a-1.js'), 'let a;');
	metrics = new Metrics();
	http = createHttp({
		config: { HOST: '127.0.0.1', PORT: 0, CLIENT_DIR: folder, TRUST_PROXY: false },
		log: silentLog(),
		metrics,
		callers,
		csrf,
		health,
		openApi: { title: 'Test', version: '1', endpoints },
	});
	http.routes.implement(endpoints.readThing, {
		access: everyone(),
		handler: ({ params }) => ({ id: params.id, passwordHash: 'never sent' }),
	});
	http.routes.implement(endpoints.makeThing, { access: role('teacher'), handler: ({ body }) => body });
	http.routes.implement(endpoints.breakThing, {
		access: everyone(),
		handler: () => {
			throw new Error('secret detail');
		},
	});
	base = `http://127.0.0.1:${await http.listen()}`;
});
afterEach(async () => {
	await http.close(0);
	rmSync(folder, { recursive: true });
});

const post = (headers: Record<string, string>, body: string = JSON.stringify({ name: 'x' })) =>
	fetch(`${base}/api/things`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
const teacher = { cookie: 'session=teacher', 'x-csrf-token': csrf.tokenFor('teacher') };
const codeOf = async (response: Response) => z.object({ code: z.string() }).parse(await response.json()).code;

test('an answer holds what the contract says and nothing else', async () => {
	const response = await fetch(`${base}/api/things/abc`);
	expect(await response.json()).toEqual({ id: 'abc' });
	expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
	expect(response.headers.get('permissions-policy')).toContain('camera=(self)');
});

test('what does not fit is a bad request that names the field', async () => {
	const response = await fetch(`${base}/api/things/toolong?extra=1`);
	expect(response.status).toBe(400);
	expect(await response.json()).toEqual({ code: 'bad-request', issues: [{ path: 'id', code: 'too-long' }] });
	expect(await codeOf(await fetch(`${base}/api/things/abc?extra=1`))).toBe('bad-request');
	expect(await codeOf(await post(teacher, '{'))).toBe('bad-request');
	expect(await codeOf(await post({ ...teacher, 'content-type': 'text/plain' }))).toBe('bad-request');
	expect(await codeOf(await post(teacher, JSON.stringify({ name: 'x'.repeat(300_000) })))).toBe('too-large');
});

test('nobody is signed out, somebody else forbidden, and both are counted', async () => {
	const nobody = await post({});
	expect([nobody.status, await codeOf(nobody)]).toEqual([401, 'signed-out']);
	const student = await post({ cookie: 'session=student', 'x-csrf-token': csrf.tokenFor('student') });
	expect([student.status, await codeOf(student)]).toEqual([403, 'forbidden']);
	expect((await metrics.text()).body).toContain('classroom_refused_total{via="http",code="forbidden"} 1');
});

test('a change needs our origin and the token of the session', async () => {
	expect((await post(teacher)).status).toBe(200);
	expect((await post({ ...teacher, origin: base })).status).toBe(200);
	expect(await codeOf(await post({ ...teacher, origin: 'https://evil.example' }))).toBe('bad-origin');
	expect(await codeOf(await post({ cookie: teacher.cookie }))).toBe('bad-csrf-token');
	const stolen = { cookie: teacher.cookie, 'x-csrf-token': csrf.tokenFor('student') };
	expect(await codeOf(await post(stolen))).toBe('bad-csrf-token');
});

test('an unexpected error tells an incident and nothing else', async () => {
	const response = await fetch(`${base}/api/broken`);
	expect(response.status).toBe(500);
	const body = z.strictObject({ code: z.literal('internal'), incident: z.string().length(8) });
	expect(body.safeParse(await response.json()).success).toBe(true);
});

test('pages, hashed assets, and what does not exist', async () => {
	const page = await fetch(`${base}/lesson/1`, { headers: { accept: 'text/html' } });
	expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
	const asset = await fetch(`${base}/assets/a-1.js`);
	expect(asset.headers.get('cache-control')).toContain('immutable');
	expect(await codeOf(await fetch(`${base}/assets/b.js`))).toBe('not-found');
	expect(await codeOf(await fetch(`${base}/api/nothing`, { headers: { accept: 'text/html' } }))).toBe(
		'not-found',
	);
	expect(await (await fetch(`${base}/..%2f..%2fetc/passwd`)).text()).not.toContain('root:');
});

test('health, readiness, metrics and the OpenAPI document', async () => {
	expect((await fetch(`${base}/healthz`)).status).toBe(200);
	expect((await fetch(`${base}/readyz`)).status).toBe(200);
	expect(await (await fetch(`${base}/metrics`)).text()).toContain('classroom_http_request_seconds');
	const proxied = await fetch(`${base}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
	expect(proxied.status).toBe(403);
	const document = await (await fetch(`${base}/api/openapi.json`)).json();
	expect(document).toMatchObject({
		openapi: '3.1.0',
		paths: { '/api/things/{id}': { get: { operationId: 'readThing' } } },
	});
});

test('every route is listed with its access', () => {
	expect(http.listRoutes()).toContainEqual({ method: 'post', path: '/api/things', access: 'teacher' });
});

test('a busy port is a sentence', async () => {
	const port = Number(new URL(base).port);
	const second = createHttp({
		config: { HOST: '127.0.0.1', PORT: port, CLIENT_DIR: folder, TRUST_PROXY: false },
		log: silentLog(),
		metrics: new Metrics(),
		callers,
		csrf,
		health,
		openApi: { title: 'Test', version: '1', endpoints },
	});
	await expect(second.listen()).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
});

test('a handler that refuses is counted as well', async () => {
	http.routes.stream('get', '/media/x', {
		access: everyone(),
		handler: () => {
			throw new AppError('other-county');
		},
	});
	expect((await fetch(`${base}/media/x`)).status).toBe(403);
	expect((await metrics.text()).body).toContain('code="other-county"} 1');
});

test('an address that asks as fast as it can is told to wait', async () => {
	const strict = createHttp({
		config: { HOST: '127.0.0.1', PORT: 0, CLIENT_DIR: folder, TRUST_PROXY: true },
		log: silentLog(),
		metrics: new Metrics(),
		callers,
		csrf,
		health,
		openApi: { title: 'Test', version: '1', endpoints },
		limit: { requests: 3, windowSeconds: 60 },
	});
	strict.routes.implement(endpoints.readThing, {
		access: everyone(),
		limit: createRateLimit({ requests: 2, windowSeconds: 60 }),
		handler: ({ params }) => ({ id: params.id }),
	});
	strict.routes.implement(endpoints.breakThing, { access: everyone(), handler: () => ({}) });
	const port = await strict.listen();
	const ask = async (what: string, address: string): Promise<number> => {
		const headers = { 'x-forwarded-for': address };
		return (await fetch(`http://127.0.0.1:${port}/api/${what}`, { headers })).status;
	};
	const statuses: number[] = [];
	for (const what of ['things/1', 'things/1', 'things/1', 'broken']) {
		statuses.push(await ask(what, '198.51.100.1'));
	}
	expect(statuses).toEqual([200, 200, 429, 429]);
	expect(await ask('things/1', '198.51.100.2')).toBe(200);
	await strict.close();
});
