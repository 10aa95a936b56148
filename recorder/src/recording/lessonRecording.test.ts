import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LessonId, RecordingId } from '@classroom/protocol';
import type { RecordingGap } from '@classroom/protocol';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capture } from '../testing/capturedMedia.ts';
import type { CapturedStream } from '../testing/capturedMedia.ts';
import { flashesAndTones, readManifestFile } from '../testing/inspect.ts';
import { StreamSender } from '../testing/streamSender.ts';
import type { Network } from '../testing/streamSender.ts';
import { LessonRecording } from './lessonRecording.ts';

const ids = { recordingId: RecordingId.parse('rec1'), lessonId: LessonId.parse('lesson1') };
const teacher = { peerId: 'teacher1', group: 'camera', role: 'teacher' } as const;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let h264: CapturedStream[];
let folder: string;
const toClose: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
	h264 = await capture('ffmpeg', { seconds: 4, video: 'h264' });
}, 60_000);

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'recording-'));
	toClose.push(() => rm(folder, { recursive: true, force: true }));
});

afterEach(async () => {
	for (const close of toClose.toReversed()) await close();
	toClose.length = 0;
});

async function open(): Promise<LessonRecording> {
	const recording = await LessonRecording.open({
		folder,
		...ids,
		ffmpegPath: 'ffmpeg',
		listenIp: '127.0.0.1',
		srtp: false,
		clock: { now: () => Date.now() },
		log: pino({ level: process.env['LOG'] ?? 'silent' }),
	});
	toClose.push(() => recording.close());
	return recording;
}

async function send(recording: LessonRecording, network?: Network, clock?: () => number) {
	const sender = await StreamSender.open(recording.local, network, clock);
	recording.connect(sender.local);
	toClose.push(() => {
		sender.close();
	});
	return sender;
}

/** Each flash has its tone within the tolerance. */
function offsets(flashes: number[], tones: number[]): number[] {
	return flashes.map((flash) => Math.min(...tones.map((tone) => Math.abs(tone - flash))));
}

describe('a recording', { timeout: 60_000 }, () => {
	it('has every frame, in sync, with 5 % loss and packets out of order', async () => {
		const recording = await open();
		const gaps: RecordingGap[] = [];
		recording.on('gap', (gap) => gaps.push(gap));
		let state = 1;
		const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
		const sender = await send(recording, ({ index }) => {
			const value = random();
			if (index < 20) return 'deliver';
			return value < 0.05 ? 'drop' : value < 0.1 ? { delayMs: 35 } : 'deliver';
		});
		const track = recording.addTrack(teacher);
		const startMs = performance.timeOrigin + performance.now();
		for (const stream of h264) {
			const { id, rtpParameters } = sender.consume(stream);
			recording.addStream(track, {
				consumerId: stream.kind,
				kind: stream.kind,
				rtpParameters,
				paused: false,
			});
			sender.resume(id, startMs);
		}
		await wait(9500);
		await recording.close();
		const manifest = await readManifestFile(folder);
		expect(manifest.tracks).toHaveLength(1);
		const runs = manifest.tracks[0]!.runs;
		expect(runs.map(({ endedBy }) => endedBy)).toEqual(['recording-closed']);
		const [run] = runs;
		expect(run).toMatchObject({
			codecs: [expect.stringMatching(/^avc1\./), 'opus'],
			width: 320,
			height: 180,
		});
		expect(run!.segments.length).toBeGreaterThanOrEqual(4);
		const { flashes, tones, frames, errors } = await flashesAndTones(folder, run!);
		expect(errors).toBe('');
		expect(frames).toBeGreaterThan(9 * 15);
		expect(gaps).toEqual([]);
		expect(sender.nacked).toBeGreaterThan(0);
		expect(flashes.length).toBeGreaterThanOrEqual(8);
		expect(Math.max(...offsets(flashes, tones))).toBeLessThan(25);
		for (const flash of flashes) expect(Math.abs(((flash - startMs + 500) % 1000) - 500)).toBeLessThan(25);
	});
});
