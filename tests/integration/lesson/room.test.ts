// The Room over real sockets: who joins hears what happened and what happens; everybody comes to the same state.
import type { PeerId, ProducerId } from '@classroom/protocol';
import { emptyRoom, fold, handsInOrder, onStage } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { join, joinOn, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import { LiveSocket } from './live/liveSocket.ts';
import { cameraParameters, microphoneParameters } from './live/mediaSamples.ts';

let server: LiveServer;
const opened: LiveSocket[] = [];

beforeAll(async () => {
	// Peers come from 127.0.0.1, media goes to another address: so an address that leaks is known for what it is.
	server = await startLiveServer({ MEDIA_LISTEN_IP: '127.0.0.2' });
});

afterAll(async () => {
	for (const socket of opened) socket.close();
	await server.stop();
});

const enter = async (lesson: LiveLesson, who: Who, more: object = {}): Promise<Joined> => {
	const joined = await join(server, lesson, who, more);
	opened.push(joined.socket);
	return joined;
};

const waiting = (): Promise<LiveLesson> => liveLesson(server, { startsInMs: 300_000 });
const heardUpTo = (joined: Joined, seq: number): Promise<void> =>
	joined.socket.until(() => stateOf(joined).seq >= seq, `hears entry ${seq}`);

/** Camera and microphone. */
const sends = async ({ socket }: Joined) => {
	const { transportId } = await socket.ask('createTransport', { direction: 'send' });
	const camera = { transportId, kind: 'video', source: 'camera', rtpParameters: cameraParameters() } as const;
	const voice = microphoneParameters();
	const microphone = { transportId, kind: 'audio', source: 'microphone', rtpParameters: voice } as const;
	return {
		transportId,
		camera: (await socket.ask('produce', camera)).producerId,
		microphone: (await socket.ask('produce', microphone)).producerId,
	};
};

describe('joining', () => {
	test('each role is in, is in the log, and comes to the same state', async () => {
		const lesson = await waiting();
		const all: Joined[] = [];
		const { teacher, classrooms, student, inspector, recorder } = lesson;
		for (const who of [teacher, ...classrooms, student, inspector, recorder]) {
			all.push(await enter(lesson, who));
		}
		expect(all.map(({ answer }) => answer.role)).toEqual([
			...['teacher', 'classroom', 'classroom', 'viewer', 'inspector', 'recorder'],
		]);
		const { seq } = stateOf(all.at(-1)!);
		for (const each of all) await heardUpTo(each, seq);
		// Whoever joined late may have more in its answer: then all of them hear of it.
		const [first, ...others] = all.map((each) => stateOf(each, seq));
		for (const other of others) expect(other).toEqual(first);
		expect(first!.peers.map(({ role, presence }) => `${role} ${presence}`)).toEqual(
			all.map(({ who }) => `${who.role} here`),
		);
		const names = all.at(-1)!.answer.names;
		expect(new Set(names.map(({ peerId }) => peerId))).toEqual(
			new Set(all.map(({ answer }) => answer.peerId)),
		);
		const unnamed = names.filter(({ name }) => name === '').map(({ peerId }) => peerId);
		expect(unnamed.filter((peerId) => peerId !== all.at(-1)!.answer.peerId)).toEqual([]);
	});

	test('who comes back with afterSeq gets the entries that it missed, and nobody gets a hole', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const student = await enter(lesson, lesson.student);
		await heardUpTo(teacher, stateOf(student).seq);
		const { seq } = stateOf(student);
		student.socket.close();
		for (const layout of ['screen', 'teacher', 'stage'] as const) {
			await teacher.socket.ask('chooseScene', { layout });
		}
		const back = await enter(lesson, lesson.student, { afterSeq: seq });
		expect(back.answer.peerId).toBe(student.answer.peerId);
		if (back.answer.catchUp.kind !== 'entries') throw new Error('a snapshot');
		const missed = back.answer.catchUp.entries;
		expect(missed.map((entry) => entry.seq)).toEqual(missed.map((_, place) => seq + 1 + place));
		expect(missed.map(({ event }) => event.type)).toContain('scene-chosen');
		const last = missed.at(-1)!.seq;
		await heardUpTo(teacher, last);
		expect(missed.reduce(fold, stateOf(student))).toEqual(stateOf(teacher, last));
		// The whole log gives what the snapshot gave.
		const { entries } = await back.socket.ask('readLog', { afterSeq: 0 });
		const whole = entries.at(-1)!.seq;
		await heardUpTo(teacher, whole);
		expect(entries.reduce(fold, emptyRoom(lesson.lesson.lessonId))).toEqual(stateOf(teacher, whole));
		// A number from the future is answered with a snapshot.
		const ahead = await enter(lesson, lesson.inspector, { afterSeq: 100_000 });
		expect(ahead.answer.catchUp.kind).toBe('snapshot');
	});

	test('a second socket of the same peer replaces the first, with its transports', async () => {
		const lesson = await waiting();
		const first = await enter(lesson, lesson.teacher);
		const { transportId, camera } = await sends(first);
		const second = await enter(lesson, lesson.teacher, { transports: [transportId] });
		expect((await first.socket.hears('dismissed')).code).toBe('replaced');
		await first.socket.closed();
		expect(second.answer.peerId).toBe(first.answer.peerId);
		expect(second.answer.transports).toEqual([transportId]);
		expect(await second.socket.code({ type: 'pauseProducer', producerId: camera })).toBe('ok');
		const third = await enter(lesson, lesson.teacher);
		expect(third.answer.transports).toEqual([]);
		await third.socket.until(
			() => stateOf(third).peers.every(({ sources }) => sources.length === 0),
			'hears that the sources are gone',
		);
	});

	test('who comes back on living transports is told which of its consumers live', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const sources = await sends(teacher);
		const student = await enter(lesson, lesson.student);
		expect(student.answer.consumerIds).toEqual([]);
		const { transportId } = await student.socket.ask('createTransport', { direction: 'receive' });
		const see = async (producerId: ProducerId): Promise<string> =>
			(await student.socket.ask('consume', { transportId, producerId })).consumerId;
		const [camera, microphone] = [await see(sources.camera), await see(sources.microphone)];
		student.socket.cut();
		await teacher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-lost');
		await teacher.socket.ask('closeProducer', { producerId: sources.camera });
		const back = await enter(lesson, lesson.student, { transports: [transportId] });
		expect(back.answer.consumerIds).toEqual([microphone]);
		expect(back.answer.consumerIds).not.toContain(camera);
		const anew = await enter(lesson, lesson.student);
		expect(anew.answer.consumerIds).toEqual([]);
	});

	test('a source that a client came back without is closed by its producer id in the state', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const { transportId, camera } = await sends(teacher);
		teacher.socket.cut();
		const back = await enter(lesson, lesson.teacher, { transports: [transportId] });
		const own = stateOf(back).peers.find(({ peerId }) => peerId === back.answer.peerId)!.sources;
		expect(own.map(({ producerId }) => producerId)).toContain(camera);
		for (const { producerId } of own) await back.socket.ask('closeProducer', { producerId });
		await back.socket.until(
			() => stateOf(back).peers.every(({ sources }) => sources.length === 0),
			'hears that the sources are gone',
		);
	});

	test('two sockets of one person that join at once are one peer', async () => {
		const lesson = await waiting();
		const watcher = await enter(lesson, lesson.inspector);
		const sockets = await Promise.all(
			Array.from({ length: 6 }, () => LiveSocket.open(server.url, lesson.teacher.credentials)),
		);
		opened.push(...sockets);
		const results = await Promise.allSettled(
			sockets.map((socket) => joinOn(socket, lesson.lesson.lessonId, lesson.teacher)),
		);
		const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
		expect(answers.length).toBeGreaterThan(0);
		expect(new Set(answers.map(({ peerId }) => peerId)).size).toBe(1);
		const left = await vi.waitFor(() => {
			const connected = sockets.filter((socket) => socket.connected);
			expect(connected).toHaveLength(1);
			return connected[0]!;
		}, 60_000);
		// What it does now stands in the log behind all that the others came and went with.
		await left.ask('chooseScene', { layout: 'teacher' });
		await watcher.socket.hears('entry', ({ entry: { event } }) => event.type === 'scene-chosen');
		const teachers = stateOf(watcher).peers.filter(({ role }) => role === 'teacher');
		expect(teachers.map(({ presence }) => presence)).toEqual(['here']);
	});

	test('a socket that is gone before its join is answered leaves nobody behind', async () => {
		const lesson = await waiting();
		const watcher = await enter(lesson, lesson.inspector);
		for (let turn = 0; turn < 10; turn += 1) {
			const socket = await LiveSocket.open(server.url, lesson.student.credentials);
			const answer = joinOn(socket, lesson.lesson.lessonId, lesson.student).catch(() => null);
			setTimeout(() => socket.close(), turn);
			await answer;
		}
		await watcher.socket.until(
			() => stateOf(watcher).peers.every(({ role, presence }) => role !== 'viewer' || presence === 'lost'),
			'sees the viewer lost',
		);
	});

	test('a dropped socket comes back as the same peer; others saw it lost and returned', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const classroom = await enter(lesson, lesson.classrooms[0]);
		const { peerId } = classroom.answer;
		await classroom.socket.ask('raiseHand', {});
		classroom.socket.cut();
		await teacher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-lost');
		const back = await enter(lesson, lesson.classrooms[0]);
		expect(back.answer.peerId).toBe(peerId);
		await teacher.socket.hears('entry', ({ entry: { event } }) => event.type === 'peer-returned');
		expect(handsInOrder(stateOf(back)).map((peer) => peer.peerId)).toEqual([peerId]);
	});
});

