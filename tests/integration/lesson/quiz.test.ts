// Quiz, timer, stars and notes over real sockets and HTTP: who answers how often, when and from where, and what of it
// the log holds.
import { setTimeout as wait } from 'node:timers/promises';
import type { LogEntry, PeerId, QuizAnswer, QuizId } from '@classroom/protocol';
import { endpoints, quizTotal, starsOf } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistantOf } from '../../fixtures/assistantOf.ts';
import { HttpClient, HttpFailure } from '../../fixtures/httpClient.ts';
import { cookieOf, join, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import type { LiveSocket } from './live/liveSocket.ts';

let server: LiveServer;
let lesson: LiveLesson;
let teacher: Joined;
let one: Joined;
let two: Joined;
let viewer: Joined;
const opened: LiveSocket[] = [];

const enter = async (who: Who, where = lesson): Promise<Joined> => {
	const joined = await join(server, where, who);
	opened.push(joined.socket);
	return joined;
};

beforeAll(async () => {
	server = await startLiveServer();
	lesson = await liveLesson(server, { startsInMs: -1000 });
	teacher = await enter(lesson.teacher);
	one = await enter(lesson.classrooms[0]);
	two = await enter(lesson.classrooms[1]);
	viewer = await enter(lesson.student);
});

afterAll(async () => {
	for (const socket of opened) socket.close();
	await server.stop();
});

const idOf = ({ answer }: Joined): PeerId => answer.peerId;
const placeOf = (index: 0 | 1) => lesson.lesson.receivingClassrooms[index]!.classroomId;
const current = (joined: Joined) => stateOf(joined).tools.quiz.current;
const entriesOf = async ({ socket }: Joined): Promise<LogEntry[]> => {
	const all: LogEntry[] = [];
	for (;;) {
		const { entries } = await socket.ask('readLog', { afterSeq: all.at(-1)?.seq ?? 0 });
		if (entries.length === 0) return all;
		all.push(...entries);
	}
};
const opens = async (more: object = {}): Promise<QuizId> => {
	const wish = { kind: 'single' as const, options: 4, ...more };
	return (await teacher.socket.ask('openQuiz', wish)).quizId;
};
const closes = async (quizId: QuizId, ...correct: number[]): Promise<void> => {
	await teacher.socket.ask('closeQuiz', { quizId });
	await teacher.socket.ask('showQuizAnswers', { quizId, correct });
};
/** A phone that has scanned the code on a classroom's screen. */
const phoneAt = async ({ socket }: Joined, quizId: QuizId) => {
	const { path } = await socket.ask('readQuiz', { quizId });
	return await phoneBehind({ code: path?.replace('/quiz/', '') ?? '' });
};
const phoneBehind = async (params: { readonly code: string }) => {
	const client = new HttpClient(server.url);
	const page = await client.ask(endpoints.readQuizPage, { params });
	/** `at`: behind another code. */
	const answers = async (answer: QuizAnswer, at = params): Promise<string> => {
		try {
			await client.ask(endpoints.answerQuizPage, { params: at, body: { answer } });
			return 'ok';
		} catch (error) {
			if (error instanceof HttpFailure) return error.body.code;
			throw error;
		}
	};
	return { params, page, answers, read: () => client.ask(endpoints.readQuizPage, { params }) };
};
const sees = (joined: Joined, counts: readonly number[]): Promise<void> =>
	joined.socket.until(() => {
		const quiz = current(joined);
		return quiz !== null && quizTotal(quiz).counts.join() === counts.join();
	}, `sees ${counts.join()}`);

describe('a quiz', () => {
	test('hands by keys, phones by the code of their classroom, a viewer alone: one chart for all, also later', async () => {
		const quizId = await opens({ question: '几月份？', optionTexts: ['一', '二', '三', '四'] });
		await one.socket.until(() => current(one)?.quizId === quizId, 'sees it');
		await one.socket.ask('tallyQuiz', { quizId, counts: [9, 0, 0, 0] });
		await one.socket.ask('tallyQuiz', { quizId, counts: [2, 1, 0, 0] });
		const [a, b] = [await phoneAt(two, quizId), await phoneAt(two, quizId)];
		expect(a.page).toMatchObject({ open: true, answer: null, sheet: { question: '几月份？' } });
		expect([await a.answers({ choice: [3] }), await b.answers({ choice: [1] })]).toEqual(['ok', 'ok']);
		// Changed before the end: the last one counts, once.
		expect(await a.answers({ choice: [0] })).toBe('ok');
		expect((await a.read()).answer).toEqual({ choice: [0] });
		await viewer.socket.ask('answerQuiz', { quizId, answer: { choice: [2] } });
		await sees(one, [3, 2, 1, 0]);

		await closes(quizId, 1);
		expect(await a.answers({ choice: [1] })).toBe('quiz-closed');
		expect(await one.socket.code({ type: 'tallyQuiz', quizId, counts: [9, 9, 9, 9] })).toBe('quiz-closed');
		expect(await viewer.socket.code({ type: 'answerQuiz', quizId, answer: { choice: [0] } })).toBe(
			'quiz-closed',
		);
		expect(await b.read()).toMatchObject({ open: false, correct: [1], answer: { choice: [1] } });
		const late = await enter(lesson.inspector);
		expect(current(late)).toEqual(current(teacher));
		expect(current(late)?.correct).toEqual([1]);
		const places = current(late)?.tallies.map(({ classroomId, keys, phones }) => [
			...[classroomId, keys?.counts ?? null, phones?.counts ?? null],
		]);
		expect(places).toHaveLength(3);
		expect(places).toContainEqual([placeOf(0), [2, 1, 0, 0], null]);
		expect(places).toContainEqual([placeOf(1), null, [1, 1, 0, 0]]);
		expect(places).toContainEqual([null, null, [0, 0, 1, 0]]);
		expect(JSON.stringify(await entriesOf(teacher))).not.toContain('几月份');
	});

	test('one at a time; answers are shown after the end; what does not fit is refused and names its field', async () => {
		const { socket } = teacher;
		const quizId = await opens();
		expect(await socket.code({ type: 'openQuiz', kind: 'judge', options: 2 })).toBe('quiz-open');
		expect(await socket.code({ type: 'showQuizAnswers', quizId, correct: [0] })).toBe('quiz-open');
		expect(await socket.code({ type: 'putQuizAway', quizId })).toBe('quiz-open');
		expect(await socket.code({ type: 'closeQuiz', quizId: 'another' })).toBe('quiz-not-found');
		const issues = async (joined: Joined, raw: object): Promise<unknown> => {
			const answer = await joined.socket.say(raw);
			return answer.ok ? 'ok' : answer.error.issues;
		};
		const outOfRange = (path: string) => [{ path, code: 'out-of-range' }];
		const tally = { type: 'tallyQuiz', quizId };
		expect(await issues(one, { ...tally, counts: [100, 0, 0, 0] })).toEqual(outOfRange('counts.0'));
		expect(await issues(one, { ...tally, counts: [1, 2] })).toEqual(outOfRange('counts'));
		const answer = { type: 'answerQuiz', quizId };
		expect(await issues(viewer, { ...answer, answer: { choice: [0, 1] } })).toEqual(outOfRange('answer'));
		expect(await issues(viewer, { ...answer, answer: { words: '一' } })).toEqual(outOfRange('answer'));
		expect(await viewer.socket.code({ ...tally, counts: [1, 0, 0, 0] })).toBe('forbidden');
		await socket.ask('closeQuiz', { quizId });
		expect(await issues(teacher, { type: 'showQuizAnswers', quizId, correct: [4] })).toEqual(
			outOfRange('correct'),
		);
		// Two presses of a hand that trembles: one quiz.
		const both = await Promise.all(
			[1, 2].map(() => socket.code({ type: 'openQuiz', kind: 'judge', options: 2 })),
		);
		expect(both.toSorted()).toEqual(['ok', 'quiz-open']);
		const judged = current(teacher)!.quizId;
		expect(await viewer.socket.code({ ...answer, answer: { choice: [0] } })).toBe('quiz-closed');
		await closes(judged, 0);
		await socket.ask('putQuizAway', { quizId: judged });
		expect(current(teacher)).toBeNull();
	});

	test('in words: the teacher reads them, the log and the others do not', async () => {
		const quizId = await opens({ kind: 'text', options: 0 });
		const phones = [await phoneAt(one, quizId), await phoneAt(one, quizId), await phoneAt(two, quizId)];
		await Promise.all(phones.map((phone, n) => phone.answers({ words: n === 0 ? '春天' : '长江' })));
		expect(await phones[0]!.answers({ choice: [0] })).toBe('bad-request');
		const { words } = await teacher.socket.ask('readQuizWords', { quizId });
		expect(words).toEqual([
			{ words: '长江', times: 2 },
			{ words: '春天', times: 1 },
		]);
		expect(await one.socket.code({ type: 'readQuizWords', quizId })).toBe('forbidden');
		await closes(quizId);
		expect(quizTotal(current(teacher)!).answered).toBe(3);
		expect(JSON.stringify(await entriesOf(teacher))).not.toContain('长江');
	});
});

describe('bad input', () => {
	test('another lesson, a code made up, a device without a cookie, a code that went round', async () => {
		const other = await liveLesson(server, { startsInMs: 300_000 });
		const stranger = await enter(other.classrooms[0], other);
		const quizId = await opens();
		expect(await stranger.socket.code({ type: 'tallyQuiz', quizId, counts: [1, 0, 0, 0] })).toBe(
			'quiz-not-found',
		);
		const visitor = new HttpClient(server.url);
		const code = { params: { code: '23456789' } };
		await expect(visitor.ask(endpoints.readQuizPage, code)).rejects.toMatchObject({
			body: { code: 'quiz-not-found' },
		});
		const { params, answers } = await phoneAt(one, quizId);
		const bare = { params, body: { answer: { choice: [0] } } };
		await expect(new HttpClient(server.url).ask(endpoints.answerQuizPage, bare)).rejects.toMatchObject({
			body: { code: 'bad-request', issues: [{ path: 'device', code: 'required' }] },
		});
		expect(await answers({ choice: [0] })).toBe('ok');

		// A hundred and ten more that are no children of this room: 99 have a place in all.
		const outside = await Promise.all(Array.from({ length: 110 }, () => phoneBehind(params)));
		const said = await Promise.all(outside.map((phone) => phone.answers({ choice: [1] })));
		expect(said.filter((word) => word === 'ok')).toHaveLength(98);
		expect(new Set(said)).toEqual(new Set(['ok', 'quiz-full']));
		// The one that was first may still change its mind.
		expect(await answers({ choice: [2] })).toBe('ok');
		await closes(quizId, 0);
		expect(quizTotal(current(teacher)!).counts).toEqual([0, 98, 1, 0]);
	});

	test('a device counts at one place, by whichever code it comes', async () => {
		const quizId = await opens();
		const [here, there] = [await phoneAt(one, quizId), await phoneAt(two, quizId)];
		expect(await here.answers({ choice: [0] })).toBe('ok');
		expect(await here.answers({ choice: [1] }, there.params)).toBe('ok');
		await closes(quizId, 0);
		const phones = current(teacher)?.tallies.map((each) => [each.classroomId, each.phones?.answered]);
		expect(phones).toEqual([[placeOf(0), 1]]);
		expect(quizTotal(current(teacher)!).counts).toEqual([0, 1, 0, 0]);
	});

	test('thousands of answers: a second has one entry of a classroom, the flooder is told so, the lesson goes on', async () => {
		const quizId = await opens();
		const phone = await phoneAt(two, quizId);
		const from = stateOf(teacher).seq;
		const said: string[] = [];
		const until = Date.now() + 3000;
		while (Date.now() < until) {
			said.push(
				...(await Promise.all(Array.from({ length: 40 }, (_, n) => phone.answers({ choice: [n % 4] })))),
			);
			await one.socket.say({ type: 'tallyQuiz', quizId, counts: [said.length % 90, 0, 0, 0] });
		}
		expect(said.length).toBeGreaterThan(150);
		expect(new Set(said)).toEqual(new Set(['ok', 'too-many-requests']));
		await wait(1500);
		const tallies = (await entriesOf(teacher)).filter(
			({ seq, event }) => seq > from && event.type === 'quiz-tallied',
		);
		expect(tallies.length).toBeGreaterThan(2);
		for (const place of [placeOf(0), placeOf(1)]) {
			const times = tallies.filter(({ event }) => 'classroomId' in event && event.classroomId === place);
			const gaps = times.slice(1).map(({ at }, n) => at - times[n]!.at);
			expect(Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(1000);
		}
		await closes(quizId, 0);
		expect(
			current(teacher)?.tallies.find(({ classroomId }) => classroomId === placeOf(1))?.phones?.answered,
		).toBe(1);
	});
});

test('timer: the same end for all, extended while it runs, over by itself', async () => {
	const { endsAt } = await teacher.socket.ask('startTimer', { seconds: 60 });
	const longer = await teacher.socket.ask('extendTimer', { seconds: 5 });
	expect(longer.endsAt).toBe(endsAt + 5000);
	await one.socket.until(() => stateOf(one).tools.timer?.endsAt === longer.endsAt, 'sees the end');
	const far = await teacher.socket.say({ type: 'extendTimer', seconds: 3600 });
	expect(far).toMatchObject({ ok: false, error: { issues: [{ path: 'seconds', code: 'out-of-range' }] } });
	await teacher.socket.ask('startTimer', { seconds: 5 });
	await one.socket.until(() => (stateOf(one).tools.timer?.endedAt ?? null) !== null, 'hears that it is over');
	const { timer } = stateOf(one).tools;
	expect(timer!.endedAt! - timer!.endsAt).toBeGreaterThanOrEqual(0);
	expect(timer!.endedAt! - timer!.endsAt).toBeLessThan(5000);
	expect(await teacher.socket.code({ type: 'extendTimer', seconds: 5 })).toBe('timer-not-running');
	await teacher.socket.ask('stopTimer');
	expect(stateOf(teacher).tools.timer).toBeNull();
});

test('notes: words for the teacher and the assistants, for nobody else, on the way and later', async () => {
	const client = await assistantOf(server.url, lesson.administrator, lesson.lesson);
	const wang = await enter({ role: 'assistant', credentials: { cookie: cookieOf(client) } });
	const recorder = await enter(lesson.recorder);
	const words = '请看一下第三排';
	await teacher.socket.ask('postNote', { text: words });
	const { message } = await wang.socket.hears('note');
	expect(message).toMatchObject({ text: words, peerId: idOf(teacher) });
	await wang.socket.ask('postNote', { text: '好的' });
	await teacher.socket.hears('note', (note) => note.message.text === '好的');
	const back = await enter(lesson.teacher);
	expect((await back.socket.ask('readNotes', { afterSeq: 0 })).messages.map(({ text }) => text)).toEqual([
		...[words, '好的'],
	]);
	teacher = back;
	for (const other of [one, two, viewer, recorder]) {
		expect(await other.socket.code({ type: 'readNotes', afterSeq: 0 })).toBe('forbidden');
		if (other !== recorder) await other.socket.ask('readChat', { afterSeq: 0 });
		await entriesOf(other);
		expect(other.socket.heard.join('\n')).not.toContain(words);
	}
});

test('a killed server: stars, timer and an open quiz are what they were, acknowledged answers are not lost', async () => {
	await teacher.socket.ask('giveStar', { peerId: idOf(one), reason: 'answer' });
	await teacher.socket.ask('giveStar', { peerId: idOf(one), reason: null });
	await teacher.socket.ask('giveStar', { peerId: idOf(two), reason: 'order' });
	await teacher.socket.ask('takeStarBack', { peerId: idOf(two) });
	await teacher.socket.ask('startTimer', { seconds: 600 });
	const quizId = await opens();
	const phone = await phoneAt(two, quizId);
	await one.socket.ask('tallyQuiz', { quizId, counts: [4, 3, 2, 1] });
	expect(await phone.answers({ choice: [0] })).toBe('ok');
	const { timer } = stateOf(teacher).tools;
	await server.kill();
	await server.ready();
	teacher = await enter(lesson.teacher);
	await sees(teacher, [5, 3, 2, 1]);
	const { tools } = stateOf(teacher);
	expect(tools.timer).toEqual(timer);
	expect([starsOf(tools, placeOf(0)), starsOf(tools, placeOf(1))]).toEqual([2, 0]);
	expect(await phone.answers({ choice: [1] })).toBe('ok');
	await sees(teacher, [4, 4, 2, 1]);

	// With the lesson everything ends, with every answer that was taken, and the code leads nowhere.
	expect(await phone.answers({ choice: [3] })).toBe('ok');
	await teacher.socket.ask('endLesson');
	await teacher.socket.until(() => stateOf(teacher).phase === 'ended', 'the end');
	expect(current(teacher)?.closedAt).not.toBeNull();
	expect(quizTotal(current(teacher)!).counts).toEqual([4, 3, 2, 2]);
	await expect.poll(() => phone.answers({ choice: [2] })).toBe('quiz-not-found');
});

test('who asks without a device, or too often, shuts nobody out of the class', async () => {
	// The server has just started: nobody has used up anything.
	const other = await liveLesson(server, { startsInMs: 300_000 });
	const { socket } = await enter(other.teacher, other);
	const room = await enter(other.classrooms[0], other);
	const { quizId } = await socket.ask('openQuiz', { kind: 'single', options: 4 });
	const [child, noisy] = [await phoneAt(room, quizId), await phoneAt(room, quizId)];
	const bare = { params: child.params, body: { answer: { choice: [0] } } };
	const codeOf = (error: unknown): string => (error instanceof HttpFailure ? error.body.code : 'other');
	const visitor = new HttpClient(server.url);
	// They have their places among the 99.
	expect([await child.answers({ choice: [0] }), await noisy.answers({ choice: [0] })]).toEqual(['ok', 'ok']);
	const strange = Array.from({ length: 30 }, () =>
		visitor.ask(endpoints.answerQuizPage, bare).then(() => 'ok', codeOf),
	);
	expect(new Set(await Promise.all(strange))).toEqual(new Set(['bad-request']));
	// Outsiders with a device each.
	const made = Array.from({ length: 195 }, async () =>
		(await phoneBehind(child.params)).answers({ choice: [1] }),
	);
	expect(new Set(await Promise.all(made))).toEqual(new Set(['ok', 'quiz-full']));
	const often = await Promise.all(Array.from({ length: 30 }, (_, n) => noisy.answers({ choice: [n % 4] })));
	expect(often.filter((word) => word === 'too-many-requests').length).toBeGreaterThanOrEqual(15);
	expect(await child.answers({ choice: [3] })).toBe('ok');
});
