import type { GapCause } from '@classroom/protocol';
import { EventEmitter } from 'node:events';
import { sameFormat } from '../media/frames.ts';
import type { MediaFrame, MediaKind, VideoFormat, VideoFrame } from '../media/frames.ts';
import { Run } from '../run/run.ts';
import type { RunFailure } from '../run/run.ts';
import { AudioLine } from './audioLine.ts';
import { GapTracker } from './gapTracker.ts';
import type { MissingSpan } from './gapTracker.ts';
import { MediaQueue } from './mediaQueue.ts';
import { runFolderName } from './trackId.ts';

/** Why a run ended; `unknown` when the recorder was killed. */
export type RunEnd =
	| 'recording-closed'
	| 'track-ended'
	| 'picture-came'
	| 'picture-stopped'
	| 'sound-came'
	| 'format-changed'
	| 'no-packets'
	| RunFailure
	| 'unknown';

export type TrackRecorderOptions = {
	trackId: string;
	recordingFolder: string;
	ffmpegPath: string;
	/** Number of the first run, after those of an earlier recorder. */
	firstRun: number;
	/** A silent sound track is written from the start. */
	alwaysSound: boolean;
	/** The server's time (UTC ms) at a monotonic instant. */
	toUtcMs: (monotonicMs: number) => number;
	/** Asks the sender of the picture for a key frame. */
	wantKeyFrame: () => void;
};

export type TrackRecorderEvents = {
	runStarted: [run: Run];
	/** `endedBy` is said before the last segment is complete; `segment` events of the run may follow. */
	runEnded: [run: Run, endedBy: RunEnd];
	segment: [run: Run];
	gap: [kind: MediaKind, span: MissingSpan];
	/** ffmpeg died or the disk is full; what there is to say of it. */
	alarm: [reason: string, cause: RunFailure];
	/** After an alarm: what comes is on the disk again. */
	recovered: [];
};

type Stream = 'absent' | 'flowing' | 'paused';
type Current = { run: Run; line: AudioLine | undefined; lastVideoMs: number };

/** A frame waits so long (ms) for older ones of the other kind: longer than lost packets are asked for. */
const patienceMs = 1500;
const pictureWaitMs = 3000;
const soundAloneWaitMs = 1000;
/** Sound before the first picture: less (ms) is left out, more gets a run of its own. */
const soundBeforeMs = 300;
const pictureGoneMs = { absent: 1500, flowing: 4000, paused: 1500 };
/** A camera or microphone that gives nothing for so long (ms) stood still; a screen may have nothing new. */
const stoodStillMs = { audio: 1000, video: 2000 };
const soundFreshMs = 3000;
const soundGoneMs = { absent: 3000, flowing: 5000, paused: Infinity };
const mostQueuedMs = 60_000;
const flushEveryMs = 200;

/**
 * Writes one Track: decides when a run begins and ends, fills its sound, and hands over without losing a frame.
 * Everything happens in `tick`, so that ffmpeg is woken a few times a second and not for every frame.
 */
export class TrackRecorder extends EventEmitter<TrackRecorderEvents> {
	readonly #options: TrackRecorderOptions;
	readonly #queue = new MediaQueue();
	readonly #gaps: Record<MediaKind, GapTracker>;
	readonly #streams: Record<MediaKind, Stream> = { audio: 'absent', video: 'absent' };
	readonly #ending = new Set<Promise<void>>();
	#sound: boolean;
	#current: Current | undefined;
	#nextRun: number;
	/** Monotonic ms since when frames wait for a run to begin. */
	#waitingSince: number | undefined;
	#failures = 0;
	#failure: RunFailure = 'ffmpeg-died';
	#notBefore = 0;
	#flushedAt = 0;
	#closed = false;
	/** Frames that came after sound had already been filled in for their time. */
	lateFrames = 0;

	constructor(options: TrackRecorderOptions) {
		super();
		this.#options = options;
		this.#nextRun = options.firstRun;
		this.#sound = options.alwaysSound;
		const tracker = (kind: MediaKind) =>
			new GapTracker(options.alwaysSound ? stoodStillMs[kind] : Infinity, (span) =>
				this.emit('gap', kind, span),
			);
		this.#gaps = { audio: tracker('audio'), video: tracker('video') };
	}

	get currentRun(): Run | undefined {
		return this.#current?.run;
	}

	/** A stream of this kind begins, pauses or goes on. */
	setStream(kind: MediaKind, state: 'flowing' | 'paused', nowMs: number): void {
		this.#streams[kind] = state;
		if (state === 'paused') this.#gaps[kind].stop(this.#options.toUtcMs(nowMs));
		if (kind === 'audio') this.#sound = true;
		if (kind === 'video' && state === 'flowing') this.#options.wantKeyFrame();
	}

	/** The stream is gone: for good if `cause` is null, else what comes until it is back is missing. */
	endStream(kind: MediaKind, cause: GapCause | null, nowMs: number): void {
		this.#streams[kind] = 'absent';
		if (cause === null) this.#gaps[kind].stop(this.#options.toUtcMs(nowMs));
		else this.#gaps[kind].lost(cause);
	}

