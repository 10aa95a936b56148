// The stage over real sockets: who may call, mute, talk and count, what comes at the same time, and what a lost socket
// or a killed server leaves behind.
import type { PeerId, ProducerId } from '@classroom/protocol';
import { schoolsEndpoints } from '@classroom/protocol';
import { microphoneOpen, mayOpen, onStage, peerById, talkerOf, timesCalled } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assistantOf } from '../../fixtures/assistantOf.ts';
import { cookieOf, join, joinOn, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import { LiveSocket } from './live/liveSocket.ts';
import { microphoneParameters } from './live/mediaSamples.ts';

let server: LiveServer;
const opened: LiveSocket[] = [];

beforeAll(async () => {
	server = await startLiveServer();
});

afterAll(async () => {
	for (const socket of opened) socket.close();
	await server.stop();
});

const enter = async (lesson: LiveLesson, who: Who): Promise<Joined> => {
	const joined = await join(server, lesson, who);
	opened.push(joined.socket);
	return joined;
};

const everybody = async (startsInMs = 300_000) => {
	const lesson = await liveLesson(server, { startsInMs, classrooms: 4 });
	const teacher = await enter(lesson, lesson.teacher);
	const rooms: Joined[] = [];
	for (const who of lesson.allClassrooms) rooms.push(await enter(lesson, who));
	return { lesson, teacher, rooms };
};

/** An assistant of the first classroom's school, and how many pupils of the lesson are there. */
const firstSchool = async ({ administrator, lesson }: LiveLesson): Promise<{ wang: Who; pupils: number }> => {
	const client = await assistantOf(server.url, administrator, lesson);
	const classes = await administrator.ask(schoolsEndpoints.listClassGroups, {
		query: { limit: 200, search: lesson.classGroups[0]!.school },
	});
	const [own] = lesson.classGroups;
	const pupils = classes.items.find(({ classGroupId }) => classGroupId === own?.classGroupId)?.students;
	if (pupils === undefined) throw new Error('the class is not on the first page');
	return { wang: { role: 'assistant', credentials: { cookie: cookieOf(client) } }, pupils };
};

const idOf = ({ answer }: Joined): PeerId => answer.peerId;
const staged = (joined: Joined): PeerId[] => onStage(stateOf(joined)).map(({ peerId }) => peerId);
const isOpen = (watcher: Joined, of: Joined): boolean => {
	const peer = peerById(stateOf(watcher), idOf(of));
	return peer !== undefined && microphoneOpen(peer);
};
const catchesUp = (joined: Joined, other: Joined): Promise<void> =>
	joined.socket.until(() => stateOf(joined).seq >= stateOf(other).seq, 'catches up');

/** A microphone, and how somebody else gets it. */
const speaks = async ({ socket }: Joined): Promise<ProducerId> => {
	const { transportId } = await socket.ask('createTransport', { direction: 'send' });
	const voice = { kind: 'audio', source: 'microphone', rtpParameters: microphoneParameters() } as const;
	return (await socket.ask('produce', { transportId, ...voice })).producerId;
};
const listens = async ({ socket }: Joined, producerId: ProducerId) => {
	const { transportId } = await socket.ask('createTransport', { direction: 'receive' });
	return await socket.ask('consume', { transportId, producerId });
};

describe('calling', () => {
	test('at random: everybody once before anybody twice, each one alone on stage, in the log for all', async () => {
		const { teacher, rooms } = await everybody();
		const called: PeerId[] = [];
		for (const _ of rooms) {
			const { peerId } = await teacher.socket.ask('callAtRandom');
			called.push(peerId);
			expect(staged(teacher)).toEqual([peerId]);
			await teacher.socket.ask('takeOffStage', { peerId });
		}
		expect(called.toSorted()).toEqual(rooms.map(idOf).toSorted());
		const [first] = rooms;
		await catchesUp(first!, teacher);
		expect(stateOf(first!)).toEqual(stateOf(teacher));
		expect(stateOf(first!).stage.lastRandom?.peerId).toBe(called.at(-1));
		const log = await first!.socket.ask('readLog', { afterSeq: 0 });
		const calls = log.entries.filter(({ event }) => event.type === 'called-at-random');
		expect(calls.map(({ event }) => event.type === 'called-at-random' && event.among)).toEqual([4, 3, 2, 1]);
	});

	test('two presses at once call one; nobody lost is called; where nobody is, it says so', async () => {
		const { teacher, rooms, lesson } = await everybody();
		const [once, twice] = await Promise.all([
			teacher.socket.ask('callAtRandom'),
			teacher.socket.ask('callAtRandom'),
		]);
		expect(twice.peerId).toBe(once.peerId);
		expect(staged(teacher)).toEqual([once.peerId]);
		const away = rooms.filter((each) => idOf(each) !== once.peerId).slice(0, 2);
		for (const each of away) each.socket.cut();
		await teacher.socket.until(
			() => away.every((each) => peerById(stateOf(teacher), idOf(each))?.presence === 'lost'),
			'sees two lost',
		);
		// A random call and a call by name that come together: one after the other, the later one stands.
		const last = rooms.find((each) => idOf(each) !== once.peerId && !away.includes(each))!;
		await new Promise((resolve) => setTimeout(resolve, 1100));
		const [random] = await Promise.all([
			teacher.socket.ask('callAtRandom'),
			teacher.socket.ask('bringOnStage', { peerId: once.peerId }),
		]);
		expect(random.peerId).toBe(idOf(last));
		expect(staged(teacher)).toEqual([once.peerId]);
		await teacher.socket.ask('bringOnStage', { peerId: idOf(last) });
		await teacher.socket.ask('takeOffStage', { peerId: idOf(last) });
		const here = rooms.filter((each) => !away.includes(each));
		for (const each of here) each.socket.cut();
		await teacher.socket.until(
			() => here.every((each) => peerById(stateOf(teacher), idOf(each))?.presence === 'lost'),
			'sees all lost',
		);
		expect(await teacher.socket.code({ type: 'callAtRandom' })).toBe('nobody-to-call');
		const back = await enter(lesson, lesson.classrooms[0]);
		expect(timesCalled(stateOf(back).stage, once.peerId)).toBe(2);
	});

	test('an open discussion has three on stage; at its end the longest stays', async () => {
		const { teacher, rooms } = await everybody();
		const [a, b, c, d] = rooms as [Joined, Joined, Joined, Joined];
		const bring = (each: Joined): Promise<string> =>
			teacher.socket.code({ type: 'bringOnStage', peerId: idOf(each) });
		await bring(b);
		await teacher.socket.ask('setStageMode', { mode: 'open' });
		expect([await bring(a), await bring(c), await bring(d)]).toEqual(['ok', 'ok', 'stage-full']);
		expect(await teacher.socket.code({ type: 'callAtRandom' })).toBe('stage-full');
		expect(staged(teacher)).toEqual([idOf(b), idOf(a), idOf(c)]);
		expect([isOpen(teacher, a), isOpen(teacher, d)]).toEqual([true, false]);
		const heardOff = await listens(a, await speaks(b));
		expect(heardOff.producerPaused).toBe(false);
		const { transportId } = await a.socket.ask('createTransport', { direction: 'receive' });
		const closed = await d.socket.ask('createTransport', { direction: 'send' });
		const voice = { kind: 'audio', source: 'microphone', rtpParameters: microphoneParameters() } as const;
		const { producerId } = await d.socket.ask('produce', { transportId: closed.transportId, ...voice });
		expect(await a.socket.code({ type: 'consume', transportId, producerId })).toBe('not-visible');
		await teacher.socket.ask('setStageMode', { mode: 'one' });
		expect(staged(teacher)).toEqual([idOf(b)]);
		expect(await bring(d)).toBe('ok');
		expect(staged(teacher)).toEqual([idOf(d)]);
	});
});

describe('silence', () => {
	test('lasts for whoever comes and comes back, and is lifted by a call', async () => {
		const { lesson, teacher, rooms } = await everybody();
		const [a, b] = rooms as [Joined, Joined, Joined, Joined];
		await teacher.socket.ask('setStageMode', { mode: 'open' });
		for (const each of [a, b]) await teacher.socket.ask('bringOnStage', { peerId: idOf(each) });
		const heard = await listens(teacher, await speaks(a));
		await teacher.socket.ask('muteAll');
		await teacher.socket.hears('consumerPaused', ({ consumerId }) => consumerId === heard.consumerId);
		expect([isOpen(teacher, a), isOpen(teacher, b)]).toEqual([false, false]);
		expect(await a.socket.code({ type: 'unmute', peerId: idOf(a) })).toBe('muted-by-teacher');
		await b.socket.ask('leave');
		const again = await enter(lesson, lesson.classrooms[1]);
		expect(peerById(stateOf(again), idOf(b))).toMatchObject({ muted: true });
		await teacher.socket.ask('bringOnStage', { peerId: idOf(b) });
		expect(isOpen(teacher, again)).toBe(true);
		// What it closes itself it may open again.
		await again.socket.ask('mute', { peerId: idOf(b) });
		await again.socket.ask('unmute', { peerId: idOf(b) });
		expect(isOpen(again, again)).toBe(true);
		await teacher.socket.ask('unmuteAll');
		await teacher.socket.hears('consumerResumed', ({ consumerId }) => consumerId === heard.consumerId);
		expect([isOpen(teacher, a), mayOpen(stateOf(teacher).stage, idOf(a))]).toEqual([true, true]);
	});
});

describe('push-to-talk', () => {
	test('opens while held and on stage; let go of, lost or replaced, it is closed at the server', async () => {
		const { lesson, teacher, rooms } = await everybody();
		const [a] = rooms as [Joined, Joined, Joined, Joined];
		const start = (joined: Joined): Promise<string> => joined.socket.code({ type: 'startTalking' });
		await a.socket.ask('setTalkMode', { talk: 'push' });
		expect(await start(a)).toBe('not-on-stage');
		await teacher.socket.ask('bringOnStage', { peerId: idOf(a) });
		const heard = await listens(teacher, await speaks(a));
		const about = ({ consumerId }: { consumerId: string }) => consumerId === heard.consumerId;
		expect(heard.producerPaused).toBe(true);
		expect(await start(a)).toBe('ok');
		await teacher.socket.hears('consumerResumed', about);
		expect(talkerOf(stateOf(teacher).stage, idOf(a))).toBe(idOf(a));
		await a.socket.ask('stopTalking', {});
		await teacher.socket.hears('consumerPaused', about);

		// Press and release faster than the log is written: in order, and closed at the end.
		await Promise.all([1, 2, 3].flatMap(() => [start(a), a.socket.ask('stopTalking', {})]));
		await catchesUp(teacher, a);
		expect(isOpen(teacher, a)).toBe(false);

		await start(a);
		await teacher.socket.until(() => isOpen(teacher, a), 'sees it open');
		await teacher.socket.ask('mute', { peerId: idOf(a) });
		expect(isOpen(teacher, a)).toBe(false);
		expect(await start(a)).toBe('muted-by-teacher');
		await teacher.socket.ask('unmute', { peerId: idOf(a) });
		expect(isOpen(teacher, a)).toBe(false);
		expect(await start(a)).toBe('ok');

		// Another page of the same classroom: nobody holds a key on that one.
		const other = await enter(lesson, lesson.classrooms[0]);
		await other.socket.until(() => talkerOf(stateOf(other).stage, idOf(a)) === null, 'holds no key');
		expect(await start(other)).toBe('ok');
		await teacher.socket.until(() => isOpen(teacher, a), 'sees it open again');
		other.socket.cut();
		await teacher.socket.until(() => !isOpen(teacher, a), 'sees it closed with the socket');
	});

	test('an assistant holds it for its own school, and counts there; nobody else', async () => {
		const { lesson, teacher, rooms } = await everybody();
		const [a, b] = rooms as [Joined, Joined, Joined, Joined];
		const first = await firstSchool(lesson);
		const wang = await enter(lesson, first.wang);
		const talk = (type: string, peerId: PeerId): Promise<string> => wang.socket.code({ type, peerId });
		await a.socket.ask('setTalkMode', { talk: 'push' });
		await b.socket.ask('setTalkMode', { talk: 'push' });
		await teacher.socket.ask('setStageMode', { mode: 'open' });
		for (const each of [a, b]) await teacher.socket.ask('bringOnStage', { peerId: idOf(each) });
		expect(await talk('startTalking', idOf(a))).toBe('ok');
		expect(await talk('startTalking', idOf(b))).toBe('forbidden');
		await a.socket.until(() => talkerOf(stateOf(a).stage, idOf(a)) === idOf(wang), 'sees who holds it');
		// The classroom's own key does not end what the assistant holds.
		await a.socket.ask('stopTalking', {});
		expect(isOpen(a, a)).toBe(true);
		wang.socket.cut();
		await a.socket.until(() => !isOpen(a, a), 'is closed with the assistant');

		const back = await enter(lesson, first.wang);
		const { expected } = await back.socket.ask('readExpected', { peerId: idOf(a) });
		expect(expected).toBe(first.pupils);
		expect((await b.socket.ask('readExpected', {})).expected).toBeNull();
		await back.socket.ask('takeHeadcount', { peerId: idOf(a), count: 38 });
		await a.socket.ask('takeHeadcount', { count: 37 });
		const { classroomId } = lesson.lesson.receivingClassrooms[0]!;
		await teacher.socket.until(
			() => stateOf(teacher).headcounts.some((each) => each.classroomId === classroomId && each.count === 37),
			'sees the count',
		);
		expect(stateOf(teacher).headcounts).toHaveLength(1);
		const answer = await a.socket.say({ type: 'takeHeadcount', count: 100 });
		expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } });
		if (!answer.ok) expect(answer.error.issues).toEqual([{ path: 'count', code: 'out-of-range' }]);
		expect(await back.socket.code({ type: 'takeHeadcount', peerId: idOf(b), count: 1 })).toBe('forbidden');
	});
});

