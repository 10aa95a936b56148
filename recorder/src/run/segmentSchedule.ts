import type { MediaFrame } from '../media/frames.ts';
import { segmentSeconds } from './ffmpegProcess.ts';

const segmentMs = segmentSeconds * 1000;

/**
 * Where ffmpeg ends segments: the n-th at the first frame that may begin one from n times `segmentSeconds` on, counted
 * from the run's beginning and not from the last end. To know it is to ask for key frames neither too early, when they
 * end nothing, nor too late.
 */
export class SegmentSchedule {
	readonly #pictures: boolean;
	/** Segments that have ended, if ffmpeg has come as far. */
	ended = 0;

	/** Without pictures a segment may end anywhere. */
	constructor(pictures: boolean) {
		this.#pictures = pictures;
	}

	/** Time (ms since the run's beginning) from which on a key frame ends the segment. */
	get dueMs(): number {
		return (this.ended + 1) * segmentMs;
	}

	/** Takes the run's frames in order; `ms` since its beginning. */
	frame(frame: MediaFrame, ms: number): void {
		if (ms < this.dueMs) return;
		const begins = frame.kind === 'audio' ? !this.#pictures : frame.keyFrame;
		if (begins) this.ended += 1;
	}
}
