// For tests: a recording with a sender opposite, in a temporary folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LessonId, RecordingId } from '@classroom/protocol';
import type { RecordingGap, RecordingRun } from '@classroom/protocol';
import { pino } from 'pino';
import { LessonRecording } from '../recording/lessonRecording.ts';
import type { CapturedStream } from './capturedMedia.ts';
import { flashesAndTones } from './inspect.ts';
import { StreamSender } from './streamSender.ts';
import type { Network } from './streamSender.ts';

export const teacher = { peerId: 'teacher1', group: 'camera', role: 'teacher' } as const;

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const now = () => performance.timeOrigin + performance.now();

export type StudioOptions = {
	network?: Network;
	/** An earlier recording's folder. */
	folder?: string;
	/** How far (ms) the sender's clock is before the recorder's. */
	clockAheadMs?: number;
	ffmpegPath?: string;
};

export class Studio {
	readonly folder: string;
	readonly recording: LessonRecording;
	readonly sender: StreamSender;
	readonly gaps: RecordingGap[] = [];
	#consumers = 0;

	private constructor(folder: string, recording: LessonRecording, sender: StreamSender) {
		this.folder = folder;
		this.recording = recording;
		this.sender = sender;
		recording.on('gap', (gap) => this.gaps.push(gap));
	}

	static async open(options: StudioOptions = {}): Promise<Studio> {
		const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'recording-')));
		const recording = await LessonRecording.open({
			folder,
			recordingId: RecordingId.parse('rec1'),
			lessonId: LessonId.parse('lesson1'),
			ffmpegPath: options.ffmpegPath ?? 'ffmpeg',
			listenIp: '127.0.0.1',
			srtp: false,
			clock: { now: () => Date.now() },
			log: pino({ level: process.env['LOG'] ?? 'silent' }),
		});
		const ahead = options.clockAheadMs ?? 0;
		const sender = await StreamSender.open(recording.offer(), options.network, () => now() + ahead);
		recording.connect(sender.local);
		return new Studio(folder, recording, sender);
	}

	/** A new Consumer of the stream for the Track; it sends from `resume` on. */
	add(trackId: string, stream: CapturedStream, startMs?: number): { id: number; consumerId: string } {
		const { id, rtpParameters } = this.sender.consume(stream);
		const consumerId = `consumer${this.#consumers++}`;
		this.recording.addStream(trackId, { consumerId, kind: stream.kind, rtpParameters, paused: false });
		if (startMs !== undefined) this.sender.resume(id, startMs);
		return { id, consumerId };
	}

	get runs(): RecordingRun[] {
		return this.recording.manifest.tracks.flatMap(({ runs }) => runs);
	}

	/** Everything that is in the recording, of all runs. */
	async inspect() {
		const each = [];
		for (const run of this.runs) each.push(await flashesAndTones(this.folder, run));
		return {
			flashes: each.flatMap(({ flashes }) => flashes),
			tones: each.flatMap(({ tones }) => tones),
			errors: each.map(({ errors }) => errors).join(''),
		};
	}

	async close(removeFolder = true): Promise<void> {
		await this.recording.close();
		this.sender.close();
		if (removeFolder) await rm(this.folder, { recursive: true, force: true });
	}
}

/** The same pictures as a camera with a varying rate has them; what is on a whole second stays there. */
export function withVaryingRate(stream: CapturedStream): CapturedStream {
	const packets = stream.packets.map(({ atMs, data }) => ({
		atMs: atMs + 25 * Math.sin((7 * Math.PI * atMs) / 1000),
		data,
	}));
	return { ...stream, packets };
}

/** How far each instant is from the nearest whole second after `startMs`, in ms. */
export function offSecond(instants: readonly number[], startMs: number): number[] {
	return instants.map((instant) => {
		const phase = (((instant - startMs) % 1000) + 1000) % 1000;
		return phase > 500 ? phase - 1000 : phase;
	});
}

/** Which whole seconds after `startMs` the instants are. */
export function seconds(instants: readonly number[], startMs: number): number[] {
	return instants.map((instant) => Math.round((instant - startMs) / 1000));
}
