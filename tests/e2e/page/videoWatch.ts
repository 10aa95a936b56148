// Reads the clock in every video of the page, as often as is affordable.
import { readPicture } from './clockPicture.ts';
import { instantOf } from './wallClock.ts';

export interface Sighting {
	readonly source: number;
	/** What the clock said, and when it was on the screen; ms since 1970. */
	readonly clock: number;
	readonly shownAt: number;
	readonly width: number;
	/** Of the live track shown; null: a file plays. */
	readonly trackId: string | null;
}

/** A picture that cannot be read (another picture, or too coarse) is counted, not guessed. */
export interface VideoSightings {
	readonly sightings: readonly Sighting[];
	readonly unreadable: number;
}

const READ_EVERY_MS = 150;
/** Both times are of the picture's own clock, rounded differently. */
const SAME_PICTURE_MS = 2;

export class VideoWatch {
	readonly #watched = new WeakSet<HTMLVideoElement>();
	#sightings: Sighting[] = [];
	#unreadable = 0;

	constructor() {
		new MutationObserver(() => {
			for (const video of document.querySelectorAll('video')) this.#watch(video);
		}).observe(document, { childList: true, subtree: true });
	}

	/** What was seen since the last time. */
	take(): VideoSightings {
		const taken = { sightings: this.#sightings, unreadable: this.#unreadable };
		this.#sightings = [];
		this.#unreadable = 0;
		return taken;
	}

	#watch(video: HTMLVideoElement): void {
		if (this.#watched.has(video)) return;
		this.#watched.add(video);
		let readAt = 0;
		const onFrame: VideoFrameRequestCallback = (now, frame) => {
			if (now - readAt >= READ_EVERY_MS && this.#read(video, frame)) readAt = now;
			video.requestVideoFrameCallback(onFrame);
		};
		video.requestVideoFrameCallback(onFrame);
	}

	/** False: the call came late, and the video shows a newer picture than the one it is about. */
	#read(
		video: HTMLVideoElement,
		{ expectedDisplayTime, presentationTime, mediaTime, width }: VideoFrameCallbackMetadata,
	): boolean {
		const picture = currentPicture(video);
		if (picture === null) return false;
		try {
			if (Math.abs(picture.timestamp / 1000 - mediaTime * 1000) > SAME_PICTURE_MS) return false;
			const reading = readPicture(picture);
			if (reading === null) this.#unreadable += 1;
			else {
				const { source, at: clock } = reading;
				// The expected time is a frame's deadline, which lies back when the compositor was held up.
				const shownAt = instantOf(Math.max(expectedDisplayTime, presentationTime));
				this.#sightings.push({ source, clock, shownAt, width, trackId: trackOf(video) });
			}
			return true;
		} finally {
			picture.close();
		}
	}
}

/** Null: there is none, as after a seek. */
const currentPicture = (video: HTMLVideoElement): VideoFrame | null => {
	try {
		return new VideoFrame(video);
	} catch {
		return null;
	}
};

const trackOf = ({ srcObject }: HTMLVideoElement): string | null =>
	srcObject instanceof MediaStream ? (srcObject.getVideoTracks()[0]?.id ?? null) : null;
