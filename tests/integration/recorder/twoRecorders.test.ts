// Two recorders and one lesson, on a running server: whoever is cut off, one of them records.
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LogEntry } from '@classroom/protocol';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../../recorder/src/config.ts';
import { Recorder } from '../../../recorder/src/recorder.ts';
import { join, liveLesson, stateOf } from '../lesson/live/liveLesson.ts';
import type { Joined } from '../lesson/live/liveLesson.ts';
import { startLiveServer } from '../lesson/live/liveServer.ts';
import type { LiveServer } from '../lesson/live/liveServer.ts';

/** A way to the server that can be cut. */
const openWay = async (target: string) => {
	const { port } = new URL(target);
	const sockets = new Set<Socket>();
	let cut = false;
	const way = createServer((near) => {
		const far = connect(Number(port), '127.0.0.1');
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on('error', () => socket.destroy());
			socket.on('close', () => {
				near.destroy();
				far.destroy();
			});
		}
		if (cut) near.destroy();
		near.pipe(far).pipe(near);
	});
	await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		way.close();
	});
	return {
		url: `http://127.0.0.1:${(way.address() as AddressInfo).port}`,
		cut: (now: boolean) => {
			cut = now;
			if (now) for (const socket of sockets) socket.destroy();
		},
	};
};

const startRecorder = async (server: LiveServer, url: string, id: string): Promise<Recorder> => {
	const folder = await mkdtemp(path.join(tmpdir(), `recorder-${id}-`));
	const settings = { SERVER_URL: url, RECORDER_TOKEN: server.recorderToken, RECORDER_ID: id };
	const config = loadConfig({ ...settings, RECORDINGS_DIR: folder }, folder);
	const recorder = new Recorder(config, pino({ level: process.env['LOG'] ?? 'silent' }));
	recorder.start();
	onTestFinished(async () => {
		await recorder.close();
		await rm(folder, { recursive: true, force: true });
	});
	return recorder;
};

const entriesOf = ({ socket }: Joined): LogEntry[] =>
	socket.notifications.flatMap((each) => (each.type === 'entry' ? [each.entry] : []));
const recording = (teacher: Joined): string => stateOf(teacher).recording.state;

test('one that is cut off for a while leaves the lesson to the other, and has it back when that one ends', async () => {
	const server = await startLiveServer();
	onTestFinished(() => server.stop());
	const lesson = await liveLesson(server, { startsInMs: -60_000 });
	const teacher = await join(server, lesson, lesson.teacher);
	onTestFinished(() => teacher.socket.close());
	const begins = async (times: number): Promise<void> =>
		teacher.socket.until(
			() => entriesOf(teacher).filter(({ event }) => event.type === 'recording-started').length >= times,
			`hears ${times} times that it is recorded`,
		);

	const way = await openWay(server.url);
	await startRecorder(server, way.url, 'a');
	await begins(1);
	const second = await startRecorder(server, server.url, 'b');
	await wait(1000);
	way.cut(true);
	// Longer than a recorder keeps its lessons without a word.
	await begins(2);
	way.cut(false);
	await wait(5000);
	expect(recording(teacher)).toBe('on');
	expect(entriesOf(teacher).filter(({ event }) => event.type === 'recording-stopped')).toHaveLength(1);

	await second.close();
	await begins(3);
	await wait(2000);
	expect(recording(teacher)).toBe('on');

	await teacher.socket.ask('endLesson');
	await teacher.socket.until(
		() =>
			entriesOf(teacher).some(
				({ event }) => event.type === 'recording-stopped' && event.cause === 'lesson-ended',
			),
		'hears that the recording has ended with the lesson',
	);
});
