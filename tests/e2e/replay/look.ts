// What the replay shows, read from its own pictures, and what it sounds like, at the same moment.
import type { Page } from 'playwright-core';
import { BITS, bitPlace } from '../../fixtures/recordings/clockPicture.ts';

/** What a track's element shows at one moment. */
export interface Seen {
	readonly trackId: string;
	/** Lesson time that stands in the picture; null: there is none. */
	readonly pictureMs: number | null;
	/** Lesson time by the page's own mapping of that picture. */
	readonly mappedMs: number | null;
	/** Lesson time by the element's clock. */
	readonly elementMs: number | null;
	readonly paused: boolean;
	readonly rate: number;
}

export interface Look {
	readonly atMs: number;
	readonly phase: string;
	readonly seen: readonly Seen[];
}

/** Reads the clocks in all pictures, at the same moment. */
export const look = (page: Page): Promise<Look> =>
	page.evaluate(
		({ places }) => {
			const debug = window.__replay;
			if (!debug) throw new Error('no __replay');
			const players = [...debug.player.tracks.values()];
			const canvas = document.createElement('canvas');
			canvas.width = 320;
			canvas.height = 180;
			const context = canvas.getContext('2d', { willReadFrequently: true });
			const read = (trackId: string): number | null => {
				const video = players.find(({ track }) => track.trackId === trackId)?.active?.element;
				if (!video || !context || video.videoWidth === 0) return null;
				context.drawImage(video, 0, 0, 320, 180);
				let ms = 0;
				for (const [bit, { x, y }] of places.entries()) {
					const [level = 0] = context.getImageData(Math.round(x * 320), Math.round(y * 180), 1, 1).data;
					if (level > 120) ms += 2 ** bit;
				}
				return ms;
			};
			const { atMs, phase, elements } = debug.state();
			const seen = elements.map(({ trackId, pictureMs, lessonMs, paused, rate }) => ({
				trackId,
				pictureMs: read(trackId),
				mappedMs: pictureMs,
				elementMs: lessonMs,
				paused,
				rate,
			}));
			return { atMs, phase, seen };
		},
		{ places: Array.from({ length: BITS }, (_, bit) => bitPlace(bit)) },
	);

/**
 * Listens to the teacher's element for `ms`: the lesson times by its clock at which a beep began. The recordings
 * beep at each full second.
 */
export const hearBeeps = (page: Page, ms: number): Promise<number[]> =>
	page.evaluate(async (listenMs) => {
		const debug = window.__replay;
		const master = debug && [...debug.player.tracks.values()].find((track) => track.isMaster);
		const element = master?.active?.element;
		if (!debug || !element || !('captureStream' in element)) throw new Error('nothing to hear');
		const capture = element.captureStream as () => MediaStream;
		const context = new AudioContext();
		const analyser = new AnalyserNode(context, { fftSize: 256 });
		context.createMediaStreamSource(capture.call(element)).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		const beeps: number[] = [];
		let loud = true;
		const until = performance.now() + listenMs;
		while (performance.now() < until) {
			await new Promise((resolve) => setTimeout(resolve, 4));
			analyser.getFloatTimeDomainData(samples);
			const isLoud = samples.some((sample) => Math.abs(sample) > 0.05);
			const lessonMs = debug.state().elements.find(({ isMaster }) => isMaster)?.lessonMs;
			if (isLoud && !loud && typeof lessonMs === 'number') beeps.push(lessonMs);
			loud = isLoud;
		}
		await context.close();
		return beeps;
	}, ms);
