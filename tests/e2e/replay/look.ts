// What the replay shows, read from its own pictures, and what it sounds like, at the same moment.
import type { Page } from 'playwright-core';
import { BITS, bitPlace } from '../../fixtures/recordings/clockPicture.ts';

/** What the page shows of itself with `?debug=1`, as far as the tests use it. */
interface ReplayDebug {
	state(): {
		atMs: number;
		phase: string;
		elements: {
			trackId: string;
			lessonMs: number | null;
			paused: boolean;
			rate: number;
			isMaster: boolean;
		}[];
	};
	lessonMsOf(trackId: string, mediaMs: number): number | null;
	player: {
		seek(atMs: number): void;
		play(): void;
		state: { atMs: number };
		tracks: Map<string, { isMaster: boolean; active?: { element: HTMLVideoElement } }>;
	};
}

declare global {
	interface Window {
		__replay?: ReplayDebug;
	}
}

/** What a track's element shows at one moment. */
export interface Seen {
	readonly trackId: string;
	readonly paused: boolean;
	readonly rate: number;
	/** Lesson time by the element's clock. */
	readonly elementMs: number | null;
	/** Of a picture just put on the screen: the time that stands in it, and what the page maps it to. */
	readonly picture: { readonly shownMs: number; readonly mappedMs: number } | null;
}

export interface Look {
	readonly atMs: number;
	readonly phase: string;
	readonly seen: readonly Seen[];
}

/** Reads the page's state and then, of each element that plays, the next picture. */
export const look = (page: Page): Promise<Look> =>
	page.evaluate(
		async ({ places }) => {
			const debug = window.__replay;
			if (!debug) throw new Error('no __replay');
			const read = (picture: VideoFrame): number => {
				const canvas = document.createElement('canvas');
				canvas.width = 320;
				canvas.height = 180;
				const context = canvas.getContext('2d', { willReadFrequently: true });
				context?.drawImage(picture, 0, 0, 320, 180);
				let ms = 0;
				for (const [bit, { x, y }] of places.entries()) {
					const [level = 0] =
						context?.getImageData(Math.round(x * 320), Math.round(y * 180), 1, 1).data ?? [];
					if (level > 120) ms += 2 ** bit;
				}
				return ms;
			};
			const current = (video: HTMLVideoElement | undefined): VideoFrame | null => {
				try {
					return video === undefined ? null : new VideoFrame(video);
				} catch {
					return null;
				}
			};
			const nextPicture = (trackId: string) =>
				new Promise<{ shownMs: number; mappedMs: number } | null>((resolve) => {
					const video = debug.player.tracks.get(trackId)?.active?.element;
					setTimeout(() => resolve(null), 1000);
					const onFrame: VideoFrameRequestCallback = (_now, { mediaTime }) => {
						const picture = current(video);
						// A busy page is told late, when the next picture is there already.
						if (picture === null || Math.abs(picture.timestamp / 1000 - mediaTime * 1000) > 2) {
							picture?.close();
							video?.requestVideoFrameCallback(onFrame);
							return;
						}
						const mappedMs = debug.lessonMsOf(trackId, mediaTime * 1000);
						resolve(mappedMs === null ? null : { shownMs: read(picture), mappedMs });
						picture.close();
					};
					video?.requestVideoFrameCallback(onFrame);
				});
			const { atMs, phase, elements } = debug.state();
			const seen = await Promise.all(
				elements.map(async ({ trackId, lessonMs, paused, rate }) => ({
					trackId,
					paused,
					rate,
					elementMs: lessonMs,
					picture: paused ? null : await nextPicture(trackId),
				})),
			);
			return { atMs, phase, seen };
		},
		{ places: Array.from({ length: BITS }, (_, bit) => bitPlace(bit)) },
	);

/** What is listened for: until so many beeps were heard, or the lesson is at `untilMs`. */
export interface Listening {
	readonly enough: number;
	readonly untilMs: number;
}

/**
 * Listens to the teacher's element: the lesson times by its clock at which beeps began. The recordings beep at each full
 * second. Looks back over the last 0.7 s, so that a page that is held up misses none, and tells when each one was.
 */
export const hearBeeps = (page: Page, listening: Listening): Promise<number[]> =>
	page.evaluate(async ({ enough, untilMs }) => {
		const debug = window.__replay;
		const master = debug && [...debug.player.tracks.values()].find((track) => track.isMaster);
		const element = master?.active?.element;
		if (!debug || !element || !('captureStream' in element)) throw new Error('nothing to hear');
		const capture = element.captureStream as () => MediaStream;
		const context = new AudioContext();
		const analyser = new AnalyserNode(context, { fftSize: 32_768 });
		context.createMediaStreamSource(capture.call(element)).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		const beeps: number[] = [];
		const quietMs = 50;
		/** By the context's clock, ms: what is before was judged. */
		let judgedTo = context.currentTime * 1000;
		let loudAt = judgedTo;
		const masterMs = (): number | null | undefined =>
			debug.state().elements.find(({ isMaster }) => isMaster)?.lessonMs;
		const listen = (): void => {
			const end = context.currentTime * 1000;
			const lessonMs = masterMs();
			analyser.getFloatTimeDomainData(samples);
			// Held up between these lines, they are of different moments; what they would have told is told the next time.
			if (context.currentTime * 1000 !== end || typeof lessonMs !== 'number') return;
			const begin = end - (samples.length * 1000) / context.sampleRate;
			// What went by unheard may have ended within a beep.
			if (begin > judgedTo) loudAt = begin;
			for (const [place, sample] of samples.entries()) {
				const at = begin + (place * 1000) / context.sampleRate;
				if (at <= judgedTo || Math.abs(sample) <= 0.05) continue;
				if (at - loudAt > quietMs) beeps.push(lessonMs - (end - at));
				loudAt = at;
			}
			judgedTo = end;
		};
		while (beeps.length < enough && (masterMs() ?? 0) < untilMs) {
			await new Promise((resolve) => setTimeout(resolve, 50));
			listen();
		}
		await context.close();
		return beeps;
	}, listening);
