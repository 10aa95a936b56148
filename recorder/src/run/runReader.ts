import type { RecordingRun, Segment } from '@classroom/protocol';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { initFile, segmentFile } from './ffmpegProcess.ts';
import { readRunInit, readSegment } from './segmentReader.ts';
import type { RunInit, SegmentInfo } from './segmentReader.ts';

/**
 * Finds a run's complete segments on the disk, one after the other. ffmpeg writes under another name and renames,
 * so a segment that has its name is whole; it is made durable before it counts.
 */
export class RunReader {
	readonly #folder: string;
	readonly #sync: boolean;
	#init: RunInit | undefined;
	#broken = false;
	readonly segments: SegmentInfo[] = [];

	/** `sync` forces each segment to the disk; not needed for those of a run that ended long ago. */
	constructor(folder: string, sync: boolean) {
		this.#folder = folder;
		this.#sync = sync;
	}

	get init(): RunInit | undefined {
		return this.#init;
	}

	/** The next segment has its name and is not whole, as on a full disk: ffmpeg renames it all the same. */
	get broken(): boolean {
		return this.#broken;
	}

	/** Reads on; answers the segments that are new. `ended`: ffmpeg is gone, and no file is being renamed any more. */
	async scan(ended = false): Promise<SegmentInfo[]> {
		this.#init ??= await readRunInit(path.join(this.#folder, initFile));
		const found: SegmentInfo[] = [];
		while (this.#init !== undefined) {
			const file = segmentFile(this.segments.length);
			const segment = await readSegment(this.#folder, file, this.#init, this.#sync);
			if (segment === undefined) break;
			this.segments.push(segment);
			found.push(segment);
		}
		this.#broken = await this.#exists(segmentFile(this.segments.length + (ended ? 0 : 1)));
		return found;
	}

	/** Files of segments that are not whole, and of those behind them. */
	async *unconfirmedFiles(): AsyncGenerator<string> {
		for (let index = this.segments.length; await this.#exists(segmentFile(index)); index++) {
			yield path.join(this.#folder, segmentFile(index));
		}
	}

	async #exists(file: string): Promise<boolean> {
		return access(path.join(this.#folder, file)).then(
			() => true,
			() => false,
		);
	}
}

/** The segments as the manifest has them: each lasts until the next begins, so that the sum does not drift. */
function manifestSegments(segments: readonly SegmentInfo[]): Segment[] {
	return segments.map(({ file, bytes, startMs, durationMs }, index) => {
		const next = segments[index + 1];
		const exact = next === undefined ? durationMs : next.startMs - startMs;
		return { file, bytes, durationMs: Math.round(Math.max(0, exact) * 1000) / 1000 };
	});
}

/** A run, or a stretch of one, as the manifest has it; undefined while it has no complete segment. */
export function manifestRun(
	folder: string,
	startMs: number,
	init: RunInit | undefined,
	segments: readonly SegmentInfo[],
	endedBy: string | null,
): RecordingRun | undefined {
	const [first] = segments;
	if (init === undefined || first === undefined) return undefined;
	return {
		folder,
		init: initFile,
		kinds: init.tracks.map(({ kind }) => kind),
		codecs: init.codecs,
		width: init.width,
		height: init.height,
		startMs: Math.round(startMs + first.startMs),
		mediaStartMs: first.startMs,
		segments: manifestSegments(segments),
		endedBy,
	};
}

/** Where a run ends (UTC ms): with its last complete segment. */
export function runEndMs(run: RecordingRun): number {
	return run.segments.reduce((end, { durationMs }) => end + durationMs, run.startMs);
}
