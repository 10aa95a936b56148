import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import type { TestContext } from 'vitest';
import { capture } from '../testing/capturedMedia.ts';
import type { CapturedStream } from '../testing/capturedMedia.ts';
import { readManifestFile } from '../testing/inspect.ts';
import { now, offSecond, seconds, Studio, teacher, wait, withVaryingRate } from '../testing/studio.ts';
import type { StudioOptions } from '../testing/studio.ts';

let audio: CapturedStream;
let video: CapturedStream;
let larger: CapturedStream;
let vp8: CapturedStream;

beforeAll(async () => {
	const [h264, big, other] = [
		await capture('ffmpeg', { seconds: 4, video: 'h264' }),
		await capture('ffmpeg', { seconds: 4, video: 'h264', size: '480x270' }),
		await capture('ffmpeg', { seconds: 4, video: 'vp8' }),
	];
	[audio, video] = [h264[0]!, h264[1]!];
	larger = big[1]!;
	vp8 = other[1]!;
});

/** Tests run side by side, each with its own context. */
async function open(context: TestContext, options: StudioOptions = {}): Promise<Studio> {
	const studio = await Studio.open(options);
	context.onTestFinished(() => studio.close());
	return studio;
}

const worst = (values: number[]) => Math.max(...values.map(Math.abs));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a recording', { concurrent: true }, () => {
	it('has every frame, in sync, with a varying rate, 5 % loss and packets out of order', async (context) => {
		const { expect } = context;
		let state = 1;
		const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
		const studio = await open(context, {
			clockAheadMs: 3_600_000,
			network: ({ index }) => {
				const value = random();
				if (index < 40) return 'deliver';
				return value < 0.05 ? 'drop' : value < 0.1 ? { delayMs: 35 } : 'deliver';
			},
		});
		const track = studio.recording.addTrack(teacher);
		const startMs = now() + 3_600_000;
		for (const stream of [audio, withVaryingRate(video)]) studio.add(track, stream, startMs);
		await wait(9600);
		await studio.recording.close();
		const manifest = await readManifestFile(studio.folder);
		const [run] = manifest.tracks[0]!.runs;
		expect(manifest.tracks[0]!.runs.map(({ endedBy }) => endedBy)).toEqual(['recording-closed']);
		expect(run).toMatchObject({
			codecs: [expect.stringMatching(/^avc1\./), 'opus'],
			width: 320,
			height: 180,
		});
		expect(run!.segments.length).toBeGreaterThanOrEqual(4);
		for (const { durationMs } of run!.segments.slice(0, -1)) expect(durationMs).toBeCloseTo(2000, -1);
		const { flashes, tones, errors } = await studio.inspect();
		expect(errors).toBe('');
		expect(studio.gaps).toEqual([]);
		expect(studio.sender.nacked).toBeGreaterThan(0);
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining(range(1, 9)));
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(range(1, 9)));
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(15);
		expect(worst(offSecond(tones.slice(0, 9), startMs))).toBeLessThan(25);
	});

	it('begins with sound, and with a run of pictures when they come late', async (context) => {
		const { expect } = context;
		const studio = await open(context);
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		studio.add(track, audio, startMs);
		const picture = studio.add(track, video);
		await wait(5000);
		studio.sender.resume(picture.id, startMs + 5000);
		await wait(4500);
		await studio.recording.close();
		expect(studio.runs.map(({ kinds }) => kinds)).toEqual([['audio'], ['video', 'audio']]);
		expect(studio.runs[0]).toMatchObject({ endedBy: 'picture-came', codecs: ['opus'] });
		const { flashes, tones, errors } = await studio.inspect();
		expect(errors).toBe('');
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(range(1, 8)));
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining(range(6, 9)));
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(15);
		// The runs follow each other without a hole.
		const [first, second] = studio.runs;
		const length = first!.segments.reduce((sum, { durationMs }) => sum + durationMs, 0);
		expect(Math.abs(first!.startMs + length - second!.startMs)).toBeLessThan(50);
	});

	it('has silence for a microphone that is muted from the start, and sound when it is not any more', async (context) => {
		const { expect } = context;
		const studio = await open(context);
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		studio.add(track, video, startMs);
		await wait(4000);
		studio.add(track, audio, startMs + 4000);
		await wait(4500);
		await studio.recording.close();
		expect(studio.runs.map(({ kinds }) => kinds)).toEqual([['video', 'audio']]);
		const { flashes, tones, errors } = await studio.inspect();
		expect(errors).toBe('');
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining(range(1, 8)));
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(range(5, 8)));
		expect(seconds(tones, startMs)).not.toContain(3);
		expect(worst(offSecond(tones.slice(0, 4), startMs))).toBeLessThan(25);
	});

	it('survives seconds without any packet, and says what is missing', async (context) => {
		const { expect } = context;
		let cut = false;
		const studio = await open(context, { network: () => (cut ? 'drop' : 'deliver') });
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		for (const stream of [audio, video]) studio.add(track, stream, startMs);
		await wait(3500);
		cut = true;
		const cutMs = now();
		await wait(8000);
		cut = false;
		const restoredMs = now();
		await wait(5000);
		await studio.recording.close();
		const { flashes, errors, tones } = await studio.inspect();
		expect(errors).toBe('');
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(15);
		const camera = studio.gaps.filter(({ source }) => source === 'camera');
		expect(camera).toHaveLength(1);
		const [gap] = camera;
		expect(gap).toMatchObject({ cause: 'network-loss', peerId: 'teacher1' });
		expect(Math.abs(gap!.from - cutMs)).toBeLessThan(300);
		// What is reported as missing is missing, and nothing else. The sender keeps its last two seconds.
		expect(gap!.to - gap!.from).toBeGreaterThan(5000);
		expect(gap!.to).toBeLessThan(restoredMs + 2500);
		const there = range(1, 15).filter((second) => {
			const at = startMs + second * 1000;
			return at < gap!.from - 100 || at > gap!.to + 100;
		});
		const seen = seconds(flashes, startMs);
		expect(there.filter((second) => !seen.includes(second))).toEqual([]);
		const inGap = flashes.filter((flash) => flash > gap!.from + 100 && flash < gap!.to - 100);
		expect(inGap).toEqual([]);
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining([1, 2, 3, 13, 14, 15]));
		expect(studio.gaps.some(({ source, cause }) => source === 'microphone' && cause === 'network-loss')).toBe(
			true,
		);
	});

	it('begins a new run with another size or codec, and loses nothing', async (context) => {
		const { expect } = context;
		const studio = await open(context);
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		studio.add(track, audio, startMs);
		const first = studio.add(track, video, startMs);
		await wait(3000);
		studio.sender.pause(first.id);
		const second = studio.add(track, larger, startMs + 3000);
		await wait(3000);
		studio.sender.pause(second.id);
		studio.add(track, withVaryingRate(vp8), startMs + 6000);
		await wait(3600);
		await studio.recording.close();
		expect(studio.runs.map(({ width }) => width)).toEqual([320, 480, 320]);
		expect(studio.runs.map(({ endedBy }) => endedBy)).toEqual([
			'format-changed',
			'format-changed',
			'recording-closed',
		]);
		// VP8 fits in no MP4: it is the one codec that is encoded anew.
		expect(studio.runs[2]!.codecs[0]).toMatch(/^avc1\./);
		const { flashes, tones, errors } = await studio.inspect();
		expect(errors.replaceAll(/.*non monotonically increasing dts.*\n/g, '')).toBe('');
		// Flashes that are a run's first picture are not seen as a change.
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining([1, 2, 4, 5, 7, 8, 9]));
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(25);
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(range(1, 9)));
	});

	it('keeps sound going while the camera is off, in runs of sound alone', async (context) => {
		const { expect } = context;
		const studio = await open(context);
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		studio.add(track, audio, startMs);
		const camera = studio.add(track, video, startMs);
		await wait(3000);
		studio.sender.pause(camera.id);
		studio.recording.pauseStream(camera.consumerId, true);
		await wait(4000);
		studio.recording.pauseStream(camera.consumerId, false);
		studio.sender.resume(camera.id);
		await wait(4500);
		await studio.recording.close();
		expect(studio.runs.map(({ endedBy }) => endedBy)).toEqual([
			'picture-stopped',
			'picture-came',
			'recording-closed',
		]);
		const { tones, flashes, errors } = await studio.inspect();
		expect(errors).toBe('');
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(range(1, 10)));
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining([1, 2, 9, 10]));
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(15);
		expect(studio.gaps).toEqual([]);
	});

	it('loses nothing when ffmpeg is killed', async (context) => {
		const { expect } = context;
		const studio = await open(context);
		const track = studio.recording.addTrack(teacher);
		const startMs = now();
		for (const stream of [audio, video]) studio.add(track, stream, startMs);
		await wait(5300);
		for (const pid of studio.recording.ffmpegPids) process.kill(pid, 'SIGKILL');
		await wait(4300);
		await studio.recording.close();
		expect(studio.runs.map(({ endedBy }) => endedBy)).toEqual(['ffmpeg-died', 'recording-closed']);
		const { flashes, tones, errors } = await studio.inspect();
		expect(errors).toBe('');
		expect(studio.gaps).toEqual([]);
		const firstOfRun = seconds([studio.runs[1]!.startMs], startMs)[0]!;
		const expected = range(1, 9).filter((second) => second !== firstOfRun);
		expect(seconds(flashes, startMs)).toEqual(expect.arrayContaining(expected));
		expect(seconds(tones, startMs)).toEqual(expect.arrayContaining(expected));
		expect(worst(offSecond(flashes, startMs))).toBeLessThan(15);
	});

	it('goes on after ffmpeg could not be started', async (context) => {
		const { expect } = context;
		const studio = await open(context, { ffmpegPath: '/nowhere/ffmpeg' });
		const alarms: string[] = [];
		studio.recording.on('alarm', (_track, reason) => alarms.push(reason));
		const track = studio.recording.addTrack(teacher);
		for (const stream of [audio, video]) studio.add(track, stream, now());
		await wait(4000);
		await studio.recording.close();
		expect(alarms.length).toBeGreaterThanOrEqual(2);
		expect(alarms.length).toBeLessThan(8);
	});

	it('is gone on with by the next recorder, which says what is missing', async (context) => {
		const { expect } = context;
		const first = await open(context);
		const track = first.recording.addTrack(teacher);
		const startMs = now();
		const sending = [audio, video].map((stream) => first.add(track, stream, startMs));
		await wait(5000);
		await first.recording.suspend();
		for (const { id } of sending) first.sender.pause(id);
		const ended = first.runs[0]!.segments.reduce((sum, { durationMs }) => sum + durationMs, 0);
		const second = await open(context, { folder: first.folder });
		second.recording.addTrack(teacher);
		await wait(1000);
		const sendingOn = [audio, video].map((stream) => second.add(track, stream, startMs + 7000));
		await wait(4500);
		for (const { id } of sendingOn) second.sender.pause(id);
		// What ended on purpose and begins again lacks nothing.
		await second.recording.endTrack(track);
		second.recording.addTrack(teacher);
		for (const stream of [audio, video]) second.add(track, stream, now());
		await wait(3000);
		await second.recording.close();
		const manifest = await readManifestFile(first.folder);
		expect(manifest.tracks[0]!.runs.map(({ folder }) => folder.split('.')[1])).toEqual([
			'0000',
			'0001',
			'0002',
		]);
		expect(manifest.tracks[0]!.runs.map(({ endedBy }) => endedBy)).toEqual([
			'unknown',
			'track-ended',
			'recording-closed',
		]);
		expect(manifest.gaps.map(({ cause, source }) => [cause, source]).toSorted()).toEqual([
			['recorder-restarted', 'camera'],
			['recorder-restarted', 'microphone'],
		]);
		expect(Math.abs(manifest.gaps[0]!.from - (startMs + ended))).toBeLessThan(100);
		expect(Math.abs(manifest.gaps[0]!.to - (startMs + 7000))).toBeLessThan(100);
		expect(await readdir(path.join(first.folder))).toContain('manifest.json');
	});
});
