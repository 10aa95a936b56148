import { Writable } from 'node:stream';
import { LessonId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeat } from './clock.ts';
import { errorAck, errorAnswer } from './errorAnswer.ts';
import { AppError } from './errors.ts';
import { FakeClock } from './fakeClock.ts';
import { hashSecret, newId, newSecret, shortCode, sortableId } from './ids.ts';
import { createLog, lessonLogger, redact, silentLog } from './log.ts';
import { checkOrigin, createCsrf } from './http/csrf.ts';
import { Conduct } from './socket/conduct.ts';

test('ids sort by creation and are ids of the contract', () => {
	fc.assert(
		fc.property(fc.nat(2 ** 45), fc.nat(2 ** 45), (a, b) => {
			const [first, second] = [sortableId(a), sortableId(b)];
			expect(first).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
			if (a !== b) expect(first < second).toBe(a < b);
		}),
	);
	expect(LessonId.safeParse(newId(LessonId)).success).toBe(true);
	expect(new Set(Array.from({ length: 1000 }, () => sortableId(1))).size).toBe(1000);
});

test('secrets have 256 bits, and codes no look-alikes', () => {
	expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32);
	expect(hashSecret('a')).toBe(hashSecret('a'));
	expect(hashSecret('a')).not.toBe(hashSecret('b'));
	expect(shortCode(500)).toMatch(/^[2-9A-HJKMNP-TV-Z]{500}$/);
});

test('a fake clock runs what falls due, in order', () => {
	const clock = new FakeClock(1000);
	const ran: string[] = [];
	clock.setTimeout(() => ran.push(`late ${clock.now()}`), 50);
	clock.setTimeout(() => ran.push(`early ${clock.now()}`), 10);
	const cancel = clock.setTimeout(() => ran.push('never'), 20);
	cancel();
	const stop = repeat(clock, () => ran.push('tick'), 30);
	clock.advance(70);
	expect(ran).toEqual(['early 1010', 'tick', 'late 1050', 'tick']);
	stop();
	clock.advance(1000);
	expect(ran).toHaveLength(4);
	expect(clock.monotonic()).toBe(1070);
});

test('no secret and no address reaches the log', () => {
	const lines: string[] = [];
	const destination = new Writable({
		write(chunk: Buffer, _encoding, done) {
			lines.push(chunk.toString());
			done();
		},
	});
	const log = lessonLogger(createLog('info', destination), 'lesson-1');
	log.info({
		password: 'p-secret',
		newPassword: 'p-secret',
		serviceToken: 'p-secret',
		cookies: 3,
		headers: { authorization: 'p-secret', Cookie: 'p-secret', 'x-csrf-token': 'p-secret' },
		transport: [{ iceCandidates: ['p-secret'], sdp: 'p-secret', ip: 'p-secret', id: 't1' }],
	});
	log.error({ err: new AppError('conflict', 'twice') }, 'failed');
	expect(lines.join('')).not.toContain('p-secret');
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', lessonId: 'lesson-1', cookies: 3 });
	expect(lines[1]).toContain('"twice"');
	expect(lines[1]).toContain('platform.test.ts');
	const circular: Record<string, unknown> = {};
	circular['self'] = circular;
	expect(() => redact(circular)).not.toThrow();
});

test('an error of ours tells its code and details, any other an incident only', () => {
	const log = silentLog();
	const full = new AppError('storage-full', 'the disk is full', {
		details: { free: 0 },
		cause: new Error('x'),
	});
	expect(errorAnswer(full, log)).toEqual({
		status: 507,
		body: { code: 'storage-full', details: { free: 0 } },
	});
	const ack = errorAck(new TypeError('secret'), log);
	expect(ack).toMatchObject({ ok: false, error: { code: 'internal' } });
	expect(JSON.stringify(ack)).not.toContain('secret');
	expect(JSON.stringify(errorAck(new AppError('internal', 'secret'), log))).not.toContain('secret');
});

test('a CSRF token holds for its session and secret only', () => {
	const csrf = createCsrf('s1');
	expect(() => csrf.check('session', csrf.tokenFor('session'))).not.toThrow();
	for (const wrong of [undefined, '', 'x', csrf.tokenFor('other'), createCsrf('s2').tokenFor('session')]) {
		expect(() => csrf.check('session', wrong)).toThrow('bad-csrf-token');
	}
});

test.each([
	[undefined, 'here:1', undefined, true],
	['http://here:1', 'here:1', undefined, true],
	['https://public.example', 'inside:1', 'https://public.example/', true],
	['http://public.example', 'inside:1', 'https://public.example', false],
	['http://here:2', 'here:1', undefined, false],
	['null', 'here:1', undefined, false],
	['http://here:1.evil.example', 'here:1', undefined, false],
])('origin %s at host %s with public address %s: %s', (origin, host, publicUrl, allowed) => {
	const check = () => checkOrigin(origin, host, publicUrl);
	if (allowed) expect(check).not.toThrow();
	else expect(check).toThrow('bad-origin');
});

test('a socket may burst, then keeps to its rate', () => {
	const clock = new FakeClock();
	const conduct = new Conduct({ requestsPerSecond: 10, burst: 5, offencesPerMinute: 3 }, clock);
	const granted = (tries: number) =>
		Array.from({ length: tries }, () => conduct.takeToken()).filter(Boolean).length;
	expect(granted(20)).toBe(5);
	clock.advance(300);
	expect(granted(20)).toBe(3);
	clock.advance(60_000);
	expect(granted(20)).toBe(5);
});

test('offences count within a minute, and honest failures do not', () => {
	const clock = new FakeClock();
	const conduct = new Conduct({ requestsPerSecond: 10, burst: 5, offencesPerMinute: 3 }, clock);
	expect([conduct.fails('bad-request'), conduct.fails('lesson-ended'), conduct.fails('too-large')]).toEqual([
		false,
		false,
		false,
	]);
	clock.advance(61_000);
	expect([conduct.fails('bad-request'), conduct.fails('bad-request'), conduct.fails('bad-request')]).toEqual([
		false,
		false,
		true,
	]);
});
