import type { LessonId, RecordingId } from '@classroom/protocol';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { configuredMediaAddress, findMediaAddress } from '../mediaAddress.ts';
import { LessonRecording } from '../recording/lessonRecording.ts';
import { ServerSocket } from '../signalling/serverSocket.ts';
import { LessonPeer } from './lessonPeer.ts';

export type LessonSessionEvents = {
	/** It has ended by itself. */
	closed: [];
};

/** One lesson being recorded: the Peer in its Room and the recording on the disk. */
export class LessonSession extends EventEmitter<LessonSessionEvents> {
	readonly lessonId: LessonId;
	readonly #recording: LessonRecording;
	readonly #peer: LessonPeer;
	#closing: Promise<void> | undefined;

	private constructor(lessonId: LessonId, recording: LessonRecording, peer: LessonPeer) {
		super();
		this.lessonId = lessonId;
		this.#recording = recording;
		this.#peer = peer;
		peer.once('ended', () => void this.finish());
		peer.once('dismissed', () => void this.suspend());
	}

	/** Opens the recording's folder and joins. Throws what the file system, the port or name resolution throws. */
	static async open(
		config: Config,
		{ lessonId, recordingId }: { lessonId: LessonId; recordingId: RecordingId },
		parentLog: Logger,
	): Promise<LessonSession> {
		const log = parentLog.child({ lessonId });
		const { RECORDER_LISTEN_IP: listenIp, RECORDER_ANNOUNCED_IP: announcedIp } = config;
		const address =
			listenIp === undefined
				? await findMediaAddress(config.SERVER_URL)
				: configuredMediaAddress(listenIp, announcedIp);
		const recording = await LessonRecording.open({
			folder: path.join(config.RECORDINGS_DIR, recordingId),
			recordingId,
			lessonId,
			ffmpegPath: config.FFMPEG_PATH,
			listenIp: address.listenIp,
			srtp: address.srtp,
			clock: { now: () => Date.now() },
			log,
		});
		const socket = new ServerSocket({ url: config.SERVER_URL, token: config.RECORDER_TOKEN, log });
		const peer = new LessonPeer({ socket, recording, lessonId, recordingId, ip: address.announcedIp, log });
		return new LessonSession(lessonId, recording, peer);
	}

	/** The lesson is over: completes the recording. Idempotent. */
	async finish(): Promise<void> {
		this.#closing ??= this.#end('lesson-ended');
		return this.#closing;
	}

	/** Leaves the recording to be gone on with, by this recorder or another. Idempotent. */
	async suspend(): Promise<void> {
		this.#closing ??= this.#end('handed-on');
		return this.#closing;
	}

	async #end(cause: 'lesson-ended' | 'handed-on'): Promise<void> {
		if (cause === 'lesson-ended') await this.#recording.close();
		else await this.#recording.suspend();
		await this.#peer.leave(cause);
		this.emit('closed');
	}
}
