import { MAX_MESSAGE_BYTES } from '@classroom/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Access, Callers } from '../callers.ts';
import { systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { createCsrf } from '../http/csrf.ts';
import { Health } from '../http/health.ts';
import { createHttp } from '../http/http.ts';
import type { Http } from '../http/http.ts';
import { silentLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import type { Connection } from './connection.ts';
import { handler } from './handlers.ts';
import type { HandlerMap } from './handlers.ts';
import { SocketGateway } from './socketGateway.ts';

type Caller = { kind: 'anonymous' } | { kind: 'person'; role: string };
type Person = Extract<Caller, { kind: 'person' }>;
/** Set by a test that has something happen while credentials are looked at. */
let lookingAt: () => Promise<void>;
const callers: Callers<Caller> = {
	authenticate: async ({ cookies }) => {
		const role = cookies['role'];
		await lookingAt();
		return role === undefined ? { kind: 'anonymous' } : { kind: 'person', role };
	},
	isAnonymous: (caller) => caller.kind === 'anonymous',
	csrfSession: (caller) =>
		caller.kind === 'person' && caller.role !== 'recorder' ? `session:${caller.role}` : undefined,
	describe: () => ({}),
};
const person: Access<Caller, Person> = {
	name: 'person',
	admit: (caller) => (caller.kind === 'person' ? caller : undefined),
};
const teacher: Access<Caller, Person> = {
	name: 'teacher',
	admit: (caller) => (caller.kind === 'person' && caller.role === 'teacher' ? caller : undefined),
};

const contract = {
	request: z.discriminatedUnion('type', [
		z.strictObject({ type: z.literal('echo'), text: z.string() }),
		z.strictObject({ type: z.literal('muteAll') }),
		z.strictObject({ type: z.literal('leaveTwice') }),
		z.strictObject({ type: z.literal('flood') }),
		z.strictObject({ type: z.literal('fill') }),
		z.strictObject({ type: z.literal('noRoom') }),
	]),
	answers: {
		echo: z.object({ text: z.string(), role: z.string() }),
		muteAll: z.object({}),
		leaveTwice: z.object({}),
		flood: z.object({}),
		fill: z.object({}),
		noRoom: z.object({}),
	},
	notification: z.discriminatedUnion('type', [
		z.object({ type: z.literal('news'), text: z.string() }),
		z.object({ type: z.literal('dismissed'), code: z.string() }),
	]),
};
const handlers: HandlerMap<typeof contract, Caller> = {
	echo: handler(person, ({ request, caller }) => ({
		text: request.text,
		role: caller.role,
		secret: 'never sent',
	})),
	muteAll: handler(teacher, () => ({})),
	leaveTwice: handler(person, () => {
		throw new AppError('out-of-order');
	}),
	flood: handler(person, ({ connection }) => {
		for (let i = 0; i < 100; i += 1) connection.send({ type: 'news', text: 'x'.repeat(100_000) });
		return {};
	}),
	// Just past the limit: it is the answer that is too much.
	fill: handler(person, ({ connection }) => {
		for (let i = 0; i < 42; i += 1) connection.send({ type: 'news', text: 'x'.repeat(100_000) });
		return {};
	}),
	noRoom: handler(person, () => {
		throw new AppError('too-many-requests');
	}),
};
const limits = { socketsPerCaller: 3, socketsPerAddress: 6 };

let http: Http<Caller>;
let gateway: SocketGateway<typeof contract, Caller>;
let metrics: Metrics;
let connections: Connection<Caller, z.infer<typeof contract.notification>>[];
let base: string;
const sockets: Socket[] = [];

beforeEach(async () => {
	metrics = new Metrics();
	connections = [];
	lookingAt = () => Promise.resolve();
	http = createHttp({
		config: { HOST: '127.0.0.1', PORT: 0, CLIENT_DIR: '/nonexistent', TRUST_PROXY: false },
		log: silentLog(),
		metrics,
		callers,
		csrf: createCsrf('secret'),
		health: new Health(silentLog()),
		openApi: { title: 'Test', version: '1', endpoints: {} },
	});
	gateway = new SocketGateway({
		listener: http.listener,
		config: { TRUST_PROXY: false },
		log: silentLog(),
		metrics,
		clock: systemClock,
		callers,
		admission: http.admission,
		contract,
		handlers,
		dismissal: (code) => ({ type: 'dismissed', code }),
		onConnection: (connection) => connections.push(connection),
		limits,
	});
	base = `http://127.0.0.1:${await http.listen()}`;
});
afterEach(async () => {
	for (const socket of sockets.splice(0)) socket.disconnect();
	await gateway.close({ type: 'news', text: 'bye' });
	await http.close(0);
});

const open = (headers: Record<string, string>): Socket => {
	const socket = io(base, {
		transports: ['websocket'],
		auth: { protocol: 1 },
		extraHeaders: headers,
		reconnection: false,
		forceNew: true,
	});
	sockets.push(socket);
	return socket;
};
const event = (socket: Socket, name: string) =>
	new Promise<unknown>((resolve) => socket.once(name, (value: unknown) => resolve(value)));
const connect = async (role: string): Promise<Socket> => {
	const socket = open({ cookie: `role=${role}` });
	await event(socket, 'connect');
	return socket;
};
const ask = (socket: Socket, message: unknown, name = 'request') =>
	socket.timeout(60_000).emitWithAck(name, message) as Promise<unknown>;
const refused = (code: string) => ({ ok: false, error: { code } });

test('a request is parsed, admitted and answered as the contract says', async () => {
	const socket = await connect('teacher');
	const answer = await ask(socket, { type: 'echo', text: '你好' });
	expect(answer).toEqual({ ok: true, answer: { text: '你好', role: 'teacher' } });
});

test('a student is refused what is the teacher’s, and it is counted', async () => {
	const socket = await connect('student');
	expect(await ask(socket, { type: 'muteAll' })).toEqual(refused('forbidden'));
	expect((await metrics.text()).body).toContain('classroom_refused_total{via="socket",code="forbidden"} 1');
});

test('malformed, unknown and oversized messages get a code and close nothing', async () => {
	const socket = await connect('teacher');
	expect(await ask(socket, { type: 'echo' })).toMatchObject(refused('bad-request'));
	expect(await ask(socket, { type: 'echo', text: 'x', extra: 1 })).toMatchObject(refused('bad-request'));
	expect(await ask(socket, null)).toMatchObject(refused('bad-request'));
	expect(await ask(socket, { type: '__proto__' })).toEqual(refused('unknown-request'));
	expect(await ask(socket, {}, 'somethingElse')).toEqual(refused('unknown-request'));
	expect(await ask(socket, Buffer.alloc(MAX_MESSAGE_BYTES + 1))).toEqual(refused('too-large'));
	expect(await ask(socket, { type: 'echo', text: 'x'.repeat(MAX_MESSAGE_BYTES) })).toEqual(
		refused('too-large'),
	);
	expect(await ask(socket, { type: 'leaveTwice' })).toEqual(refused('out-of-order'));
	expect(await ask(socket, { type: 'echo', text: 'still here' })).toMatchObject({ ok: true });
});

test('on repetition only the offender is closed, and told why', async () => {
	const [offender, other] = [await connect('student'), await connect('teacher')];
	const notification = event(offender, 'notification');
	const closed = event(offender, 'disconnect');
	for (let i = 0; i < 20; i += 1) offender.emit('request', { type: 'nonsense' }, () => undefined);
	expect(await notification).toEqual({ type: 'dismissed', code: 'too-many-bad-requests' });
	await closed;
	expect(await ask(other, { type: 'echo', text: 'fine' })).toMatchObject({ ok: true });
});

test('nobody connects signed out, with another contract, or from another site', async () => {
	const signedOut = await event(open({}), 'connect_error');
	expect(signedOut).toMatchObject({ data: { code: 'signed-out' } });
	const foreign = open({ cookie: 'role=teacher', origin: 'https://evil.example' });
	expect(await event(foreign, 'connect_error')).toBeInstanceOf(Error);
	expect((await metrics.text()).body).toContain('code="bad-origin"} 1');
});

test('whoever does not read is cut off', async () => {
	const socket = await connect('student');
	const other = await connect('teacher');
	const cause = new Promise((resolve) => connections[0]?.onClose(resolve));
	await ask(other, { type: 'echo', text: 'before' });
	socket.emit('request', { type: 'flood' }, () => undefined);
	expect(await cause).toBe('too-slow');
	expect(await ask(other, { type: 'echo', text: 'after' })).toMatchObject({ ok: true });
});

test('answers too wait for a reader only so long', async () => {
	const socket = await connect('student');
	const other = await connect('teacher');
	const cause = new Promise((resolve) => connections[0]?.onClose(resolve));
	await ask(other, { type: 'echo', text: 'before' });
	socket.emit('request', { type: 'fill' }, () => undefined);
	expect(await cause).toBe('too-slow');
	expect(await ask(other, { type: 'echo', text: 'after' })).toMatchObject({ ok: true });
});

test('what there is enough of is refused as often as it is asked for, and closes nothing', async () => {
	const socket = await connect('teacher');
	for (let turn = 0; turn < 40; turn += 1)
		expect(await ask(socket, { type: 'noRoom' })).toEqual(refused('too-many-requests'));
	expect(await ask(socket, { type: 'echo', text: 'still here' })).toMatchObject({ ok: true });
});

test('of one caller, and from one address, come only so many sockets; a service is counted by address alone', async () => {
	const mine = [await connect('student'), await connect('student'), await connect('student')];
	const fourth = await event(open({ cookie: 'role=student' }), 'connect_error');
	expect(fourth).toMatchObject({ data: { code: 'too-many-requests' } });
	expect((await metrics.text()).body).toContain('via="socket",code="too-many-requests"} 1');
	await connect('recorder');
	await connect('recorder');
	await connect('recorder');
	const seventh = await event(open({ cookie: 'role=teacher' }), 'connect_error');
	expect(seventh).toMatchObject({ data: { code: 'too-many-requests' } });
	const gone = new Promise((resolve) => connections[0]?.onClose(resolve));
	mine[0]?.disconnect();
	await gone;
	expect(await ask(await connect('teacher'), { type: 'echo', text: 'in' })).toMatchObject({ ok: true });
});

test('who is dismissed while their credentials are looked at does not get in', async () => {
	let letGo = (): void => undefined;
	const looking = new Promise<void>((resolve) => {
		lookingAt = () => {
			resolve();
			return new Promise((go) => (letGo = go));
		};
	});
	const socket = open({ cookie: 'role=student' });
	const notification = event(socket, 'notification');
	const closed = event(socket, 'disconnect');
	await looking;
	gateway.dismiss((caller) => caller.kind === 'person' && caller.role === 'student', 'device-revoked');
	letGo();
	expect(await notification).toEqual({ type: 'dismissed', code: 'device-revoked' });
	await closed;
	expect(connections).toEqual([]);
});

test('dismissing by caller, and a gateway that stops says so', async () => {
	const [student, other] = [await connect('student'), await connect('teacher')];
	const dismissed = event(student, 'notification');
	gateway.dismiss((caller) => caller.kind === 'person' && caller.role === 'student', 'device-revoked');
	expect(await dismissed).toEqual({ type: 'dismissed', code: 'device-revoked' });
	const farewell = event(other, 'notification');
	await gateway.close({ type: 'news', text: 'back in 3 s' });
	expect(await farewell).toEqual({ type: 'news', text: 'back in 3 s' });
});

test('requests are listed with their access', () => {
	expect(gateway.listRequests()).toContainEqual({ type: 'muteAll', access: 'teacher' });
});
