// Plays a replay as a student does, and compares the sound with the pictures.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { BEEP_CYCLE_MS } from '../page/beepCode.ts';
import type { Beep } from '../page/beepWatch.ts';
import type { Sighting } from '../page/videoWatch.ts';
import { spread } from './liveFigures.ts';
import { senders } from './participants.ts';
import { until } from './until.ts';

export interface Watched {
	readonly sightings: readonly Sighting[];
	readonly beeps: readonly Beep[];
}

/** Whatever plays first has buffers to fill and clocks to line up, ms. */
const SETTLING_MS = 2500;

/** Looks and listens for `forMs`, from when a picture is there. */
export const watchReplay = async (page: Page, forMs: number): Promise<Watched> => {
	const sightings: Sighting[] = [];
	const beeps: Beep[] = [];
	const look = async (): Promise<void> => {
		const notes = await page.evaluate(() => {
			const instruments = window.__instruments;
			instruments?.listenToMedia();
			return { video: instruments?.sightings(), beeps: instruments?.heardFromMedia() };
		});
		sightings.push(...(notes.video?.sightings ?? []));
		beeps.push(...(notes.beeps ?? []));
	};
	await look();
	sightings.length = 0;
	beeps.length = 0;
	await until('the replay shows a picture', 60_000, async () => {
		await look();
		return sightings.some(({ trackId }) => trackId === null);
	});
	const settled = Date.now() + SETTLING_MS;
	while (Date.now() < settled + forMs) {
		await wait(300);
		await look();
	}
	return {
		sightings: sightings.filter(({ trackId, shownAt }) => trackId === null && shownAt >= settled),
		beeps: beeps.filter(({ at }) => at >= settled),
	};
};

/** A picture this far from the beep says nothing about it, ms. */
const NEAR_MS = 400;

/** How much later than the picture of `source` the teacher is heard, for each beep, ms. */
export const offsetsOf = ({ sightings, beeps }: Watched, source: number): number[] => {
	const pictures = sightings.filter((each) => each.source === source);
	return beeps
		.filter(({ frequency }) => frequency === senders.teacher.beep)
		.flatMap(({ at, inCycleMs }) => {
			const nearest = pictures.toSorted((a, b) => Math.abs(a.shownAt - at) - Math.abs(b.shownAt - at))[0];
			if (nearest === undefined || Math.abs(nearest.shownAt - at) > NEAR_MS) return [];
			const clock = nearest.clock + at - nearest.shownAt;
			const half = BEEP_CYCLE_MS / 2;
			return [((clock - inCycleMs + half) % BEEP_CYCLE_MS) - half];
		});
};

/** The middle of the offsets; null: none. */
export const middle = (offsets: readonly number[]): number | null => spread(offsets)?.p50 ?? null;