describe('teaching', () => {
	test('hands stand in the order in which they were raised', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const a = await enter(lesson, lesson.classrooms[0]);
		const b = await enter(lesson, lesson.classrooms[1]);
		await b.socket.ask('raiseHand', {});
		await a.socket.ask('raiseHand', {});
		await b.socket.ask('raiseHand', {});
		await teacher.socket.until(() => handsInOrder(stateOf(teacher)).length === 2, 'sees two hands');
		expect(handsInOrder(stateOf(teacher)).map(({ peerId }) => peerId)).toEqual([
			b.answer.peerId,
			a.answer.peerId,
		]);
		await teacher.socket.ask('lowerHand', { peerId: b.answer.peerId });
		expect(handsInOrder(stateOf(teacher)).map(({ peerId }) => peerId)).toEqual([a.answer.peerId]);
	});

	test('one on stage at a time; on stage it is seen and heard, off stage neither, muted not heard', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const a = await enter(lesson, lesson.classrooms[0]);
		const b = await enter(lesson, lesson.classrooms[1]);
		const student = await enter(lesson, lesson.student);
		const sources = await sends(a);
		const { transportId } = await student.socket.ask('createTransport', { direction: 'receive' });
		const see = (producerId: string): Promise<string> =>
			student.socket.code({ type: 'consume', transportId, producerId });
		expect([await see(sources.camera), await see(sources.microphone)]).toEqual([
			'not-visible',
			'not-visible',
		]);

		const stage = async (peerId: PeerId): Promise<PeerId[]> => {
			await teacher.socket.ask('bringOnStage', { peerId });
			return onStage(stateOf(teacher)).map((peer) => peer.peerId);
		};
		expect(await stage(a.answer.peerId)).toEqual([a.answer.peerId]);
		const heard = await student.socket.ask('consume', { transportId, producerId: sources.microphone });
		const seen = await student.socket.ask('consume', { transportId, producerId: sources.camera });
		expect([heard.producerPaused, seen.producerPaused]).toEqual([false, false]);

		const about = (consumerId: string) => (each: { consumerId: string }) => each.consumerId === consumerId;
		await teacher.socket.ask('muteAll');
		await student.socket.hears('consumerPaused', about(heard.consumerId));
		await a.socket.ask('resumeProducer', { producerId: sources.microphone });
		const again = await student.socket.ask('consume', { transportId, producerId: sources.microphone });
		expect(again.producerPaused).toBe(true);
		// One consumer of each producer: the newer took the place of the older.
		await student.socket.hears('consumerClosed', about(heard.consumerId));
		expect(await student.socket.code({ type: 'resumeConsumer', consumerId: heard.consumerId })).toBe(
			'consumer-not-found',
		);
		await teacher.socket.ask('unmute', { peerId: a.answer.peerId });
		await student.socket.hears('consumerResumed', about(again.consumerId));

		expect(await stage(b.answer.peerId)).toEqual([b.answer.peerId]);
		await student.socket.hears('consumerClosed', about(again.consumerId));
		await student.socket.hears('consumerClosed', about(seen.consumerId));
		expect([await see(sources.camera), await see(sources.microphone)]).toEqual([
			'not-visible',
			'not-visible',
		]);
	});

	test('sound of a screen is held back with the voice: off stage, and of a muted classroom on stage', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const a = await enter(lesson, lesson.classrooms[0]);
		const { transportId: sending } = await a.socket.ask('createTransport', { direction: 'send' });
		const { producerId } = await a.socket.ask('produce', {
			transportId: sending,
			...{ kind: 'audio', source: 'screen-audio', rtpParameters: microphoneParameters() },
		});
		await teacher.socket.ask('bringOnStage', { peerId: a.answer.peerId });
		const { transportId } = await teacher.socket.ask('createTransport', { direction: 'receive' });
		const { consumerId, producerPaused } = await teacher.socket.ask('consume', { transportId, producerId });
		expect(producerPaused).toBe(false);
		await teacher.socket.ask('mute', { peerId: a.answer.peerId });
		await teacher.socket.hears('consumerPaused', (each) => each.consumerId === consumerId);
		// The teacher's own film has its sound all the same.
		await teacher.socket.ask('mute', { peerId: teacher.answer.peerId });
		const { transportId: screen } = await teacher.socket.ask('createTransport', { direction: 'send' });
		const film = await teacher.socket.ask('produce', {
			transportId: screen,
			...{ kind: 'audio', source: 'screen-audio', rtpParameters: microphoneParameters() },
		});
		const receiving = await a.socket.ask('createTransport', { direction: 'receive' });
		const heard = await a.socket.ask('consume', {
			transportId: receiving.transportId,
			producerId: film.producerId,
		});
		expect(heard.producerPaused).toBe(false);
	});

	test('chat reaches everybody as it was written, and whoever was away reads it', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const student = await enter(lesson, lesson.student);
		await heardUpTo(teacher, stateOf(student).seq);
		const { seq } = stateOf(student);
		await teacher.socket.ask('postChat', { text: ' 打开第 3 页 ' });
		expect((await student.socket.hears('chat')).message.text).toBe('打开第 3 页');
		student.socket.close();
		const texts = ['<script>alert(1)</script>', '👩‍🏫👍🏽', 'a\nb\tc', "'; drop table lesson; --"];
		for (const text of texts) await teacher.socket.ask('postChat', { text });
		const back = await enter(lesson, lesson.student, { afterSeq: seq });
		const { messages } = await back.socket.ask('readChat', { afterSeq: seq });
		expect(messages.map(({ text }) => text)).toEqual(['打开第 3 页', ...texts]);
		expect(new Set(messages.map(({ name }) => name))).toEqual(new Set([teacher.answer.lesson.teacher]));
	});
});

