// A lesson's course over real sockets: the bell, the planned end, and more time.
import type { Lesson } from '@classroom/protocol';
import { handsInOrder, lessonsEndpoints } from '@classroom/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInAs } from '../../fixtures/httpClient.ts';
import { join, joinOn, liveLesson, stateOf } from './live/liveLesson.ts';
import type { Joined, LiveLesson, Who } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';
import type { LiveSocket } from './live/liveSocket.ts';

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

const waiting = (): Promise<LiveLesson> => liveLesson(server, { startsInMs: 300_000 });

/** Of one that waits: its bell is at `plannedStart` now. */
const bringForward = async ({ lesson }: LiveLesson, plannedStart: number): Promise<Lesson> => {
	const { lessonId, title, kind, subject, teacherId, receivingClassrooms, classGroups } = lesson;
	const administrator = await signInAs(server.url, 'county-admin');
	return administrator.ask(lessonsEndpoints.updateLesson, {
		params: { lessonId },
		body: {
			...{ title, kind, subject, teacherId, sendingClassroomId: null },
			receivingClassroomIds: receivingClassrooms.map(({ classroomId }) => classroomId),
			classGroupIds: classGroups.map(({ classGroupId }) => classGroupId),
			...{ plannedStart, lengthMs: 60_000 },
		},
	});
};

describe('an impatient client', () => {
	test('a join that was not heard of is asked for again: same seat, same transports', async () => {
		const lesson = await waiting();
		const classroom = await enter(lesson, lesson.classrooms[0]);
		const { transportId } = await classroom.socket.ask('createTransport', { direction: 'send' });
		await classroom.socket.ask('raiseHand', {});
		const transports = [transportId];
		const again = await joinOn(classroom.socket, lesson.lesson.lessonId, classroom.who, { transports });
		expect([again.peerId, again.transports]).toEqual([classroom.answer.peerId, transports]);
		const { entries } = await classroom.socket.ask('readLog', { afterSeq: 0 });
		expect(entries.filter(({ event }) => event.type.startsWith('peer-'))).toHaveLength(1);
		expect(handsInOrder(stateOf({ socket: classroom.socket, answer: again }))).toHaveLength(1);
	});
});

describe('the course of a lesson', () => {
	test('the bell begins it, the planned end makes it run over, the teacher moves the end and ends it', async () => {
		const waits = await waiting();
		const teacher = await enter(waits, waits.teacher);
		expect(stateOf(teacher).phase).toBe('waiting');
		const lesson = { ...waits, lesson: await bringForward(waits, Date.now() + 3_000) };
		const bell = await teacher.socket.hears(
			'entry',
			({ entry: { event } }) => event.type === 'phase-changed',
		);
		expect(bell.entry.event).toEqual({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
		// How soon after it is a matter of how busy the machine is; see phases.test.ts.
		expect(bell.entry.at).toBeGreaterThanOrEqual(lesson.lesson.plannedStart);
		expect(await teacher.socket.code({ type: 'startTeaching' })).toBe('out-of-order');
		const { plannedEnd } = await teacher.socket.ask('extendLesson', { minutes: 5 });
		expect(plannedEnd).toBe(lesson.lesson.plannedEnd + 300_000);
		expect(await teacher.socket.code({ type: 'extendLesson', minutes: 61 })).toBe('bad-request');
		await teacher.socket.ask('endLesson');
		expect(stateOf(teacher).phase).toBe('ended');
		expect(await teacher.socket.code({ type: 'raiseHand' })).toMatch(/^(forbidden|lesson-ended)$/);
		await expect(enter(lesson, lesson.student)).rejects.toMatchObject({ code: 'lesson-ended' });
	});

	test('past its planned end it runs over', async () => {
		const lesson = await liveLesson(server, { startsInMs: -48_000, lengthMs: 60_000 });
		const teacher = await enter(lesson, lesson.teacher);
		// Heard of, or in the answer already where it took long to come in.
		await teacher.socket.until(() => stateOf(teacher).phase === 'overrun', 'hears that it runs over');
		const { entries } = await teacher.socket.ask('readLog', { afterSeq: 0 });
		const over = entries.find(({ event }) => event.type === 'phase-changed' && event.phase === 'overrun');
		expect(over?.at).toBeGreaterThanOrEqual(lesson.lesson.plannedEnd);
		await teacher.socket.ask('extendLesson', { minutes: 1 });
		expect(stateOf(teacher).phase).toBe('teaching');
	});

	test('the teacher begins before the bell; nobody else can', async () => {
		const lesson = await waiting();
		const teacher = await enter(lesson, lesson.teacher);
		const classroom = await enter(lesson, lesson.classrooms[0]);
		expect(await classroom.socket.code({ type: 'startTeaching' })).toBe('forbidden');
		await teacher.socket.ask('startTeaching');
		const begun = await classroom.socket.hears('entry', ({ entry }) => entry.event.type === 'phase-changed');
		expect(begun.entry.event).toEqual({ type: 'phase-changed', phase: 'teaching', cause: 'teacher' });
	});
});
