// For tests and load programs: real RTP, made once by ffmpeg and played to a recorder in real time.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

export type CapturedStream = {
	kind: 'audio' | 'video';
	mimeType: string;
	clockRate: number;
	payloadType: number;
	/** Datagrams in the order of sending, with the media time (ms after the first) of each. */
	packets: { atMs: number; data: Buffer }[];
	/** How long the material is (ms): when it is repeated, timestamps go on by this. */
	lengthMs: number;
};

export type CaptureOptions = {
	seconds: number;
	video: 'h264' | 'vp8' | 'none';
	size?: string;
	rate?: number;
	videoBitrate?: string;
};

/** A picture that turns white, and a tone, both for the first 100 ms of each second. */
const pictureSource = (size: string, rate: number) =>
	`testsrc2=size=${size}:rate=${rate},drawbox=c=black:t=fill,noise=alls=6:allf=t,` +
	"drawbox=c=white:t=fill:enable='lt(mod(t,1),0.1)'";
const soundSource = "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=48000:c=stereo";

/** Encodes test material with ffmpeg and catches the RTP it sends. Takes about a quarter of the material's length. */
export async function capture(ffmpegPath: string, options: CaptureOptions): Promise<CapturedStream[]> {
	// A busy machine may lose datagrams even on its loopback: material has to be whole.
	for (const speed of [4, 2, 1]) {
		const streams = await captureOnce(ffmpegPath, options, speed);
		if (streams.every(isWhole)) return streams;
	}
	throw new Error('the test material could not be caught without loss');
}

function isWhole({ packets }: CapturedStream): boolean {
	return packets.every(({ data }, index) => {
		const before = packets[index - 1]?.data.readUInt16BE(2);
		return before === undefined || ((before + 1) & 0xffff) === data.readUInt16BE(2);
	});
}

async function captureOnce(
	ffmpegPath: string,
	options: CaptureOptions,
	speed: number,
): Promise<CapturedStream[]> {
	const { seconds, video, size = '320x180', rate = 15, videoBitrate = '300k' } = options;
	const audioPort = await openCatcher();
	const videoPort = await openCatcher();
	const encoder =
		video === 'vp8'
			? [
					'-c:v',
					'libvpx',
					'-deadline',
					'realtime',
					'-cpu-used',
					'8',
					'-lag-in-frames',
					'0',
					'-auto-alt-ref',
					'0',
				]
			: ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-tune', 'zerolatency'];
	const child = spawn(
		ffmpegPath,
		[
			...['-hide_banner', '-loglevel', 'error', '-nostdin'],
			...(video === 'none'
				? []
				: ['-readrate', String(speed), '-f', 'lavfi', '-i', pictureSource(size, rate)]),
			...['-readrate', String(speed), '-f', 'lavfi', '-i', soundSource],
			...(video === 'none'
				? []
				: [
						...[
							'-map',
							'0:v',
							...encoder,
							'-b:v',
							videoBitrate,
							'-g',
							String(rate * 2),
							'-pix_fmt',
							'yuv420p',
						],
						...['-t', String(seconds), '-payload_type', '101', '-f', 'rtp'],
						`rtp://127.0.0.1:${videoPort.port}?pkt_size=1200`,
					]),
			...['-map', video === 'none' ? '0:a' : '1:a', '-c:a', 'libopus', '-b:a', '32k', '-t', String(seconds)],
			...['-payload_type', '100', '-f', 'rtp', `rtp://127.0.0.1:${audioPort.port}`],
		],
		{ stdio: ['ignore', 'ignore', 'inherit'] },
	);
	await once(child, 'exit');
	const lengthMs = seconds * 1000;
	const audio = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, payloadType: 100 } as const;
	const picture = {
		kind: 'video',
		mimeType: video === 'vp8' ? 'video/VP8' : 'video/H264',
		clockRate: 90_000,
		payloadType: 101,
	} as const;
	const streams: CapturedStream[] = [
		{ ...audio, lengthMs, packets: withTimes(audioPort.close(), audio.clockRate, lengthMs) },
	];
	const pictures = withTimes(videoPort.close(), picture.clockRate, lengthMs);
	if (video !== 'none') streams.push({ ...picture, lengthMs, packets: pictures });
	return streams;
}

async function openCatcher(): Promise<{ port: number; close: () => Buffer[] }> {
	// RTCP goes to the next port, where nobody listens.
	const socket: Socket = createSocket('udp4');
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	socket.setRecvBufferSize(4 * 1024 * 1024);
	const datagrams: Buffer[] = [];
	socket.on('message', (data) => datagrams.push(data));
	const close = (): Buffer[] => {
		socket.close();
		return datagrams.filter((data) => (data[1] ?? 0) < 192 || (data[1] ?? 0) > 223);
	};
	return { port: socket.address().port, close };
}

function withTimes(datagrams: Buffer[], clockRate: number, lengthMs: number): CapturedStream['packets'] {
	const first = datagrams[0]?.readUInt32BE(4) ?? 0;
	return datagrams
		.map((data) => ({ atMs: (((data.readUInt32BE(4) - first) >>> 0) * 1000) / clockRate, data }))
		.filter(({ atMs }) => atMs < lengthMs);
}
