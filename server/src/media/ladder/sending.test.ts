import fc from 'fast-check';
import { SendingStep } from '@classroom/protocol';
import { describe, expect, it } from 'vitest';
import { newSending, sendingMeasured, type SendingSigns, type SendingState } from './sending.ts';

const clean = (available: number | null = 4_000_000): SendingSigns => ({ lossRatio: 0, available });
const rank = (step: SendingStep): number => SendingStep.options.indexOf(step);

/** Second by second. */
const run = (signs: readonly SendingSigns[], from = newSending(0), begin = 0): SendingState[] => {
	let state = from;
	return signs.map((each, second) => (state = sendingMeasured(state, each, begin + (second + 1) * 1_000)));
};
const times = (count: number, signs: SendingSigns): SendingSigns[] =>
	Array.from({ length: count }, () => signs);

/** A line of `rate` bit/s with its sender: the browser's estimate follows what the line carries, up to twice what is
 * sent. */
const onLine = (rate: (second: number) => number, seconds: number, ownLoss = 0): SendingState[] => {
	let state = newSending(0);
	let estimate = 1_000_000;
	return Array.from({ length: seconds }, (_, second) => {
		const most = { full: 1_700_000, small: 150_000, stills: 90_000, voice: 40_000 }[state.step];
		const least = { full: 140_000, small: 140_000, stills: 85_000, voice: 40_000 }[state.step];
		const bits = rate(second);
		estimate = Math.min(bits, 2 * most, estimate * 1.3);
		const sent = Math.max(least, Math.min(most, estimate));
		const lossRatio = Math.max(0, 1 - bits / sent) + ownLoss;
		state = sendingMeasured(state, { lossRatio, available: estimate }, (second + 1) * 1_000);
		return state;
	});
};

describe('what a Peer sends', () => {
	it.each<[string, SendingSigns[], SendingStep]>([
		['all over a good line', times(60, clean()), 'full'],
		['all, when a browser says nothing of its line', times(60, clean(null)), 'full'],
		['all, when the estimate is low for a moment', [...times(5, clean()), clean(50_000), clean()], 'full'],
		['a small picture over 0.2 Mbit/s', times(4, clean(200_000)), 'small'],
		['a picture a second over 0.1 Mbit/s', times(4, clean(100_000)), 'stills'],
		['the voice alone over less', times(4, clean(60_000)), 'voice'],
		['less for loss, at once', times(1, { lossRatio: 0.2, available: null }), 'small'],
		['much less for much loss', times(1, { lossRatio: 0.5, available: null }), 'stills'],
	])('is %s', (_, signs, expected) => {
		expect(run(signs).at(-1)?.step).toBe(expected);
	});

	it('is all again where a line loses by itself what it loses', () => {
		const states = run(times(60, { lossRatio: 0.15, available: 3_000_000 }));
		expect(states.slice(20).every(({ step }) => step === 'full')).toBe(true);
	});

	it('makes room for the voice within 3 s and is all again within 45 s, in order', () => {
		for (const narrow of [60_000, 100_000, 200_000]) {
			const states = onLine((second) => (second >= 20 && second < 50 ? narrow : 4_000_000), 140);
			expect(states.slice(0, 20).every(({ step }) => step === 'full')).toBe(true);
			expect(rank(states[23]?.step ?? 'full')).toBeGreaterThan(0);
			const after = states.slice(51).map(({ step }) => rank(step));
			expect(after).toEqual(after.toSorted((a, b) => b - a));
			expect(states.slice(95).every(({ step }) => step === 'full')).toBe(true);
		}
	});

	it('settles on any line and does not flap', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 45_000, max: 4_000_000 }),
				fc.double({ min: 0, max: 0.08, noNaN: true }),
				(rate, ownLoss) => {
					const settled = onLine(() => rate, 300, ownLoss).slice(60);
					const changes = settled.filter(({ step }, index) => index > 0 && step !== settled[index - 1]?.step);
					// Tries: each at least twice as long after the one before.
					expect(changes.length).toBeLessThanOrEqual(10);
				},
			),
		);
	});

	it('is never more for more loss or a lower estimate', () => {
		const signs = fc.record({
			lossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
			available: fc.integer({ min: 0, max: 3_000_000 }),
		});
		fc.assert(
			fc.property(
				fc.array(signs, { maxLength: 30 }),
				fc.integer({ min: 0, max: 3_000_000 }),
				(past, less) => {
					const state = run(past).at(-1) ?? newSending(0);
					const now = (past.length + 1) * 1_000;
					const good = { lossRatio: 0, available: 3_000_000 };
					const worse = { lossRatio: 0, available: Math.min(less, 3_000_000) };
					const [a, b] = [sendingMeasured(state, good, now), sendingMeasured(state, worse, now)];
					expect(rank(b.step)).toBeGreaterThanOrEqual(rank(a.step));
				},
			),
		);
	});
});
