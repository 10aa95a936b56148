import type {
	GapCause,
	LessonId,
	RecordingGap,
	RecordingId,
	RecordingManifest,
	Source,
} from '@classroom/protocol';
import { PeerId } from '@classroom/protocol';
import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { MediaKind } from '../media/frames.ts';
import { FeedbackLoop } from '../rtp/feedbackLoop.ts';
import { parseStream } from '../rtp/rtpParameters.ts';
import { RtpSocket } from '../rtp/rtpSocket.ts';
import type { RtpOffer, RtpRemote } from '../rtp/rtpSocket.ts';
import { ntpToUtcMs } from '../rtp/senderClock.ts';
import { ServerTime } from '../rtp/serverTime.ts';
import { TrackReceiver } from '../rtp/trackReceiver.ts';
import { manifestRun, runEndMs } from '../run/runReader.ts';
import type { Run } from '../run/run.ts';
import type { MissingSpan } from './gapTracker.ts';
import { ManifestStore } from './manifestStore.ts';
import { rebuildManifest } from './rebuild.ts';
import type { Rebuilt } from './rebuild.ts';
import { TrackRecorder } from './trackRecorder.ts';
import type { RunEnd } from './trackRecorder.ts';
import { parseRunFolder, trackIdOf } from './trackId.ts';
import type { TrackDescription } from './trackId.ts';

export type LessonRecordingOptions = {
	/** The recording's own folder; made if missing, gone on with if not. */
	folder: string;
	recordingId: RecordingId;
	lessonId: LessonId;
	ffmpegPath: string;
	listenIp: string;
	/** Encrypts; needed wherever server and recorder are on different machines. */
	srtp: boolean;
	clock: { now(): number };
	log: Logger;
};

export type LessonRecordingEvents = {
	/** Something is missing. Announced when it is over, with both ends. */
	gap: [gap: RecordingGap];
	/** A segment is complete and durable; so many are there of this Track. */
	segment: [trackId: string, segments: number];
	/** ffmpeg died or the disk is full; the recording tries on. */
	alarm: [trackId: string, reason: string];
	/** `storageFull` has changed. */
	storage: [];
};

/** One Consumer that the server sends us. */
export type StreamDescription = {
	consumerId: string;
	kind: MediaKind;
	/** mediasoup's RtpParameters of the Consumer. */
	rtpParameters: unknown;
	/** Its Producer is paused. */
	paused: boolean;
};

type Track = { recorder: TrackRecorder; description: TrackDescription; ends: Map<Run, RunEnd> };
type Stream = { trackId: string; kind: MediaKind; receiver: TrackReceiver; paused: boolean };

const tickMs = 100;

/** A source that comes back this soon (ms) after a recorder took up the recording was meant to be there all along. */
const meantToGoOnMs = 120_000;

/**
 * The recording of one Lesson: a port for its media, and a TrackRecorder for each Track. Whoever learns from the
 * Room what there is tells it by `addTrack`, `addStream` and so on; nothing here knows of signalling.
 */
export class LessonRecording extends EventEmitter<LessonRecordingEvents> {
	readonly #options: LessonRecordingOptions;
	readonly #socket: RtpSocket;
	readonly #store: ManifestStore;
	readonly #serverTime: ServerTime;
	readonly #tracks = new Map<string, Track>();
	/** Of Tracks that ended: their last segments are being completed. */
	readonly #endings = new Set<Promise<void>>();
	/** Sources that an earlier recorder was writing when it died, until when (UTC ms). */
	readonly #interrupted: Map<string, { kinds: Set<MediaKind>; endMs: number }>;
	readonly #openedAt = performance.now();
	/** Tracks that cannot be written because the disk is full. */
	readonly #withoutRoom = new Set<string>();
	readonly #nextRun: Map<string, number>;
	readonly #streams = new Map<string, Stream>();
	readonly #feedback: FeedbackLoop;
	readonly #timer: NodeJS.Timeout;
	#closing: Promise<void> | undefined;

