// The program that tests/load/recorder.ts measures: the recorder's media core in a process of its own.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LessonId, RecordingId } from '@classroom/protocol';
import { pino } from 'pino';
import { z } from 'zod';
import { LessonRecording } from '../../recorder/src/recording/lessonRecording.ts';

const Address = z.object({ ip: z.string(), port: z.number() });
const Stream = z.object({ kind: z.enum(['audio', 'video']), rtpParameters: z.unknown() });

/** What the measuring program asks, and what is answered. Times are µs of CPU. */
export const Order = z.discriminatedUnion('do', [
	z.object({ do: z.literal('open'), ffmpegPath: z.string(), lessons: z.number() }),
	z.object({ do: z.literal('receive'), lesson: z.number(), from: Address, streams: z.array(Stream) }),
	z.object({ do: z.literal('measure') }),
	z.object({ do: z.literal('close') }),
]);
export const Answer = z.object({
	ports: z.array(z.number()).optional(),
	ownMicroseconds: z.number().optional(),
	ffmpegMicroseconds: z.number().optional(),
	packetsLost: z.number().optional(),
	segments: z.number().optional(),
});

const recordings: LessonRecording[] = [];
const folders: string[] = [];
let startUsage = process.cpuUsage();

/** CPU time of a process in µs, from the scheduler's own count: `/proc/PID/stat` knows only hundredths of a second. */
export async function cpuMicroseconds(pid: number): Promise<number> {
	const tasks = await readdir(`/proc/${pid}/task`);
	const times = await Promise.all(
		tasks.map(async (task) => {
			const text = await readFile(`/proc/${pid}/task/${task}/schedstat`, 'utf8');
			return Number(text.split(' ')[0]) / 1000;
		}),
	);
	return times.reduce((sum, time) => sum + time, 0);
}

async function open(ffmpegPath: string, lessons: number): Promise<z.infer<typeof Answer>> {
	startUsage = process.cpuUsage();
	for (let index = 0; index < lessons; index++) {
		const folder = await mkdtemp(path.join(tmpdir(), 'load-recorder-'));
		folders.push(folder);
		recordings.push(
			await LessonRecording.open({
				folder,
				recordingId: RecordingId.parse(`r${index}`),
				lessonId: LessonId.parse(`l${index}`),
				ffmpegPath,
				listenIp: '127.0.0.1',
				srtp: false,
				clock: { now: () => Date.now() },
				log: pino({ level: 'error' }),
			}),
		);
	}
	return { ports: recordings.map((recording) => recording.offer().port) };
}

async function measure(): Promise<z.infer<typeof Answer>> {
	const { user, system } = process.cpuUsage(startUsage);
	const pids = recordings.flatMap(({ ffmpegPids }) => ffmpegPids);
	const ffmpeg = await Promise.all(pids.map((pid) => cpuMicroseconds(pid)));
	return {
		ownMicroseconds: user + system,
		ffmpegMicroseconds: ffmpeg.reduce((sum, time) => sum + time, 0),
		packetsLost: recordings.reduce((sum, { figures }) => sum + figures.packetsLost, 0),
		segments: recordings
			.flatMap(({ manifest }) => manifest.tracks)
			.flatMap(({ runs }) => runs)
			.reduce((sum, { segments }) => sum + segments.length, 0),
	};
}

async function obey(order: z.infer<typeof Order>): Promise<z.infer<typeof Answer>> {
	switch (order.do) {
		case 'open':
			return open(order.ffmpegPath, order.lessons);
		case 'receive': {
			const recording = recordings[order.lesson];
			recording?.connect(order.from);
			const track = recording?.addTrack({ peerId: 'teacher', group: 'camera', role: 'teacher' });
			for (const { kind, rtpParameters } of order.streams) {
				recording?.addStream(track ?? '', { consumerId: kind, kind, rtpParameters, paused: false });
			}
			return {};
		}
		case 'measure':
			return measure();
		case 'close':
			await Promise.all(recordings.map(async (recording) => recording.close()));
			for (const folder of folders) await rm(folder, { recursive: true, force: true });
			return {};
	}
}

if (process.send !== undefined) {
	process.on('message', (raw) => {
		void obey(Order.parse(raw)).then((answer) => process.send?.(answer));
	});
	process.on('disconnect', () => process.exit());
}
