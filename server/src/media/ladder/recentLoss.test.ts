import { ProducerId } from '@classroom/protocol';
import { describe, expect, it } from 'vitest';
import { LayerRates, sentLayers } from './LayerRates.ts';
import { recentLoss } from './recentLoss.ts';

/** As mediasoup keeps it: the n-th newest of 24 reports weighs 25 − n. */
const meanOf = (reports: readonly number[]): number => {
	const last = reports.slice(-24);
	const weights = last.map((_, index) => index + 1);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return last.reduce((sum, report, index) => sum + report * (index + 1), 0) / total;
};

describe('the loss of the last second', () => {
	it.each([0.2, 0.5, 0.8, 1])('finds %d behind a second without any', (loss) => {
		const clean = Array.from({ length: 24 }, () => 0);
		const after = [...clean, ...Array.from({ length: 10 }, () => loss)];
		const found = recentLoss({ mean: meanOf(after), before: meanOf(clean), elapsedMs: 1_000, counted: null });
		expect(found).toBeCloseTo(loss, 1);
	});

	it.each([
		['the count of the Peer, when the mean stands still', 0.7, 0.7, 0.02, 0.02],
		['nothing, when the Peer has nothing to complain of', 0.7, 0.7, 'quiet', 0],
		['the mean, when the Peer does not count', 0.3, 0.4, null, 0.3],
	] as const)('is %s', (_, mean, before, counted, expected) => {
		expect(recentLoss({ mean, before, elapsedMs: 1_000, counted })).toBe(expected);
	});
});

describe('what the layers take', () => {
	it.each([
		[[90_000, 300_000, 1_100_000], 3, [90_000, 300_000, 1_100_000]],
		[[90_000, 300_000, 0], 3, [90_000, 300_000]],
		[[0, 0, 0], 3, [100_000, 350_000, 1_200_000]],
		[[], 1, [500_000]],
	])('%j of %d layers', (rates, layers, expected) => {
		expect(sentLayers(rates, layers)).toEqual(expected);
	});

	it('asks once for all who ask in the same second, and knows nothing of what is gone', async () => {
		let [asked, now] = [0, 0];
		const clock = { now: () => now, monotonic: () => now, setTimeout: () => () => undefined };
		const producer = {
			closed: false,
			rtpParameters: { codecs: [], encodings: [{ ssrc: 5 }] },
			getStats: () => Promise.reject(new Error(String((asked += 1)))),
		};
		const rates = new LayerRates((id) => (id === 'there' ? producer : undefined), clock);
		const there = ProducerId.parse('there');
		await Promise.all([rates.read(there), rates.read(there), rates.read(there)]);
		await rates.read(there);
		expect(asked).toBe(1);
		now = 1_000;
		await rates.read(there);
		expect(asked).toBe(2);
		expect(await rates.read(ProducerId.parse('gone'))).toEqual([]);
	});
});
