import type { MediaFrame, VideoFormat } from '../media/frames.ts';
import { segmentSeconds } from './ffmpegProcess.ts';

const segmentMs = segmentSeconds * 1000;

/**
 * Where ffmpeg ends segments: the n-th at the first frame that may begin one from n times `segmentSeconds` on, counted
 * from the run's beginning and not from the last end. To know it is to ask for key frames neither too early, when they
 * end nothing, nor too late.
 */
export class SegmentSchedule {
	readonly #video: VideoFormat | undefined;
	/** Segments that have ended, if ffmpeg has come as far. */
	ended = 0;

	constructor(video: VideoFormat | undefined) {
		this.#video = video;
	}

	/** Time (ms since the run's beginning) from which on a key frame ends the segment. */
	get dueMs(): number {
		return (this.ended + 1) * segmentMs;
	}

	/** Takes the run's frames in order; `ms` since its beginning. */
	frame(frame: MediaFrame, ms: number): void {
		if (ms < this.dueMs) return;
		const video = this.#video;
		const begins =
			frame.kind === 'audio'
				? video === undefined
				: frame.keyFrame || (video !== undefined && isEncodedAnew(video));
		if (begins) this.ended += 1;
	}
}

/** VP8 is encoded to H.264, with key frames of its own. */
export function isEncodedAnew(video: VideoFormat): boolean {
	return video.codec === 'vp8';
}
