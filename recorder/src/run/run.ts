import { EventEmitter } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MediaFrame, VideoFormat } from '../media/frames.ts';
import { audioTrack, matroskaBlockHead, matroskaHeader, ticksPerMs, videoTrack } from '../media/matroska.ts';
import { isDiskFull, syncFolder } from '../recording/files.ts';
import { endWithinMs, FfmpegProcess } from './ffmpegProcess.ts';
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

/** Why a run wrote less than it was given. */
export type RunFailure = 'ffmpeg-died' | 'storage-full';

export type RunEvents = {
	/** A segment is complete and durable. */
	segment: [segment: SegmentInfo];
	/** ffmpeg ended without being asked to, or what it wrote is not whole. */
	died: [reason: string, cause: RunFailure];
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
	#ending: Promise<RunFailure | undefined> | undefined;
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

	/**
	 * Completes the last segment. Resolves when it is durable, or to why it is not whole: `unconfirmed` is lost then.
	 * `inAHurry`: this program is to end. Idempotent; never rejects.
	 */
	async end(inAHurry: boolean): Promise<RunFailure | undefined> {
		this.#ending ??= this.#end(inAHurry ? endWithinMs.inAHurry : endWithinMs.usually);
		return this.#ending;
	}

	async #start(): Promise<void> {
		try {
			const { recordingFolder } = this.options;
			if (await isDiskFull(recordingFolder)) {
				this.emit('died', 'the disk is full', 'storage-full');
				return;
			}
			await mkdir(this.#folder, { recursive: true });
			await syncFolder(recordingFolder);
			this.#process = new FfmpegProcess({
				ffmpegPath: this.options.ffmpegPath,
				folder: this.#folder,
				encodeVideo: this.options.video?.codec === 'vp8',
			});
		} catch (error) {
			this.emit('died', String(error), 'ffmpeg-died');
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
		const failure = (await this.#stopScanning()) ?? 'ffmpeg-died';
		// The next run has all of it: what is half there would only take room.
		for await (const file of this.reader.unconfirmedFiles()) await rm(file, { force: true });
		const truncated = this.reader.broken ? 'a segment is not whole' : undefined;
		this.emit('died', truncated ?? reason ?? 'ffmpeg ended early', failure);
	}

	async #end(withinMs: number): Promise<RunFailure | undefined> {
		// A run may end before its process has begun.
		await this.#starting;
		this.flush();
		await this.#process?.end(withinMs);
		return this.#stopScanning();
	}

	async #stopScanning(): Promise<RunFailure | undefined> {
		clearInterval(this.#scanTimer);
		await this.#scanning;
		await this.#scan(true);
		await syncFolder(this.#folder).catch(() => undefined);
		if (!this.reader.broken) return undefined;
		return (await isDiskFull(this.options.recordingFolder)) ? 'storage-full' : 'ffmpeg-died';
	}

	/** One scan at a time. */
	async #scan(ended = false): Promise<void> {
		this.#scanning = this.#scanning.then(async () => {
			const found = await this.reader.scan(ended);
			if (found.length > 0) await syncFolder(this.#folder).catch(() => undefined);
			for (const segment of found) this.#confirm(segment);
			// No later segment would ever be found behind it, and every frame would be kept.
			if (this.reader.broken && !ended && this.#ending === undefined) this.#process?.kill();
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
