// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RATE, findSweep, levelOfSound, makeSweep } from './sweep.ts';

const sweep = makeSweep();
const SECONDS = 1.6;

/** The same numbers for the same seed, normally distributed. */
const noise = (seed: number): (() => number) => {
	let state = seed | 1;
	const uniform = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return (state + 1) / 4_294_967_298;
	};
	return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
};

type Way = Readonly<{ at: number; gain: number }>;

/** What a microphone hears: the sweep by several ways, in noise. */
const room = (ways: readonly Way[], noiseGain: number, seed = 1): Float32Array => {
	const random = noise(seed);
	const heard = Float32Array.from({ length: RATE * SECONDS }, () => noiseGain * random());
	for (const { at, gain } of ways) {
		sweep.forEach((sample, index) => {
			if (at + index < heard.length) heard[at + index] = (heard[at + index] ?? 0) + gain * sample;
		});
	}
	return heard;
};

const decibels = (gain: number): number => levelOfSound(sweep) + 20 * Math.log10(gain);
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const places = fc.integer({ min: 0, max: RATE * (SECONDS - 0.5) });

test('a sweep is found to a millisecond and a decibel and a half, in noise as loud as itself, either way round', () => {
	fc.assert(
		fc.property(
			places,
			fc.double({ min: 0.005, max: 0.9, noNaN: true }),
			fc.boolean(),
			seeds,
			(at, gain, crossed, seed) => {
				const found = findSweep(room([{ at, gain: crossed ? -gain : gain }], gain * 0.7, seed), sweep);
				expect(found).not.toBeNull();
				expect(Math.abs(found!.at - at)).toBeLessThanOrEqual(RATE / 1000);
				expect(Math.abs(found!.level - decibels(gain))).toBeLessThan(1.5);
			},
		),
		{ numRuns: 12 },
	);
});

test('noise is no sweep, however loud, and neither is a hum, silence, or a recording that is too short', () => {
	fc.assert(
		fc.property(seeds, fc.double({ min: 0.0001, max: 1, noNaN: true }), (seed, gain) => {
			expect(findSweep(room([], gain, seed), sweep)).toBeNull();
		}),
		{ numRuns: 12 },
	);
	const hum = Float32Array.from({ length: RATE * SECONDS }, (_, at) =>
		Math.sin((2 * Math.PI * 1000 * at) / RATE),
	);
	expect(findSweep(hum, sweep)).toBeNull();
	expect(findSweep(new Float32Array(RATE * SECONDS), sweep)).toBeNull();
	expect(findSweep(new Float32Array(100), sweep)).toBeNull();
});

test('the straight way is the delay, though the wall gives back more', () => {
	const walls = [900, 1234, 1500].map((late) => ({ at: 2000 + late, gain: 0.04 }));
	const found = findSweep(room([{ at: 2000, gain: 0.09 }, { at: 2300, gain: 0.11 }, ...walls], 0.01), sweep);
	expect(Math.abs(found!.at - 2000)).toBeLessThanOrEqual(RATE / 1000);
});

test('the sweep is short, soft at its ends and within full scale', () => {
	expect(sweep).toHaveLength(4000);
	expect(Math.max(...sweep.map(Math.abs))).toBeLessThanOrEqual(1);
	expect(Math.abs(sweep[1]!)).toBeLessThan(0.01);
	expect(Math.abs(sweep.at(-1)!)).toBeLessThan(0.01);
	expect(levelOfSound(sweep)).toBeCloseTo(-3.3, 0);
	expect(levelOfSound(new Float32Array(8))).toBe(-200);
});
