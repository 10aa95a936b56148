import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { MediaFrame, VideoFormat } from '../media/frames.ts';
import { audioTrack, matroskaBlockHead, matroskaHeader, ticksPerMs, videoTrack } from '../media/matroska.ts';
import { syncFolder } from '../recording/files.ts';
import { FfmpegProcess } from './ffmpegProcess.ts';
import { RunReader } from './runReader.ts';
import { SegmentSchedule } from './segmentSchedule.ts';
import type { SegmentInfo } from './segmentReader.ts';

export type RunOptions = {
	ffmpegPath: string;
	/** The recording's folder, and the run's own in it. */
	recordingFolder: string;
	folderName: string;
	video: VideoFormat | undefined;
	audio: boolean;
	/** UTC ms of media time 0. */
	startMs: number;
};

export type RunEvents = {
	/** A segment is complete and durable. */
	segment: [segment: SegmentInfo];
	/** ffmpeg ended without being asked to. */
	died: [reason: string];
};

const firstWithinTicks = 2 * ticksPerMs;

/** How often (ms) to look for a new segment, when there must soon be one. */
const scanMs = 400;

/**
 * One ffmpeg, one folder, tracks that do not change. Frames are kept until the segment they are in is durable, so
 * that the next run can take them up if this ffmpeg dies.
 */
export class Run extends EventEmitter<RunEvents> {
	readonly options: RunOptions;
	readonly reader: RunReader;
	readonly schedule: SegmentSchedule;
	readonly #folder: string;
	#process: FfmpegProcess | undefined;
	#pieces: Buffer[] = [];
	#unconfirmed: MediaFrame[] = [];
	#scanTimer: NodeJS.Timeout | undefined;
	#scanning: Promise<void> = Promise.resolve();
	readonly #starting: Promise<void>;
	#ending: Promise<void> | undefined;
	#lastTicks = { audio: -1, video: -1 };

	constructor(options: RunOptions) {
		super();
		this.options = options;
		this.#folder = path.join(options.recordingFolder, options.folderName);
		this.reader = new RunReader(this.#folder, true);
		this.schedule = new SegmentSchedule(options.video !== undefined);
		this.#pieces.push(matroskaHeader({ video: options.video, audio: options.audio }));
		this.#starting = this.#start();
	}

	get pid(): number | undefined {
		return this.#process?.pid;
	}

	/** What is not yet in a durable segment, oldest first. */
	get unconfirmed(): readonly MediaFrame[] {
		return this.#unconfirmed;
	}

	/** Adds a frame; it goes to ffmpeg with the next flush. Times before the last one's are moved behind it. */
	write(frame: MediaFrame): void {
		const exact = Math.round((frame.timeMs - this.options.startMs) * ticksPerMs);
		const last = this.#lastTicks[frame.kind];
		// Every track begins at zero exactly, so that no player has to heed an edit list.
		const ticks = last === -1 && exact < firstWithinTicks ? 0 : Math.max(exact, last + 1);
		this.#lastTicks[frame.kind] = ticks;
		const video = frame.kind === 'video';
		const keyFrame = !video || frame.keyFrame;
		this.#pieces.push(
			matroskaBlockHead(video ? videoTrack : audioTrack, ticks, keyFrame, frame.data.length),
			frame.data,
		);
		this.#unconfirmed.push(frame);
		this.schedule.frame(frame, ticks / ticksPerMs);
	}

	/** Hands everything written to ffmpeg. */
	flush(): void {
		if (this.#process === undefined || this.#pieces.length === 0) return;
		this.#process.write(this.#pieces);
		this.#pieces = [];
	}

	/** Completes the last segment. Resolves when it is durable. Idempotent; never rejects. */
	async end(): Promise<void> {
		this.#ending ??= this.#end();
		return this.#ending;
	}

	async #start(): Promise<void> {
		try {
			await mkdir(this.#folder, { recursive: true });
			await syncFolder(this.options.recordingFolder);
			this.#process = new FfmpegProcess({
				ffmpegPath: this.options.ffmpegPath,
				folder: this.#folder,
				encodeVideo: this.options.video?.codec === 'vp8',
			});
		} catch (error) {
			this.emit('died', String(error));
			return;
		}
		this.flush();
		this.#scanTimer = setInterval(() => {
			if (this.reader.segments.length < this.schedule.ended) void this.#scan();
		}, scanMs);
		void this.#watch(this.#process);
	}

	async #watch(process: FfmpegProcess): Promise<void> {
		const reason = await process.ended;
		if (this.#ending !== undefined) return;
		await this.#stopScanning();
		this.emit('died', reason ?? 'ffmpeg ended early');
	}

	async #end(): Promise<void> {
		// A run may end before its process has begun.
		await this.#starting;
		this.flush();
		await this.#process?.end();
		await this.#stopScanning();
	}

	async #stopScanning(): Promise<void> {
		clearInterval(this.#scanTimer);
		await this.#scanning;
		await this.#scan();
		await syncFolder(this.#folder).catch(() => undefined);
	}

	/** One scan at a time. */
	async #scan(): Promise<void> {
		this.#scanning = this.#scanning.then(async () => {
			const found = await this.reader.scan();
			if (found.length > 0) await syncFolder(this.#folder).catch(() => undefined);
			for (const segment of found) this.#confirm(segment);
		});
		return this.#scanning;
	}

	#confirm(segment: SegmentInfo): void {
		const left = { ...segment.frames };
		this.#unconfirmed = this.#unconfirmed.filter(({ kind }) => {
			left[kind] -= 1;
			return left[kind] < 0;
		});
		this.emit('segment', segment);
	}
}
