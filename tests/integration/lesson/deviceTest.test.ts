// A classroom's device tests itself over a real socket: bytes both ways before the bell only, and the result for all.
import { PROBE_MAX } from '@classroom/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceTest } from './live/deviceTest.ts';
import { join, liveLesson, stateOf } from './live/liveLesson.ts';
import { startLiveServer } from './live/liveServer.ts';
import type { LiveServer } from './live/liveServer.ts';

let server: LiveServer;

beforeAll(async () => {
	server = await startLiveServer();
});
afterAll(async () => {
	await server.stop();
});

test('what a device finds of itself is on the wall of teacher and late comers; it probes its link until the bell', async () => {
	const lesson = await liveLesson(server, { startsInMs: 300_000 });
	const teacher = await join(server, lesson, lesson.teacher);
	const [first, second] = lesson.classrooms;
	const room = await join(server, lesson, first);
	const { socket } = room;

	const sizes = [0, 7, PROBE_MAX];
	for (const size of sizes) {
		const answer = await socket.ask('probeLink', { payload: 'A'.repeat(PROBE_MAX - size), wanted: size });
		expect(answer.payload).toHaveLength(size);
	}
	const { payload } = await socket.ask('probeLink', { payload: '', wanted: PROBE_MAX });
	// Nothing on the way makes less of it: no run of the same, few pairs that come often.
	const pairs = new Set(
		Array.from({ length: payload.length / 2 }, (_, at) => payload.slice(2 * at, 2 * at + 2)),
	);
	expect(pairs.size).toBeGreaterThan(3500);
	const refused = await socket.say({ type: 'probeLink', payload: '', wanted: PROBE_MAX + 1 });
	expect(refused).toMatchObject({ ok: false, error: { code: 'bad-request' } });

	await socket.ask('reportDeviceTest', { test: deviceTest });
	await socket.ask('reportDeviceTest', {
		test: { ...deviceTest, microphone: { result: 'silent', level: -120 } },
	});
	await teacher.socket.until(
		() => stateOf(teacher).deviceTests[0]?.microphone.result === 'silent',
		'sees the second test',
	);
	expect(stateOf(teacher).deviceTests).toHaveLength(1);
	expect(stateOf(teacher).deviceTests[0]).toMatchObject({
		classroomId: lesson.lesson.receivingClassrooms[0]!.classroomId,
		loop: deviceTest.loop,
		link: deviceTest.link,
	});

	await teacher.socket.ask('startTeaching');
	expect(await socket.code({ type: 'probeLink', payload: '', wanted: 1 })).toBe('out-of-order');
	// A device that comes back in the middle looks at itself all the same.
	await socket.ask('reportDeviceTest', { test: deviceTest });
	const late = await join(server, lesson, second);
	expect(stateOf(late).deviceTests).toEqual([
		expect.objectContaining({ microphone: deviceTest.microphone, at: expect.any(Number) as number }),
	]);

	const codes: string[] = [];
	for (let turn = 0; turn < 40; turn += 1)
		codes.push(await socket.code({ type: 'reportDeviceTest', test: deviceTest }));
	expect(codes.filter((code) => code === 'too-many-requests').length).toBeGreaterThan(5);
	expect(socket.connected).toBe(true);
	for (const each of [teacher, room, late]) each.socket.close();
});
