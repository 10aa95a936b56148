import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectedPair } from './rtcStats.ts';
import type { RtcStat } from './rtcStats.ts';
import { linkSample, noCounters } from './linkSample.ts';
import { meterAfter, newMeter } from './networkState.ts';
import type { NetworkMeter } from './networkState.ts';

const clean = { lostRatio: 0, concealedRatio: 0, uplinkBitrate: null };
const good = { ...clean, roundTripMs: 40, lossRatio: 0 };
const lossy = { ...clean, roundTripMs: 40, lossRatio: 0.1 };
const late = { ...clean, roundTripMs: 1200, lossRatio: 0 };

const run = (samples: readonly (typeof good)[], start: NetworkMeter = newMeter): NetworkMeter =>
	samples.reduce((meter, sample) => meterAfter(meter, sample, true), start);

describe('own network', () => {
	test('one bad sample is nothing, two in a row are slow', () => {
		expect(run([lossy]).network).toBe('fine');
		expect(run([lossy, good, lossy, good]).network).toBe('fine');
		expect(run([lossy, late]).network).toBe('slow');
	});

	test('it is fine again after ten seconds', () => {
		const slow = run([lossy, lossy]);
		expect(run([good, good, good, good], slow).network).toBe('slow');
		expect(run([good, good, lossy, good, good, good, good], slow).network).toBe('slow');
		expect(run([good, good, good, good, good], slow).network).toBe('fine');
	});

	test('without a connection it is gone at once, and back as good as it is', () => {
		const gone = meterAfter(newMeter, good, false);
		expect(gone.network).toBe('gone');
		expect(meterAfter(gone, good, true).network).toBe('fine');
		expect(meterAfter(gone, lossy, true).network).toBe('slow');
	});

	test('between fine and slow it changes at most every second sample', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(good, lossy, late)), (samples) => {
				let meter = newMeter;
				let changedAt = -2;
				samples.forEach((sample, index) => {
					const next = meterAfter(meter, sample, true);
					if (next.network !== meter.network) {
						expect(index - changedAt).toBeGreaterThanOrEqual(2);
						changedAt = index;
					}
					meter = next;
				});
			}),
		);
	});
});

test('the path in use is the selected one, not one from before ICE was restarted', () => {
	const pair = (id: string, seconds: number) => ({
		id,
		type: 'candidate-pair',
		nominated: true,
		currentRoundTripTime: seconds,
	});
	const stats = [pair('old', 9), pair('new', 0.1), pair('other', 5)];
	expect(selectedPair([...stats, { id: 't', type: 'transport', selectedCandidatePairId: 'new' }])?.id).toBe(
		'new',
	);
	expect(selectedPair(stats)?.id).toBe('other');
	expect(selectedPair([])).toBeUndefined();
});

describe('samples', () => {
	const inbound = (packetsReceived: number, packetsLost: number) => ({
		id: 'i',
		type: 'inbound-rtp',
		packetsReceived,
		packetsLost,
	});

	test('loss is of the packets since the sample before', () => {
		const first = linkSample([[inbound(1000, 100)]], noCounters);
		const second = linkSample([[inbound(1090, 110)]], first.counters);
		expect(second.sample.lossRatio).toBeCloseTo(0.1);
	});

	test('a new transport begins at nothing', () => {
		const { sample } = linkSample([[inbound(10, 0)]], { ...noCounters, received: 1000, lost: 50 });
		expect(sample.lossRatio).toBe(0);
	});

	test('the worse direction counts, and the longer way', () => {
		const { sample } = linkSample(
			[
				[inbound(100, 0), { id: 'c', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05 }],
				[{ id: 'o', type: 'remote-inbound-rtp', fractionLost: 0.2, roundTripTime: 0.3 }],
			],
			noCounters,
		);
		expect(sample).toEqual({ ...clean, roundTripMs: 300, lossRatio: 0.2 });
		expect(linkSample([], noCounters).sample).toEqual({ ...clean, roundTripMs: null, lossRatio: 0 });
	});

	test('what the browser takes its own line to carry is said of the way that it sends', () => {
		const pair = (rate: number): RtcStat => ({
			id: 'c',
			type: 'candidate-pair',
			nominated: true,
			availableOutgoingBitrate: rate,
		});
		const sent: RtcStat = { id: 'o', type: 'outbound-rtp', packetsSent: 1 };
		const { sample } = linkSample(
			[
				[inbound(1, 0), pair(5_000_000)],
				[sent, pair(180_000)],
			],
			noCounters,
		);
		expect(sample.uplinkBitrate).toBe(180_000);
		expect(linkSample([[inbound(1, 0), pair(5_000_000)]], noCounters).sample.uplinkBitrate).toBeNull();
	});

	test('what is made up for late sound counts, what is made up of silence does not; nor do probes', () => {
		const sound = (at: number): RtcStat => ({
			id: 'm',
			type: 'inbound-rtp',
			kind: 'audio',
			packetsReceived: at,
			packetsLost: 0,
			totalSamplesReceived: at * 960,
			concealedSamples: at * 96,
			silentConcealedSamples: at * 48,
		});
		const probe: RtcStat = { ...inbound(5, 95), mid: 'probator' };
		const { counters } = linkSample([[sound(100)]], noCounters);
		const { sample } = linkSample([[sound(200), probe]], counters);
		expect(sample.concealedRatio).toBeCloseTo(0.05);
		expect(sample.lostRatio).toBe(0);
	});
});
