// Two pages that see and hear each other: through our server, or bare. What is measured of either.
import type { Page } from 'playwright-core';
import type { Figures, Observations } from '../../e2e/lesson/observations.ts';
import { senders } from '../../e2e/lesson/participants.ts';
import { median } from '../figures.ts';

export interface Side {
	readonly teacher: Page;
	/** In the village. */
	readonly classroom: Page;
	readonly observations: Observations;
	readonly close: () => Promise<void>;
}

/** What the classroom had of the teacher in a stretch of time. */
export interface Stretch {
	/** Of the samples played, 0 to 1. */
	readonly concealed: number;
	readonly freezes: number;
	/** From drawing to display, ms. */
	readonly glassToGlassMs: number;
	/** Packets that carried what mends others. */
	readonly fecPackets: number;
}

/** Instants in ms since 1970. */
export const stretchOf = ({ observations }: Side, from: number, to: number): Stretch => {
	const book = observations.of('classroom-1');
	const grown = (kind: Figures['kind'], value: (figures: Figures) => number): number =>
		book
			.received()
			.filter((track) => track.kind === kind)
			.map(({ figures }) => figures.filter(({ at }) => at >= from && at <= to))
			.reduce((sum, figures) => {
				const [first, last] = [figures[0], figures.at(-1)];
				return first === undefined || last === undefined ? sum : sum + value(last) - value(first);
			}, 0);
	const played = grown('audio', ({ totalSamplesReceived }) => totalSamplesReceived);
	const shown = book.seen(senders.teacher.camera, from).filter(({ shownAt }) => shownAt <= to);
	return {
		concealed: played === 0 ? 1 : grown('audio', ({ concealedSamples }) => concealedSamples) / played,
		freezes: grown('video', ({ freezeCount }) => freezeCount),
		glassToGlassMs: median(shown.map(({ clock, shownAt }) => shownAt - clock)),
		fecPackets: grown('audio', ({ fecPacketsReceived }) => fecPacketsReceived),
	};
};
