import type { AudioFrame, MediaFrame, MediaKind, VideoFrame } from '../media/frames.ts';

/**
 * Puts sound and picture of one Track in the order of their times. A frame is let through when the other kind has
 * come as far, or has had enough time to.
 */
export class MediaQueue {
	#audio: AudioFrame[] = [];
	#video: VideoFrame[] = [];
	/** Time (UTC ms) of the newest frame of each kind that ever came. */
	readonly front = { audio: Number.NEGATIVE_INFINITY, video: Number.NEGATIVE_INFINITY };

	get empty(): boolean {
		return this.#audio.length === 0 && this.#video.length === 0;
	}

	get firstKeyFrame(): VideoFrame | undefined {
		return this.#video.find(({ keyFrame }) => keyFrame);
	}

	get firstAudio(): AudioFrame | undefined {
		return this.#audio[0];
	}

	/** Time of the oldest frame waiting. */
	get oldestMs(): number {
		return Math.min(this.#audio[0]?.timeMs ?? Infinity, this.#video[0]?.timeMs ?? Infinity);
	}

	push(frame: MediaFrame): void {
		if (frame.kind === 'audio') this.#audio.push(frame);
		else this.#video.push(frame);
		if (frame.timeMs > this.front[frame.kind]) this.front[frame.kind] = frame.timeMs;
	}

	/** Puts frames back that were taken but not kept, before all others. */
	restore(frames: readonly MediaFrame[]): void {
		this.#audio = [...frames.filter((frame) => frame.kind === 'audio'), ...this.#audio];
		this.#video = [...frames.filter((frame) => frame.kind === 'video'), ...this.#video];
	}

	/** Forgets sound before `timeMs`. */
	dropAudioBefore(timeMs: number): void {
		this.#audio = this.#audio.filter((frame) => frame.timeMs >= timeMs);
	}

	/** Forgets pictures that no key frame precedes. */
	dropUndecodable(): void {
		const first = this.#video.findIndex(({ keyFrame }) => keyFrame);
		this.#video = first === -1 ? [] : this.#video.slice(first);
	}

	clear(): void {
		this.#audio = [];
		this.#video = [];
	}

	/**
	 * Takes the oldest frame, unless `awaited` (the other kind) may still bring an older one and the frame is newer
	 * than `patientUntilMs`.
	 */
	take(awaited: (kind: MediaKind) => boolean, patientUntilMs: number): MediaFrame | undefined {
		const [audio] = this.#audio;
		const [video] = this.#video;
		const next = video === undefined || (audio !== undefined && audio.timeMs < video.timeMs) ? audio : video;
		if (next === undefined) return undefined;
		const other = next.kind === 'audio' ? 'video' : 'audio';
		const behind = this.front[other] < next.timeMs;
		if (behind && awaited(other) && next.timeMs > patientUntilMs) return undefined;
		if (next.kind === 'audio') this.#audio.shift();
		else this.#video.shift();
		return next;
	}
}
