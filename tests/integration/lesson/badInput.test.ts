// Whatever comes in on a socket: an error with a code, and nothing closed but, on repetition, the offender's own socket.
import { ErrorBody, MAX_MESSAGE_BYTES, SignalRequest } from '@classroom/protocol';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { join, liveLesson } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import type { LiveSocket } from './live/liveSocket.ts';
import { cameraParameters, dtlsParameters, microphoneParameters } from './live/mediaSamples.ts';
import { mutated } from './live/mutations.ts';
import { validMessages } from './live/validMessages.ts';

let server: LiveServer;
let lesson: LiveLesson;
/** Sits in the lesson throughout, and must not notice anything. */
let witness: Joined;
let witnessTransport: string;
let worker: number[];
const opened: LiveSocket[] = [];
const witnesses: LiveSocket[] = [];

/** Another lesson with people of its own: nobody may come into one Room as often as these tests do. */
const setStage = async (): Promise<void> => {
	const before = opened.splice(0);
	lesson = await liveLesson(server, { startsInMs: 300_000 });
	witness = await join(server, lesson, lesson.classrooms[1]);
	({ transportId: witnessTransport } = await witness.socket.ask('createTransport', { direction: 'receive' }));
	witnesses.push(witness.socket);
	for (const socket of before) socket.close();
};

beforeAll(async () => {
	server = await startLiveServer();
	await setStage();
	worker = server.workers();
	expect(worker.length).toBe(1);
});

afterAll(async () => {
	for (const socket of witnesses) socket.close();
	await server.stop();
});

beforeEach(() => {
	opened.length = 0;
});

afterEach(async () => {
	for (const socket of opened) socket.close();
	// The others' lesson goes on, on the same worker.
	expect(await witness.socket.code({ type: 'readLog', afterSeq: 0 })).toBe('ok');
	expect(await witness.socket.code({ type: 'restartIce', transportId: witnessTransport })).toBe('ok');
	expect(server.workers()).toEqual(worker);
});

const enter = async (who: Who): Promise<Joined> => {
	const joined = await join(server, lesson, who);
	opened.push(joined.socket);
	return joined;
};

describe('malformed messages', () => {
	test.each([
		['nothing', null],
		['a number', 7],
		['text', 'join'],
		['a list', [{ type: 'leave' }]],
		['no type', {}],
		['a type that is no text', { type: { type: 'leave' } }],
		['a type that is too long', { type: 'x'.repeat(65) }],
		['a missing field', { type: 'readLog' }],
		['a field of another kind', { type: 'readLog', afterSeq: '0' }],
		['a number that is none', { type: 'readLog', afterSeq: 1.5 }],
		['an unknown field', { type: 'leave', also: 1 }],
		['an id with a path in it', { type: 'restartIce', transportId: '../../etc/passwd' }],
		['an id that is empty', { type: 'restartIce', transportId: '' }],
		['a prototype', JSON.parse('{"type":"leave","__proto__":{"role":"teacher"}}') as unknown],
	])('%s: bad-request', async (_, raw) => {
		const { socket } = await enter(lesson.teacher);
		const answer = await socket.say(raw);
		expect(answer.ok).toBe(false);
		if (!answer.ok) expect(ErrorBody.parse(answer.error).code).toBe('bad-request');
		expect(socket.connected).toBe(true);
	});

	test.each(['nope', 'constructor', '__proto__', 'toString', ''])(
		'a request called "%s": unknown-request',
		async (type) => {
			const { socket } = await enter(lesson.teacher);
			expect(await socket.code({ type })).toBe('unknown-request');
		},
	);

	test('what is out of order says so', async () => {
		const { socket } = await enter(lesson.teacher);
		const again = { type: 'join', lessonId: lesson.lesson.lessonId, role: 'viewer', afterSeq: null };
		expect(await socket.code({ ...again, transports: [], rtpCapabilities: null })).toBe('already-joined');
		await socket.ask('leave');
		expect(await socket.code({ type: 'muteAll' })).toBe('not-joined');
	});

	test('other events, missing acknowledgements, binary, too many arguments close nothing', async () => {
		const { socket } = await enter(lesson.teacher);
		socket.throwAt('request');
		socket.throwAt('request', { type: 'leave' });
		socket.throwAt('join', 'teacher');
		socket.throwAt('request', { type: 'leave' }, { type: 'leave' }, () => undefined);
		socket.throwAt('request', Buffer.alloc(1000), () => undefined);
		expect(await socket.code({ type: 'readLog', afterSeq: 0 })).toBe('ok');
	});

	test('an oversized message is answered; one beyond all measure cuts its own socket alone', async () => {
		const { socket } = await enter(lesson.teacher);
		expect(await socket.code({ type: 'postChat', text: 'x'.repeat(MAX_MESSAGE_BYTES) })).toBe('too-large');
		let deep: unknown = 1;
		for (let depth = 0; depth < 1000; depth += 1) deep = [deep];
		expect(await socket.code({ type: 'postChat', text: deep })).toBe('bad-request');
		socket.throwAt(
			'request',
			{ type: 'postChat', text: 'x'.repeat(10 * MAX_MESSAGE_BYTES) },
			() => undefined,
		);
		await socket.closed();
	});

	test('on repetition the offender is dismissed, and nobody else', async () => {
		const { socket } = await enter(lesson.student);
		// At once: what counts is how many there are within a minute.
		for (let turn = 0; turn < 20; turn += 1) socket.throwAt('request', { type: 'muteAll' }, () => undefined);
		expect((await socket.hears('dismissed')).code).toBe('too-many-bad-requests');
		await socket.closed();
	});

	test('a flood is answered with too-many-requests, then dismissed, while others are served', async () => {
		const { socket } = await enter(lesson.student);
		for (let turn = 0; turn < 2000; turn += 1)
			socket.throwAt('request', { type: 'readLog', afterSeq: 0 }, () => undefined);
		expect(await witness.socket.code({ type: 'readLog', afterSeq: 0 })).toBe('ok');
		await socket.closed();
	});
});