test('a killed server: mode, silence, counts and keys are what they were, and no microphone is left open', async () => {
	const { lesson, teacher, rooms } = await everybody(-1000);
	const [a, b] = rooms as [Joined, Joined, Joined, Joined];
	await teacher.socket.ask('setStageMode', { mode: 'open' });
	await a.socket.ask('setTalkMode', { talk: 'push' });
	await b.socket.ask('takeHeadcount', { count: 12 });
	await teacher.socket.ask('callAtRandom');
	await teacher.socket.ask('muteAll');
	for (const each of [a, b]) await teacher.socket.ask('bringOnStage', { peerId: idOf(each) });
	await teacher.socket.ask('unmute', { peerId: idOf(a) });
	await a.socket.ask('startTalking', {});
	await catchesUp(teacher, a);
	expect(isOpen(teacher, a)).toBe(true);
	const before = stateOf(teacher);
	await server.kill();
	await server.ready();
	const back = await enter(lesson, lesson.teacher);
	const { stage, headcounts } = stateOf(back);
	expect(headcounts).toEqual(before.headcounts);
	expect(stage).toEqual({ ...before.stage, pushing: [{ peerId: idOf(a), talker: null }] });
	expect(staged(back)).toEqual(onStage(before).map(({ peerId }) => peerId));
	expect(isOpen(back, a)).toBe(false);
	const socket = await LiveSocket.open(server.url, lesson.classrooms[0].credentials);
	opened.push(socket);
	await joinOn(socket, lesson.lesson.lessonId, lesson.classrooms[0]);
	expect(await socket.code({ type: 'startTalking' })).toBe('ok');
});
