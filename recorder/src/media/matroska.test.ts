import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { capture } from '../testing/capturedMedia.ts';
import { parseRtpPacket } from '../rtp/rtpPacket.ts';
import type { VideoUnit } from './frames.ts';
import { H264Depacketizer } from './h264.ts';
import { audioTrack, matroskaBlockHead, matroskaHeader, videoTrack } from './matroska.ts';
import { silence } from './opus.ts';

const Probe = z.object({
	streams: z.array(z.object({ codec_name: z.string(), width: z.number().optional() })),
	packets: z.array(z.object({ stream_index: z.number(), pts_time: z.coerce.number(), flags: z.string() })),
});

describe('matroska', () => {
	it('is read by ffprobe, with codecs and times as written', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'matroska-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		const [, video] = await capture('ffmpeg', { seconds: 1, video: 'h264' });
		const units: VideoUnit[] = [];
		const depacketizer = new H264Depacketizer((unit) => units.push(unit));
		for (const { data } of video!.packets) {
			const { payload, timestamp, marker } = parseRtpPacket(data)!;
			depacketizer.push(payload, timestamp, marker);
		}
		const pieces = [matroskaHeader({ video: units[0]!.format, audio: true })];
		// Times of three days, to a tenth of a millisecond.
		const at = (index: number) => 2_592_000_000 + index * 666 + 1;
		for (const [index, { data, keyFrame }] of units.entries()) {
			pieces.push(matroskaBlockHead(videoTrack, at(index), keyFrame, data.length), data);
			const [quiet] = silence(20);
			pieces.push(matroskaBlockHead(audioTrack, at(index), true, quiet!.data.length), quiet!.data);
		}
		const file = path.join(folder, 'a.mkv');
		await writeFile(file, Buffer.concat(pieces));
		const { stdout, stderr } = await promisify(execFile)(
			'ffprobe',
			['-v', 'error', '-of', 'json', '-show_streams', '-show_packets', file],
			{ maxBuffer: 8 * 1024 * 1024 },
		);
		expect(stderr).toBe('');
		const { streams, packets } = Probe.parse(JSON.parse(stdout));
		expect(streams).toEqual([{ codec_name: 'h264', width: 320 }, { codec_name: 'opus' }]);
		const pictures = packets.filter(({ stream_index }) => stream_index === 0);
		expect(pictures.map(({ pts_time }) => Math.round(pts_time * 10_000))).toEqual(
			units.map((_, index) => at(index)),
		);
		expect(pictures.map(({ flags }) => flags.startsWith('K'))).toEqual(units.map(({ keyFrame }) => keyFrame));
	});
});