describe('media parameters', () => {
	beforeAll(setStage);

	const produce = (rtpParameters: unknown) => ({ kind: 'video', source: 'camera', rtpParameters });
	const good = cameraParameters();
	const codec = good.codecs[0]!;
	const video: [string, unknown][] = [
		['no codecs', { ...good, codecs: [] }],
		['a codec that nobody has', { ...good, codecs: [{ ...codec, mimeType: 'video/nonsense' }] }],
		['sound as picture', { ...microphoneParameters() }],
		['a clock of another rate', { ...good, codecs: [{ ...codec, clockRate: 1 }] }],
		['two codecs of one number', { ...good, codecs: [codec, codec] }],
		['rtx of nothing', { ...good, codecs: [{ ...codec, mimeType: 'video/rtx', parameters: { apt: 3 } }] }],
		['no encodings', { ...good, encodings: [] }],
		['encodings without any name', { ...good, encodings: [{}, {}] }],
		['one ssrc twice', { ...good, encodings: [{ ssrc: 7 }, { ssrc: 7 }] }],
		['an rtx that is itself', { ...good, encodings: [{ ssrc: 7, rtx: { ssrc: 7 } }] }],
		['a codec that is not there', { ...good, encodings: [{ ssrc: 7, codecPayloadType: 5 }] }],
		['an absurd mode', { ...good, encodings: [{ ssrc: 7, scalabilityMode: 'L99T99' }] }],
		['rid twice', { ...good, mid: '0', encodings: [{ rid: 'a' }, { rid: 'a' }] }],
		['control characters', { ...good, mid: '\u0000', rtcp: { cname: '\u0000\n' } }],
		[
			'extensions of one number',
			{
				...good,
				headerExtensions: [1, 2].map(() => ({
					uri: 'urn:ietf:params:rtp-hdrext:sdes:mid',
					id: 1,
				})),
			},
		],
		[
			'many parameters',
			{
				...good,
				codecs: [
					{
						...codec,
						parameters: Object.fromEntries(Array.from({ length: 33 }, (_, place) => [`p${place}`, 1])),
					},
				],
			},
		],
		['negative numbers', { ...good, codecs: [{ ...codec, payloadType: -1 }], encodings: [{ ssrc: -1 }] }],
	];

	test.each(video)('%s: an answer, and the worker lives', async (_, rtpParameters) => {
		const { socket } = await enter(lesson.teacher);
		const { transportId } = await socket.ask('createTransport', { direction: 'send' });
		const code = await socket.code({ type: 'produce', transportId, ...produce(rtpParameters) });
		expect(code).toMatch(/^(ok|bad-request|bad-media-parameters)$/);
		// The transport is as good as before.
		const after = await socket.code({ type: 'produce', transportId, ...produce(cameraParameters()) });
		expect(after).toBe('ok');
	});

	test.each([
		['no fingerprints (mediasoup#537)', { role: 'client', fingerprints: [] }],
		['an empty fingerprint', { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: '' }] }],
		['SHA-1', { role: 'client', fingerprints: [{ algorithm: 'sha-1', value: 'A5:'.repeat(19) + 'A5' }] }],
		['text', 'fingerprints'],
		['nothing', null],
	])('%s in connectTransport: bad-request', async (_, parameters) => {
		const { socket } = await enter(lesson.teacher);
		const { transportId } = await socket.ask('createTransport', { direction: 'send' });
		const connect = { type: 'connectTransport', transportId };
		expect(await socket.code({ ...connect, dtlsParameters: parameters })).toBe('bad-request');
		expect(await socket.code({ ...connect, dtlsParameters })).toBe('ok');
		// A second time is refused, and breaks nothing.
		expect(await socket.code({ ...connect, dtlsParameters })).toBe('bad-media-parameters');
		expect(await socket.code({ type: 'restartIce', transportId })).toBe('ok');
	});

	test('a fingerprint of the wrong length for its algorithm: an answer, and the worker lives', async () => {
		const { socket } = await enter(lesson.teacher);
		const { transportId } = await socket.ask('createTransport', { direction: 'send' });
		const fingerprints = [{ algorithm: 'sha-512', value: dtlsParameters.fingerprints[0]!.value }];
		const code = await socket.code({
			type: 'connectTransport',
			transportId,
			dtlsParameters: { fingerprints },
		});
		expect(code).toMatch(/^(ok|bad-request|bad-media-parameters)$/);
	});

	test('a peer cannot hoard transports or producers', async () => {
		const { socket } = await enter(lesson.teacher);
		const codes: string[] = [];
		// What nobody ever came to makes room for what is asked for now.
		const all: string[] = [];
		for (let turn = 0; turn < 30; turn += 1)
			all.push((await socket.ask('createTransport', { direction: 'send' })).transportId);
		for (const transportId of all) codes.push(await socket.code({ type: 'restartIce', transportId }));
		expect(codes).toEqual([...Array<string>(26).fill('transport-not-found'), ...Array<string>(4).fill('ok')]);
		const transportId = all.at(-1);
		const producing = async (): Promise<string> => {
			const own = { kind: 'video', source: 'camera', rtpParameters: cameraParameters() };
			return await socket.code({ type: 'produce', transportId, ...own });
		};
		for (let turn = 0; turn < 30; turn += 1) expect(await producing()).toBe('ok');
		const { entries } = await socket.ask('readLog', { afterSeq: 0 });
		expect(entries.length).toBeGreaterThan(60);
		expect(socket.connected).toBe(true);
	});

	test('rtpCapabilities that fit nothing: cannot-consume', async () => {
		const teacher = await enter(lesson.teacher);
		const { transportId: sending } = await teacher.socket.ask('createTransport', { direction: 'send' });
		const producer = { transportId: sending, ...produce(cameraParameters()) };
		const answer = await teacher.socket.say({ type: 'produce', ...producer });
		const { producerId } = (answer as unknown as { answer: { producerId: string } }).answer;
		const { socket } = await enter(lesson.student);
		const receive = { type: 'createTransport', direction: 'receive' };
		const { transportId } = (
			(await socket.say({ ...receive, rtpCapabilities: { codecs: [] } })) as unknown as {
				answer: { transportId: string };
			}
		).answer;
		expect(await socket.code({ type: 'consume', transportId, producerId })).toBe('cannot-consume');
	});
});