	private constructor(options: LessonRecordingOptions, socket: RtpSocket, rebuilt: Rebuilt) {
		super();
		this.#options = options;
		this.#socket = socket;
		this.#nextRun = new Map(rebuilt.nextRun);
		this.#interrupted = new Map(
			[...rebuilt.interrupted].map(([trackId, run]) => [
				trackId,
				{ kinds: new Set(run.kinds), endMs: runEndMs(run) },
			]),
		);
		this.#serverTime = new ServerTime(options.clock.now(), performance.now());
		this.#feedback = new FeedbackLoop(socket);
		this.#store = new ManifestStore(options.folder, rebuilt.manifest, (error) => {
			options.log.error({ err: error }, 'manifest could not be written');
		});
		this.#timer = setInterval(() => {
			this.#tick();
		}, tickMs);
	}

	/** Opens the folder, or takes up what is in it, and a port. Throws what the file system or the port throws. */
	static async open(options: LessonRecordingOptions): Promise<LessonRecording> {
		await mkdir(options.folder, { recursive: true });
		const { recordingId, lessonId } = options;
		const now = options.clock.now();
		const rebuilt = await rebuildManifest(options.folder, { recordingId, lessonId }, now);
		const socket = await RtpSocket.open({ listenIp: options.listenIp, srtp: options.srtp });
		const recording = new LessonRecording(options, socket, rebuilt);
		await recording.#store.write();
		return recording;
	}

	/** For a new PlainTransport (with `rtcpMux`) of the server: where it is to send, and the keys it is to expect. */
	offer(): RtpOffer {
		return this.#socket.offer();
	}

	/** Whether something cannot be written because the disk is full. */
	get storageFull(): boolean {
		return this.#withoutRoom.size > 0;
	}

	get manifest(): RecordingManifest {
		return this.#store.manifest;
	}

	/** Counts for metrics: all that came, was missing for good, and was not ours. */
	get figures(): { packets: number; packetsLost: number; nacksSent: number; rejected: number } {
		const figures = { packets: 0, packetsLost: 0, nacksSent: 0, rejected: this.#socket.rejected };
		for (const { receiver } of this.#streams.values()) {
			figures.packets += receiver.packets;
			figures.packetsLost += receiver.packetsLost;
			figures.nacksSent += receiver.nacksSent;
		}
		return figures;
	}

	/** Process ids of the ffmpegs that run. */
	get ffmpegPids(): number[] {
		return [...this.#tracks.values()]
			.map(({ recorder }) => recorder.currentRun?.pid)
			.filter((pid) => pid !== undefined);
	}

	/** The server's transport; called again when there is another one after a restart of the server. */
	connect(remote: RtpRemote): void {
		this.#socket.connect(remote);
	}

	/** A Track begins or comes back. Answers its id. */
	addTrack(description: TrackDescription): string {
		const trackId = trackIdOf(description);
		if (this.#tracks.has(trackId) || this.#closing !== undefined) return trackId;
		const peerId = PeerId.parse(description.peerId);
		this.#store.addTrack({ trackId, ...description, peerId });
		const recorder = new TrackRecorder({
			trackId,
			recordingFolder: this.#options.folder,
			ffmpegPath: this.#options.ffmpegPath,
			firstRun: this.#nextRun.get(trackId) ?? 0,
			alwaysSound: description.group === 'camera',
			toUtcMs: (monotonicMs) => this.#serverTime.at(monotonicMs),
			wantKeyFrame: () => {
				for (const stream of this.#streams.values()) {
					if (stream.trackId === trackId && stream.kind === 'video') stream.receiver.wantKeyFrame();
				}
			},
		});
		const track: Track = { recorder, description, ends: new Map() };
		this.#tracks.set(trackId, track);
		this.#listen(trackId, track);
		return trackId;
	}

	/**
	 * Receives a Consumer for a Track, in place of an earlier one of the same kind. To be called before the Consumer
	 * is resumed. Throws a ZodError or RangeError for parameters that cannot be received.
	 */
	addStream(trackId: string, { consumerId, kind, rtpParameters, paused }: StreamDescription): void {
		const track = this.#tracks.get(trackId);
		if (track === undefined || this.#closing !== undefined) return;
		for (const [id, other] of this.#streams) {
			if (other.trackId === trackId && other.kind === kind) this.#forget(id, other);
		}
		const { recorder } = track;
		const receiver = new TrackReceiver(
			parseStream(rtpParameters),
			{
				frame: (frame) => {
					recorder.frame(frame, performance.now());
				},
				lost: () => {
					recorder.lost(kind);
				},
			},
			(monotonicMs) => this.#serverTime.at(monotonicMs),
		);
		this.#streams.set(consumerId, { trackId, kind, receiver, paused });
		this.#connectReceiver(receiver, paused);
		this.#takeUp(trackId, kind, recorder, paused);
		recorder.setStream(kind, paused ? 'paused' : 'flowing', performance.now());
	}

	/** Its Producer is paused or goes on: what does not come then is not missing. */
	pauseStream(consumerId: string, paused: boolean): void {
		const stream = this.#streams.get(consumerId);
		if (stream === undefined || stream.paused === paused) return;
		stream.paused = paused;
		this.#feedback.pause(stream.receiver, paused);
		const { recorder } = this.#tracks.get(stream.trackId) ?? {};
		recorder?.setStream(stream.kind, paused ? 'paused' : 'flowing', performance.now());
	}

	/** The Consumer is gone. `cause`: what it will lack until it comes back; null if it ended as it should. */
	removeStream(consumerId: string, cause: GapCause | null): void {
		const stream = this.#streams.get(consumerId);
		if (stream === undefined) return;
		this.#forget(consumerId, stream);
		this.#tracks.get(stream.trackId)?.recorder.endStream(stream.kind, cause, performance.now());
	}

	/** All Consumers are gone at once, such as with the server; the Tracks go on when they come back. */
	removeAllStreams(cause: GapCause): void {
		for (const consumerId of [...this.#streams.keys()]) this.removeStream(consumerId, cause);
	}

	/** The Track is over, such as a stage appearance; it may begin again by `addTrack`. */
	async endTrack(trackId: string): Promise<void> {
		const track = this.#tracks.get(trackId);
		if (track === undefined) return;
		for (const [id, stream] of this.#streams) if (stream.trackId === trackId) this.#forget(id, stream);
		this.#tracks.delete(trackId);
		this.#interrupted.delete(trackId);
		this.#setWithoutRoom(trackId, false);
		const ending = track.recorder.close('track-ended', performance.now());
		this.#endings.add(ending);
		await ending;
		this.#endings.delete(ending);
	}

	/** Completes all segments and the manifest. Idempotent; never rejects. */
	async close(): Promise<void> {
		this.#closing ??= this.#close(true);
		return this.#closing;
	}

	/** As `close`, but the recording is to be gone on with: by this program's successor. */
	async suspend(): Promise<void> {
		this.#closing ??= this.#close(false);
		return this.#closing;
	}

	async #close(complete: boolean): Promise<void> {
		clearInterval(this.#timer);
		const now = performance.now();
		// The last gaps are told at once; the last segments take a while.
		const closing = [...this.#tracks.values()].map(async ({ recorder }) =>
			recorder.close(complete ? 'recording-closed' : 'unknown', now),
		);
		await Promise.all([...this.#endings, ...closing]);
		this.#socket.close();
		if (complete) await this.#store.complete(Math.round(this.#serverTime.at(now)));
		else await this.#store.write();
	}

	#tick(): void {
		const now = performance.now();
		this.#feedback.tick(now);
		for (const { recorder } of this.#tracks.values()) recorder.tick(now);
	}

	#connectReceiver(receiver: TrackReceiver, paused: boolean): void {
		const { ssrc, rtx } = receiver.stream;
		this.#socket.add(ssrc, {
			rtp: (packet, nowMs) => {
				receiver.rtp(packet, nowMs);
			},
			senderReport: (report, nowMs) => {
				this.#serverTime.senderReport(ntpToUtcMs(report.ntp), nowMs);
				receiver.senderReport(report, nowMs);
			},
		});
		if (rtx !== undefined) {
			this.#socket.add(rtx.ssrc, {
				rtp: (packet, nowMs) => {
					receiver.rtx(packet, nowMs);
				},
				senderReport: () => undefined,
			});
		}
		this.#feedback.add(receiver, paused);
	}

	#forget(consumerId: string, { receiver }: Stream): void {
		this.#streams.delete(consumerId);
		this.#feedback.remove(receiver);
		this.#socket.remove(receiver.stream.ssrc);
		if (receiver.stream.rtx !== undefined) this.#socket.remove(receiver.stream.rtx.ssrc);
	}

	#listen(trackId: string, track: Track): void {
		const { recorder, description, ends } = track;
		const { log } = this.#options;
		const write = (run: Run) => {
			const { init, segments } = run.reader;
			const { folderName, startMs } = run.options;
			const entry = manifestRun(folderName, startMs, init, segments, ends.get(run) ?? null);
			if (entry !== undefined) this.#store.setRun(trackId, entry);
		};
		recorder.on('runStarted', (run) => {
			this.#nextRun.set(trackId, (parseRunFolder(run.options.folderName)?.index ?? 0) + 1);
			log.info({ run: run.options.folderName, video: run.options.video?.codec }, 'run started');
		});
		recorder.on('runEnded', (run, endedBy) => {
			ends.set(run, endedBy);
			log.info({ run: run.options.folderName, endedBy }, 'run ended');
		});
		recorder.on('segment', (run) => {
			write(run);
			this.emit('segment', trackId, run.reader.segments.length);
		});
		recorder.on('alarm', (reason, cause) => {
			log.error({ trackId, reason, cause }, 'a run failed');
			this.emit('alarm', trackId, reason);
			this.#setWithoutRoom(trackId, cause === 'storage-full');
		});
		recorder.on('recovered', () => {
			this.#setWithoutRoom(trackId, false);
		});
		recorder.on('gap', (kind, span) => {
			this.#gap(description, kind, span);
		});
	}

	/** What an earlier recorder had of the source ends where it died; said once, if the source did not end meanwhile. */
	#takeUp(trackId: string, kind: MediaKind, recorder: TrackRecorder, paused: boolean): void {
		const interrupted = this.#interrupted.get(trackId);
		if (interrupted?.kinds.delete(kind) !== true || paused) return;
		if (performance.now() - this.#openedAt > meantToGoOnMs) return;
		recorder.resumeAfter(kind, interrupted.endMs, 'recorder-restarted');
	}

	#setWithoutRoom(trackId: string, without: boolean): void {
		if (without === this.#withoutRoom.has(trackId)) return;
		if (without) this.#withoutRoom.add(trackId);
		else this.#withoutRoom.delete(trackId);
		this.emit('storage');
	}

	#gap({ peerId, group }: TrackDescription, kind: MediaKind, { fromMs, toMs, cause }: MissingSpan): void {
		const gap: RecordingGap = {
			peerId: PeerId.parse(peerId),
			source: sourceNames[group][kind],
			from: fromMs,
			to: toMs,
			cause,
		};
		this.#store.addGap(gap);
		this.#options.log.warn({ gap }, 'gap');
		this.emit('gap', gap);
	}
}

const sourceNames: Record<TrackDescription['group'], Record<MediaKind, Source>> = {
	camera: { audio: 'microphone', video: 'camera' },
	screen: { audio: 'screen-audio', video: 'screen' },
};
