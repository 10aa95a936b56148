// The line to the village falls to 0.3 Mbit/s and comes back: when the sound is clean, and when all is there again.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Village } from '../../fixtures/village.ts';
import { until } from '../../e2e/lesson/until.ts';
import { absolute, type Figure } from '../figures.ts';
import type { Ground } from './ground.ts';
import { openOurs, type Ours } from './ours.ts';
import { openPair } from './pair.ts';
import type { Side } from './side.ts';
import { cleanAfter, concealedBetween, type SoundSample } from './sound.ts';

const NARROW_KILOBITS = 300;
const NARROW_MS = 15_000;
/** The sound is judged as on a narrow line from then on. */
const SETTLED_MS = 3_000;
const SAMPLE_MS = 250;
/** Longer it is not waited for. */
const BACK_LONGEST_MS = 90_000;
const CALM_MS = 8_000;

interface Fall {
	readonly concealed: number;
	readonly cleanMs: number;
}

interface Cut extends Fall {
	readonly fullMs: number;
	readonly falls: number;
	readonly words: string;
}

/** The received sound's counters, all tracks together. */
const soundOf = async (page: Page): Promise<SoundSample> => {
	const inbound = (await page.evaluate(() => window.__instruments?.inbound())) ?? [];
	const sounds = inbound.filter(({ kind }) => kind === 'audio');
	return {
		at: Date.now(),
		played: sounds.reduce((sum, each) => sum + each.totalSamplesReceived, 0),
		concealed: sounds.reduce((sum, each) => sum + each.concealedSamples, 0),
	};
};

const listen = async (page: Page, ms: number): Promise<SoundSample[]> => {
	const samples: SoundSample[] = [];
	const end = Date.now() + ms;
	while (Date.now() < end) {
		samples.push(await soundOf(page));
		await wait(SAMPLE_MS);
	}
	return samples;
};

/** The line stays narrow. */
const narrow = async (side: Side, village: Village): Promise<Fall & { cutAt: number }> => {
	const cutAt = Date.now();
	await village.downlink(NARROW_KILOBITS);
	const samples = await listen(side.classroom, NARROW_MS);
	return {
		cutAt,
		concealed: concealedBetween(samples, cutAt + SETTLED_MS, cutAt + NARROW_MS),
		cleanMs: cleanAfter(samples, cutAt),
	};
};

const widthNow = async (page: Page): Promise<number> => {
	const inbound = (await page.evaluate(() => window.__instruments?.inbound())) ?? [];
	return Math.max(0, ...inbound.map(({ width }) => width));
};

const oneCut = async (ours: Ours, village: Village): Promise<Cut> => {
	const width = await widthNow(ours.classroom);
	const { cutAt, ...fall } = await narrow(ours, village);
	const backAt = Date.now();
	await village.downlink(null);
	const all = async (): Promise<boolean> =>
		ours.steps(cutAt).at(-1)?.step === 'full' && (await widthNow(ours.classroom)) >= width;
	const came = await until('everything is back', BACK_LONGEST_MS, all).catch(() => false);
	const fullMs = came ? Date.now() - backAt : BACK_LONGEST_MS;
	await wait(CALM_MS);
	const steps = ours.steps(cutAt);
	const words = steps.map(
		({ at, step, cause }) => `${((at - cutAt) / 1000).toFixed(1)} s ${step} (${cause})`,
	);
	return {
		...fall,
		fullMs,
		falls: steps.filter(({ at, cause }) => at > backAt && cause !== 'recovered' && cause !== 'sources')
			.length,
		words: `back at ${((backAt - cutAt) / 1000).toFixed(1)} s: ${words.join(', ')}`,
	};
};

const barePairs = async (ground: Ground, times: number): Promise<Fall[]> => {
	const pair = await openPair(ground, { protectedSound: true });
	const falls: Fall[] = [];
	try {
		await wait(CALM_MS);
		for (let turn = 0; turn < times; turn += 1) {
			falls.push(await narrow(pair, ground.village));
			await ground.village.downlink(null);
			await wait(2 * CALM_MS);
		}
	} finally {
		await pair.close();
	}
	return falls;
};

export const cutRow = async (
	ground: Ground,
	repeats: number,
): Promise<{ figures: Figure[]; notes: string[] }> => {
	const bare = await barePairs(ground, Math.min(repeats, 3));
	const cuts: Cut[] = [];
	const ours = await openOurs(ground);
	try {
		await wait(CALM_MS);
		for (let turn = 0; turn < repeats; turn += 1) cuts.push(await oneCut(ours, ground.village));
	} finally {
		await ours.close();
	}
	const of = <T>(list: readonly T[], value: (each: T) => number): number[] => list.map(value);
	const told = (name: string, unit: string, values: number[]): Figure => absolute(name, unit, values, null);
	return {
		figures: [
			absolute(
				'sound concealed with 0.3 Mbit/s down',
				'%',
				of(cuts, (each) => each.concealed * 100),
				1,
			),
			told(
				'the same, peer to peer',
				'%',
				of(bare, (each) => each.concealed * 100),
			),
			absolute(
				'from the fall to 0.3 Mbit/s to clean sound',
				's',
				of(cuts, (each) => each.cleanMs / 1000),
				2,
			),
			told(
				'the same, peer to peer',
				's',
				of(bare, (each) => each.cleanMs / 1000),
			),
			absolute(
				'from the return to everything',
				's',
				of(cuts, (each) => each.fullMs / 1000),
				30,
			),
			absolute(
				'falls after the return',
				'of them',
				of(cuts, (each) => each.falls),
				0,
			),
		],
		notes: cuts.map(({ words }, turn) => `cut ${turn + 1}: ${words}`),
	};
};