describe('the recorder', () => {
	test.each(['10.0.0.1', '8.8.8.8', '0.0.0.0', '127.0.0.2', '255.255.255.255', '224.0.0.1', '::1', '::'])(
		'RTP does not go to %s, which nobody has configured',
		async (ip) => {
			const { socket } = await enter(lesson.recorder);
			const request = { type: 'createPlainTransport', ip, port: 9, srtpParameters: null };
			expect(await socket.code(request)).toBe('address-not-allowed');
			const key = { cryptoSuite: 'AEAD_AES_128_GCM', keyBase64: Buffer.alloc(28).toString('base64') };
			expect(await socket.code({ ...request, srtpParameters: key })).toBe('address-not-allowed');
		},
	);

	test.each([
		'localhost',
		'recorder.example',
		'127.1',
		'2130706433',
		'127.0.0.1.',
		'',
		'::ffff:127.0.0.1%lo',
	])('"%s" is no address', async (ip) => {
		const { socket } = await enter(lesson.recorder);
		const request = { type: 'createPlainTransport', ip, port: 9, srtpParameters: null };
		expect(await socket.code(request)).toBe('bad-request');
	});

	test.each([
		['::ffff:127.0.0.1', null],
		['127.0.0.1', { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: '' }],
		['127.0.0.1', { cryptoSuite: 'AEAD_AES_128_GCM', keyBase64: Buffer.alloc(3).toString('base64') }],
	])('%s with %o: an answer, and the worker lives', async (ip, srtpParameters) => {
		const { socket } = await enter(lesson.recorder);
		const code = await socket.code({ type: 'createPlainTransport', ip, port: 9, srtpParameters });
		expect(code).toMatch(/^(ok|address-not-allowed|bad-media-parameters|bad-request)$/);
	});
});

