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
	/** It begins to end, by itself or because it was asked to. */
	closing: [];
	/** `complete`: nothing will be added to the recording. */
	closed: [complete: boolean];
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
		const { RECORDER_ID: recorderId } = config;
		const ip = address.announcedIp;
		const peer = new LessonPeer({ socket, recording, lessonId, recordingId, recorderId, ip, log });
		return new LessonSession(lessonId, recording, peer);
	}

	/** The lesson is over: completes the recording. Idempotent. */
	async finish(): Promise<void> {
		this.#closing ??= this.#finish();
		return this.#closing;
	}

	/** Leaves the recording to be gone on with, by this recorder or another. Idempotent. */
	async suspend(): Promise<void> {
		this.#closing ??= this.#suspend();
		return this.#closing;
	}

	async #finish(): Promise<void> {
		this.emit('closing');
		this.#peer.retire();
		const closed = this.#recording.close();
		await this.#peer.reportEnd();
		await closed;
		await this.#peer.leave();
		this.emit('closed', true);
	}

	async #suspend(): Promise<void> {
		this.emit('closing');
		this.#peer.retire();
		await this.#recording.suspend();
		await this.#peer.leave();
		this.emit('closed', false);
	}
}
