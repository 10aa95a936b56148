// What recording costs: the recorder's CPU and its ffmpeg's, against one `ffmpeg -c copy` on the same RTP and against
// encoding the same picture anew. Both get the same packets in turns, from the same sender.
//
//   node tests/load/recorder.ts [seconds=40] [repeats=3]
import { execFile, fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { z } from 'zod';
import { capture } from '../../recorder/src/testing/capturedMedia.ts';
import type { CapturedStream } from '../../recorder/src/testing/capturedMedia.ts';
import { StreamSender } from '../../recorder/src/testing/streamSender.ts';
import { paired } from './figures.ts';
import type { Result } from './figures.ts';
import { Answer, cpuMicroseconds } from './recorderWorker.ts';
import type { Order } from './recorderWorker.ts';

export type RecorderLoadOptions = { seconds?: number; repeats?: number; ffmpegPath?: string };

/** A teacher's camera at its highest layer, and a microphone. */
const material = { seconds: 8, video: 'h264', size: '1280x720', rate: 25, videoBitrate: '1500k' } as const;
const unit = 'ms/s';

/** Takes about twice `seconds` for each repeat. */
export async function run(options: RecorderLoadOptions = {}): Promise<Result> {
	const { seconds = 40, repeats = 3, ffmpegPath = process.env['FFMPEG_PATH'] ?? 'ffmpeg' } = options;
	const streams = await capture(ffmpegPath, material);
	const copies: { value: number; baseline: number }[] = [];
	const encodings: { value: number; baseline: number }[] = [];
	for (let repeat = 0; repeat < repeats; repeat++) {
		const copy = await measureCopy(ffmpegPath, streams, seconds);
		const value = await measureRecorder(ffmpegPath, streams, seconds);
		copies.push({ value, baseline: copy });
		encodings.push({ value, baseline: await measureEncoding(ffmpegPath, streams) });
	}
	const rate = streams.reduce((sum, { packets, lengthMs }) => sum + (packets.length * 1000) / lengthMs, 0);
	return {
		figures: [
			paired('recorder CPU against one ffmpeg -c copy on the same RTP', unit, copies, 2.5),
			paired('recorder CPU against x264 veryfast', unit, encodings, 0.08),
		],
		notes: [
			`CPU milliseconds for each second of one lesson's camera and microphone (${material.size} at ${material.rate}, ` +
				`${rate.toFixed(0)} packets/s): the recorder's process from the beginning of the lesson on, and its ffmpeg.`,
		],
	};
}

/** ms of CPU for each second: the recorder's process from the lesson's beginning on, and its ffmpeg. */
async function measureRecorder(
	ffmpegPath: string,
	streams: readonly CapturedStream[],
	seconds: number,
): Promise<number> {
	const worker = fork(path.join(import.meta.dirname, 'recorderWorker.ts'));
	try {
		const { ports = [] } = await ask(worker, { do: 'open', ffmpegPath, lessons: 1 });
		const sender = await StreamSender.open({ ip: '127.0.0.1', port: ports[0] ?? 0 });
		const sendings = streams.map((stream) => ({ kind: stream.kind, ...sender.consume(stream) }));
		await ask(worker, {
			do: 'receive',
			lesson: 0,
			from: sender.local,
			streams: sendings.map(({ kind, rtpParameters }) => ({ kind, rtpParameters })),
		});
		for (const { id } of sendings) sender.resume(id);
		await wait(seconds * 1000);
		const {
			ownMicroseconds = 0,
			ffmpegMicroseconds = 0,
			segments = 0,
		} = await ask(worker, { do: 'measure' });
		sender.close();
		await ask(worker, { do: 'close' });
		if (segments < Math.floor(seconds / 2) - 2) throw new Error(`only ${segments} segments were recorded`);
		return (ownMicroseconds + ffmpegMicroseconds) / 1000 / seconds;
	} finally {
		worker.kill();
	}
}

async function ask(worker: ChildProcess, order: z.infer<typeof Order>): Promise<z.infer<typeof Answer>> {
	const answered = once(worker, 'message');
	worker.send(order);
	const answer: unknown = (await answered).at(0);
	return Answer.parse(answer);
}

/** ms of CPU for each second of one ffmpeg that reads the RTP itself. */
async function measureCopy(
	ffmpegPath: string,
	streams: readonly CapturedStream[],
	seconds: number,
): Promise<number> {
	const folder = await mkdtemp(path.join(tmpdir(), 'load-copy-'));
	const targets = await Promise.all(streams.map(async (stream) => ({ stream, port: await evenPort() })));
	await writeFile(path.join(folder, 'in.sdp'), sdp(targets));
	const child = spawn(
		ffmpegPath,
		[
			...['-loglevel', 'error', '-nostdin', '-protocol_whitelist', 'file,udp,rtp'],
			...['-analyzeduration', '10M', '-probesize', '10M', '-i', 'in.sdp', '-c', 'copy', '-f', 'hls'],
			...['-hls_time', '2', '-hls_list_size', '0', '-hls_playlist_type', 'event'],
			...['-hls_segment_type', 'fmp4', '-hls_flags', 'independent_segments+program_date_time+temp_file'],
			...['-hls_segment_filename', '%05d.m4s', 'index.m3u8'],
		],
		{ cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	try {
		for (const { port } of targets) await untilBound(port);
		const senders = [];
		for (const { stream, port } of targets) {
			const sender = await StreamSender.open({ ip: '127.0.0.1', port });
			senders.push(sender);
			sender.resume(sender.consume(stream).id);
		}
		await wait(seconds * 1000);
		const cpu = await cpuMicroseconds(child.pid ?? 0);
		for (const sender of senders) sender.close();
		const segments = (await readdir(folder)).filter((file) => file.endsWith('.m4s')).length;
		if (segments < Math.floor(seconds / 2) - 4) throw new Error(`ffmpeg wrote only ${segments} segments`);
		return cpu / 1000 / seconds;
	} finally {
		child.kill('SIGKILL');
		await once(child, 'exit');
		await rm(folder, { recursive: true, force: true });
	}
}

/** Waits until a process listens on the UDP port. */
async function untilBound(port: number): Promise<void> {
	const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
	for (let attempt = 0; attempt < 200; attempt++) {
		const tables = await Promise.all(
			['/proc/net/udp', '/proc/net/udp6'].map((file) => readFile(file, 'utf8')),
		);
		if (tables.some((table) => table.includes(local))) return;
		await wait(50);
	}
	throw new Error('ffmpeg does not listen');
}

function sdp(targets: readonly { stream: CapturedStream; port: number }[]): string {
	const media = targets.flatMap(({ stream: { kind, payloadType }, port }) => [
		`m=${kind} ${port} RTP/AVP ${payloadType}`,
		kind === 'video' ? `a=rtpmap:${payloadType} H264/90000` : `a=rtpmap:${payloadType} opus/48000/2`,
		...(kind === 'video' ? [`a=fmtp:${payloadType} packetization-mode=1`] : []),
	]);
	return ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=load', 'c=IN IP4 127.0.0.1', 't=0 0', ...media, ''].join(
		'\n',
	);
}

/** A free port whose successor, for RTCP, is likely free too. */
async function evenPort(): Promise<number> {
	for (;;) {
		const socket = createSocket('udp4');
		socket.bind(0, '127.0.0.1');
		await once(socket, 'listening');
		const { port } = socket.address();
		socket.close();
		if (port % 2 === 0) return port;
	}
}

/** ms of CPU for each second to encode the same picture with x264 veryfast. */
async function measureEncoding(ffmpegPath: string, streams: readonly CapturedStream[]): Promise<number> {
	const length = streams[0]?.lengthMs ?? 1000;
	const source = `testsrc2=size=${material.size}:rate=${material.rate}`;
	const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', material.videoBitrate];
	const args = ['-loglevel', 'error', '-nostdin', '-f', 'lavfi', '-i', source];
	const folder = await mkdtemp(path.join(tmpdir(), 'load-encode-'));
	const file = path.join(folder, 'picture.mkv');
	try {
		const limit = ['-t', String(length / 1000)];
		await promisify(execFile)(ffmpegPath, [
			...args,
			...limit,
			'-c:v',
			'libx264',
			'-preset',
			'ultrafast',
			file,
		]);
		const { stderr } = await promisify(execFile)(ffmpegPath, [
			...['-loglevel', 'info', '-benchmark', '-nostdin', '-i', file, ...encode, '-f', 'null', '-'],
		]);
		const [, user = '0', system = '0'] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
		return ((Number(user) + Number(system)) * 1_000_000) / length;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

if (import.meta.main) {
	const [seconds = 40, repeats = 3] = process.argv.slice(2).map(Number);
	const { figures } = await run({ seconds, repeats });
	console.table(figures.map(({ spread, ...figure }) => ({ ...figure, spread: spread.join(' to ') })));
	process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}