describe('text', () => {
	beforeAll(setStage);

	test.each([
		['10,000 characters', 'x'.repeat(10_000), 'bad-request'],
		['501 emoji', '🙂'.repeat(501), 'bad-request'],
		['500 emoji', '🙂'.repeat(500), 'ok'],
		['nothing but space', ' \n\t ', 'bad-request'],
		['a right-to-left override', 'abc\u202Etxt.exe', 'bad-request'],
		['a right-to-left mark', 'abc\u200F', 'bad-request'],
		['an isolate', '\u2066abc\u2069', 'bad-request'],
		['a zero-width space', 'a\u200Bb', 'bad-request'],
		['a null character', 'a\u0000b', 'bad-request'],
		['an unpaired surrogate', 'a\uD800b', null],
		['Arabic, Uyghur, Tibetan, Mongolian', 'مرحبا ئۇيغۇر བོད་ ᠮᠣᠩᠭᠣᠯ', 'ok'],
		['a family, joined', '👨‍👩‍👧‍👦', 'ok'],
		['markup', '<img src=x onerror=alert(1)>', 'ok'],
	])('%s in chat', async (_, text, expected) => {
		const { socket } = await enter(lesson.teacher);
		const code = await socket.code({ type: 'postChat', text });
		if (expected === null) expect(code).toMatch(/^(ok|bad-request)$/);
		else expect(code).toBe(expected);
		if (code !== 'ok') return;
		const { message } = await witness.socket.hears(
			'chat',
			(chat) => chat.message.text === text.normalize('NFC'),
		);
		expect(message.peerId).toBe((await socket.ask('readChat', { afterSeq: 0 })).messages.at(-1)!.peerId);
	});
});

describe('the neighbourhood of every request', () => {
	test('gets an answer with a code, never an internal error, and kills nothing', async () => {
		await setStage();
		let entered = 0;
		let offender = await enter(lesson.teacher);
		let valid = await validMessages(offender, witness.answer.peerId);
		const types = new Set(valid.map(({ type }) => type));
		const all = SignalRequest.options.map((option) => option.shape.type.value);
		const bare = ['leave', 'muteAll', 'startTeaching', 'endLesson'];
		expect(all.filter((type) => !types.has(type))).toEqual(bare);

		let said = 0;
		await fc.assert(
			fc.asyncProperty(fc.nat(), mutated, async (choice, mutate) => {
				if (!offender.socket.connected || said % 12 === 11) {
					offender.socket.close();
					entered += 1;
					if (entered % 25 === 0) await setStage();
					offender = await enter(lesson.teacher);
					valid = await validMessages(offender, witness.answer.peerId);
				}
				said += 1;
				const message = mutate(valid[choice % valid.length]!);
				if (bare.some((type) => type === message['type'])) return;
				// What the transport itself does not take closes the socket, see "too large" above.
				if (Buffer.byteLength(JSON.stringify(message)) > 7 * MAX_MESSAGE_BYTES) return;
				const answer = await offender.socket.say(message);
				if (answer.ok) return;
				const { code } = ErrorBody.parse(answer.error);
				expect([code, JSON.stringify(message).slice(0, 500)]).not.toContain('internal');
			}),
			{ numRuns: 1000 },
		);
		expect(said).toBeGreaterThan(100);
		expect(server.output()).not.toMatch(/"level":(50|60|"error"|"fatal")/);
	});
});