	/** An earlier recorder wrote up to `fromMs`. */
	resumeAfter(kind: MediaKind, fromMs: number, cause: GapCause): void {
		this.#gaps[kind].lostSince(fromMs, cause);
	}

	/** Packets of this kind are lost for good after the newest frame. */
	lost(kind: MediaKind): void {
		this.#gaps[kind].lost('network-loss');
	}

	frame(frame: MediaFrame, nowMs: number): void {
		if (this.#closed) return;
		if (this.#current === undefined) this.#waitingSince ??= nowMs;
		// Packets may overtake the word that the stream pauses or goes on: then nothing is expected of them.
		if (this.#streams[frame.kind] !== 'paused') this.#gaps[frame.kind].frame(frame);
		this.#queue.push(frame);
	}

	/** Moves on; `nowMs` is monotonic. */
	tick(nowMs: number): void {
		if (this.#closed) return;
		const utcMs = this.#options.toUtcMs(nowMs);
		if (this.#current === undefined) this.#tryStart(nowMs, utcMs);
		this.#release(utcMs, utcMs - patienceMs);
		if (this.#current !== undefined) {
			this.#fill(this.#current, utcMs);
			this.#endIfSilent(this.#current, utcMs);
		}
		this.#askForKeyFrame();
		// Each flush wakes ffmpeg, which costs more than what it then does.
		if (nowMs - this.#flushedAt < flushEveryMs) return;
		this.#flushedAt = nowMs;
		this.#current?.run.flush();
	}

	/** Writes what is there and completes the last segment. Idempotent; never rejects. */
	async close(endedBy: RunEnd, nowMs: number): Promise<void> {
		if (!this.#closed) {
			const utcMs = this.#options.toUtcMs(nowMs);
			if (this.#current === undefined) this.#start(this.#queue.firstKeyFrame);
			this.#release(utcMs, Infinity);
			this.#gaps.audio.stop(utcMs);
			this.#gaps.video.stop(utcMs);
			this.#closed = true;
			this.#endRun(endedBy);
		}
		await Promise.all(this.#ending);
	}

	#tryStart(nowMs: number, utcMs: number): void {
		if (this.#waitingSince === undefined || nowMs < this.#notBefore) {
			if (this.#queue.oldestMs < utcMs - mostQueuedMs) this.#giveUpQueue();
			return;
		}
		const key = this.#queue.firstKeyFrame;
		if (key === undefined) {
			this.#queue.dropUndecodable();
			const waitMs = this.#streams.video === 'flowing' ? pictureWaitMs : soundAloneWaitMs;
			if (nowMs - this.#waitingSince < waitMs) return;
		}
		this.#start(key);
	}

	/** Begins a run with the key frame, or with what sound there is long before it. */
	#start(key: VideoFrame | undefined): void {
		const audio = this.#queue.firstAudio;
		this.#queue.dropUndecodable();
		if (audio !== undefined && (key === undefined || audio.timeMs < key.timeMs - soundBeforeMs)) {
			this.#beginRun(undefined, audio.timeMs);
		} else if (key !== undefined) {
			this.#queue.dropAudioBefore(key.timeMs - 10);
			this.#beginRun(key.format, key.timeMs);
		}
	}

	#beginRun(video: VideoFormat | undefined, startMs: number): void {
		this.#waitingSince = undefined;
		const start = Math.round(startMs);
		const run = new Run({
			ffmpegPath: this.#options.ffmpegPath,
			recordingFolder: this.#options.recordingFolder,
			folderName: runFolderName(this.#options.trackId, this.#nextRun++, start),
			video,
			audio: this.#sound || video === undefined,
			startMs: start,
		});
		const line = run.options.audio
			? new AudioLine(start, (timeMs, durationMs, data) => {
					run.write({ kind: 'audio', timeMs, durationMs, data });
				})
			: undefined;
		this.#current = { run, line, lastVideoMs: start };
		run.on('segment', () => {
			if (this.#failures > 0) this.emit('recovered');
			this.#failures = 0;
			this.emit('segment', run);
		});
		run.on('died', (reason, cause) => {
			this.#died(run, reason, cause);
		});
		this.emit('runStarted', run);
	}

	#endRun(endedBy: RunEnd): void {
		const run = this.#current?.run;
		if (run === undefined) return;
		this.#current = undefined;
		this.emit('runEnded', run, endedBy);
		// Whoever goes on with the recording is another program.
		const ended = run.end(endedBy === 'unknown').then((failure) => {
			this.#ending.delete(ended);
			if (failure !== undefined && endedBy !== failure) this.#lostAtEnd(run, failure);
			this.emit('segment', run);
		});
		this.#ending.add(ended);
	}

	/** Ends the run and begins the next where it ended, or with the key frame if that is later. */
	#nextRunFrom(current: Current, endedBy: RunEnd, frame: VideoFrame | undefined): void {
		const endMs = current.line?.position ?? current.lastVideoMs;
		this.#endRun(endedBy);
		this.#beginRun(frame?.format, Math.max(endMs, frame?.timeMs ?? endMs));
	}

	#release(utcMs: number, patientUntilMs: number): void {
		const awaited = (kind: MediaKind) =>
			this.#streams[kind] === 'flowing' && utcMs - this.#queue.front[kind] < 2 * patienceMs;
		while (this.#current !== undefined) {
			const frame = this.#queue.take(awaited, patientUntilMs);
			if (frame === undefined) return;
			this.#write(this.#current, frame);
		}
	}

	#write(current: Current, frame: MediaFrame): void {
		if (frame.kind === 'audio') {
			if (current.line?.push(frame) === false) this.lateFrames += 1;
			return;
		}
		const ended = frame.keyFrame ? this.#mustEnd(current, frame) : undefined;
		if (ended !== undefined) this.#nextRunFrom(current, ended, frame);
		const now = this.#current;
		if (now?.run.options.video === undefined) return;
		now.lastVideoMs = Math.max(now.lastVideoMs, frame.timeMs);
		now.run.write(frame);
	}

	/** Why this key frame cannot stand in the run. */
	#mustEnd({ run }: Current, key: VideoFrame): RunEnd | undefined {
		const { video, audio } = run.options;
		if (video === undefined) return 'picture-came';
		if (!sameFormat(video, key.format)) return 'format-changed';
		return this.#sound && !audio ? 'sound-came' : undefined;
	}

	/**
	 * Silence for sound that cannot come any more. It only goes with pictures or a microphone that is known to be muted:
	 * when nothing comes at all, that is not silence but a gap.
	 */
	#fill({ run, line, lastVideoMs }: Current, utcMs: number): void {
		if (line === undefined) return;
		const pictures = run.options.video !== undefined;
		if (this.#streams.audio === 'flowing' && this.#soundIsFresh(utcMs)) {
			if (pictures) line.fillTo(Math.min(utcMs - patienceMs, lastVideoMs));
		} else {
			line.fillTo(pictures ? lastVideoMs : utcMs - soundAloneWaitMs);
		}
	}

	#soundIsFresh(utcMs: number): boolean {
		return utcMs - this.#queue.front.audio < soundFreshMs;
	}

	#endIfSilent(current: Current, utcMs: number): void {
		const { audio, video } = this.#streams;
		const { front } = this.#queue;
		if (current.run.options.video === undefined) {
			if (utcMs - front.audio <= soundGoneMs[audio]) return;
			if (audio === 'flowing') this.#gaps.audio.lost('source-silent');
			this.#endRun('no-packets');
		} else if (utcMs - Math.max(front.video, current.lastVideoMs) > pictureGoneMs[video]) {
			if (video === 'flowing' && this.#options.alwaysSound) this.#gaps.video.lost('source-silent');
			const soundGoesOn = audio === 'paused' || (audio === 'flowing' && this.#soundIsFresh(utcMs));
			if (soundGoesOn) this.#nextRunFrom(current, 'picture-stopped', undefined);
			else this.#endRun('picture-stopped');
		}
	}

	#askForKeyFrame(): void {
		const current = this.#current;
		const { video } = this.#queue.front;
		if (this.#streams.video !== 'flowing') return;
		if (current?.run.options.video === undefined) {
			// Pictures come, and none that a run can begin with.
			if (current !== undefined || this.#waitingSince !== undefined) this.#options.wantKeyFrame();
		} else {
			const wantsSound = this.#sound && current.line === undefined;
			const { schedule, options } = current.run;
			if (wantsSound || video - options.startMs >= schedule.dueMs) this.#options.wantKeyFrame();
		}
	}

	/** What is not durable yet goes to the next run; after repeated failures not at once. */
	#died(run: Run, reason: string, cause: RunFailure): void {
		this.emit('alarm', reason, cause);
		if (this.#current?.run !== run) return;
		this.#failure = cause;
		this.#queue.restore(run.unconfirmed);
		this.#failures += 1;
		const nowMs = performance.now();
		this.#waitingSince = nowMs - pictureWaitMs;
		this.#notBefore = nowMs + (this.#failures === 1 ? 0 : Math.min(10_000, 250 * 2 ** this.#failures));
		this.#endRun(cause);
	}

	/** The last segment of a run that was to end is not whole: nobody takes up its frames. */
	#lostAtEnd({ unconfirmed }: Run, cause: RunFailure): void {
		this.emit('alarm', 'the last segment of a run is not whole', cause);
		for (const kind of ['audio', 'video'] as const) {
			const times = unconfirmed
				.filter((frame) => frame.kind === kind)
				.map(({ timeMs }) => Math.round(timeMs));
			const [fromMs, toMs] = [times[0], times.at(-1)];
			if (fromMs !== undefined && toMs !== undefined && fromMs < toMs)
				this.emit('gap', kind, { fromMs, toMs, cause });
		}
	}

	/** Nothing could be written for a minute: memory is not for whole lessons. */
	#giveUpQueue(): void {
		for (const gaps of [this.#gaps.audio, this.#gaps.video])
			gaps.lostSince(this.#queue.oldestMs, this.#failure);
		this.#queue.clear();
		this.#options.wantKeyFrame();
	}
}