describe('what peers learn of each other', () => {
	test('no address but the media server, in all that anybody was sent', () => {
		const heard = opened.flatMap((socket) => socket.heard);
		expect(heard.length).toBeGreaterThan(100);
		const addresses = heard.flatMap((text) => text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []);
		expect(new Set(addresses)).toEqual(new Set(['127.0.0.2']));
		expect(heard.filter((text) => /::1\b|::ffff|fe80::/i.test(text))).toEqual([]);
	});
});

describe('kill -9 of the server', () => {
	test('the log has no hole, the state is what it was, the epoch has grown, and all come back as the same', async () => {
		const lesson = await liveLesson(server, { startsInMs: -1000 });
		const teacher = await enter(lesson, lesson.teacher);
		const classroom = await enter(lesson, lesson.classrooms[0]);
		await sends(classroom);
		await teacher.socket.until(() => stateOf(teacher).phase === 'teaching', 'hears the bell');
		await classroom.socket.ask('raiseHand', {});
		await teacher.socket.ask('bringOnStage', { peerId: classroom.answer.peerId });
		await teacher.socket.ask('chooseScene', { layout: 'stage' });
		await teacher.socket.ask('postChat', { text: '看台上' });
		// Answered means written: what is answered while it dies is there afterwards.
		let answered = 0;
		const busy = (async () => {
			for (;;) {
				await teacher.socket.ask('chooseScene', { layout: answered % 2 === 0 ? 'teacher' : 'screen' });
				answered += 1;
			}
		})().catch(() => undefined);
		await teacher.socket.until(() => answered > 5, 'is busy');
		await server.kill();
		await busy;
		const before = stateOf(teacher);
		await server.ready();

		const back = await enter(lesson, lesson.teacher);
		const again = await enter(lesson, lesson.classrooms[0]);
		expect(back.answer.peerId).toBe(teacher.answer.peerId);
		expect(again.answer.peerId).toBe(classroom.answer.peerId);
		const { entries } = await again.socket.ask('readLog', { afterSeq: 0 });
		expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, place) => place + 1));
		expect(entries.length).toBeGreaterThan(before.seq);
		const scenes = entries.filter(({ event }) => event.type === 'scene-chosen');
		expect(scenes.length).toBeGreaterThanOrEqual(answered + 1);
		expect(entries.slice(0, before.seq).reduce(fold, emptyRoom(lesson.lesson.lessonId))).toEqual(before);
		const after = stateOf(again);
		expect(after.epoch).toBe(before.epoch + 1);
		expect(after.phase).toBe('teaching');
		expect(onStage(after).map(({ peerId }) => peerId)).toEqual([classroom.answer.peerId]);
		expect(after.peers.every(({ presence, sources }) => presence === 'here' && sources.length === 0)).toBe(
			true,
		);
		const { messages } = await again.socket.ask('readChat', { afterSeq: 0 });
		expect(messages.map(({ text }) => text)).toEqual(['看台上']);
	});
});
