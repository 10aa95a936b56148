import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LessonId, RecordingId } from '@classroom/protocol';
import type { types } from 'mediasoup';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recorderCapabilities } from '../lesson/capabilities.ts';
import { SrtpParameters } from '../rtp/srtp.ts';
import { capture } from '../testing/capturedMedia.ts';
import type { CapturedStream } from '../testing/capturedMedia.ts';
import { flashesAndTones } from '../testing/inspect.ts';
import { MediasoupBridge, workerBinary } from '../testing/mediasoupBridge.ts';
import { StreamSender } from '../testing/streamSender.ts';
import { runEndMs } from '../run/runReader.ts';
import { LessonRecording } from './lessonRecording.ts';

const workerBin = workerBinary();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const toClose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const close of toClose.toReversed()) await close();
	toClose.length = 0;
});

describe.skipIf(workerBin === undefined)('through mediasoup', () => {
	let material: CapturedStream[];
	beforeAll(async () => {
		material = await capture('ffmpeg', { seconds: 4, video: 'h264' });
	});

	it('records encrypted media in sync, and goes on with new Consumers and after a pause', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'recording-'));
		toClose.push(() => rm(folder, { recursive: true, force: true }));
		const recording = await LessonRecording.open({
			folder,
			recordingId: RecordingId.parse('rec1'),
			lessonId: LessonId.parse('lesson1'),
			ffmpegPath: 'ffmpeg',
			listenIp: '127.0.0.1',
			srtp: true,
			clock: { now: () => Date.now() },
			log: pino({ level: process.env['LOG'] ?? 'silent' }),
		});
		toClose.push(() => recording.close());
		const bridge = await MediasoupBridge.open(workerBin!);
		toClose.push(() => {
			bridge.close();
		});
		const { localAddress: ip, localPort: port } = bridge.input.tuple;
		const sender = await StreamSender.open({ ip, port });
		toClose.push(() => {
			sender.close();
		});
		const output = await bridge.outputTo(recording.offer());
		recording.connect({
			ip: output.tuple.localAddress,
			port: output.tuple.localPort,
			srtpParameters: SrtpParameters.parse(output.srtpParameters),
		});
		const track = recording.addTrack({ peerId: 'teacher1', group: 'camera', role: 'teacher' });
		const startMs = performance.timeOrigin + performance.now();
		const producers: types.Producer[] = [];
		const consume = async (producer: types.Producer) => {
			const consumer = await output.consume({
				producerId: producer.id,
				rtpCapabilities: recorderCapabilities,
				paused: true,
				enableRtx: true,
			});
			const { id: consumerId, kind, rtpParameters } = consumer;
			recording.addStream(track, { consumerId, kind, rtpParameters, paused: false });
			await consumer.resume();
			return consumer;
		};
		const consumers: types.Consumer[] = [];
		for (const stream of material) {
			const { id, rtpParameters } = sender.consume(stream);
			const { codecs, encodings } = rtpParameters as types.RtpParameters;
			const [codec] = codecs;
			const producer = await bridge.input.produce({
				kind: stream.kind,
				rtpParameters: {
					mid: stream.kind,
					rtcp: { cname: 'teacher' },
					encodings: [{ ssrc: encodings![0]!.ssrc! }],
					codecs: [
						{
							...codec!,
							...(stream.kind === 'audio'
								? { channels: 2 }
								: {
										parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f' },
										rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
									}),
						},
					],
				},
			});
			producers.push(producer);
			consumers.push(await consume(producer));
			sender.resume(id, startMs);
		}
		await wait(6000);
		// Another Consumer of the same Producer: other SSRC, other timestamps.
		for (const [index, consumer] of consumers.entries()) {
			consumer.close();
			consumers[index] = await consume(producers[index]!);
		}
		await wait(4000);
		// The teacher mutes for a while.
		await producers[0]!.pause();
		recording.pauseStream(consumers[0]!.id, true);
		await wait(2500);
		await producers[0]!.resume();
		recording.pauseStream(consumers[0]!.id, false);
		await wait(3500);
		await recording.close();
		expect(recording.figures.rejected).toBeLessThan(5);
		const { tracks, gaps } = recording.manifest;
		expect(gaps.filter(({ cause }) => cause !== 'network-loss')).toEqual([]);
		const runs = tracks[0]!.runs;
		const pictures = runs.filter(({ kinds }) => kinds.includes('video'));
		const seen = await Promise.all(pictures.map((run) => flashesAndTones(folder, run)));
		expect(seen.map(({ errors }) => errors).join('')).toBe('');
		const flashes = seen.flatMap((each) => each.flashes);
		const tones = seen.flatMap((each) => each.tones);
		const [from, until] = [pictures[0]!.startMs, runEndMs(pictures.at(-1)!)];
		const played = Array.from({ length: 60 }, (_, second) => startMs + second * 1000).filter(
			(at) => at > from + 100 && at < until - 100,
		);
		expect(played.length).toBeGreaterThanOrEqual(12);
		// What a busy machine loses on the way is told; of the rest a picture or two may go by as a Consumer changes.
		const isTold = (source: 'camera' | 'microphone', at: number) =>
			gaps.some((gap) => gap.source === source && gap.from - 100 < at && at < gap.to + 100);
		const isSeen = (at: number) => flashes.some((flash) => Math.abs(flash - at) < 200);
		expect(played.filter((at) => !isSeen(at) && !isTold('camera', at)).length).toBeLessThanOrEqual(3);
		const isHeard = (at: number) => tones.some((tone) => Math.abs(tone - at) < 40);
		// Two or three tones are missing: those of the mute.
		const silent = flashes.filter((flash) => !isHeard(flash) && !isTold('microphone', flash));
		expect(silent.length).toBeLessThanOrEqual(4);
	});
});
