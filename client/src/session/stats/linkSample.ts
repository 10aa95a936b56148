// What two seconds of statistics say about the link of this client. Pure.
import { selectedPair } from './rtcStats.ts';
import type { RtcStat } from './rtcStats.ts';

export type LinkSample = Readonly<{
	/** ms; null: not measured. */
	roundTripMs: number | null;
	/** 0 to 1, both ways together, of the packets since the sample before. */
	lossRatio: number;
}>;

/** Counters of the sample before. */
export type LinkCounters = Readonly<{ received: number; lost: number }>;

export const noCounters: LinkCounters = { received: 0, lost: 0 };

const sum = (stats: readonly RtcStat[], value: (stat: RtcStat) => number | undefined): number =>
	stats.reduce((total, stat) => total + (value(stat) ?? 0), 0);

/**
 * A sample of the statistics of each transport, and the counters for the next. Counters that went back belong to a
 * new transport.
 */
export const linkSample = (
	paths: readonly (readonly RtcStat[])[],
	before: LinkCounters,
): { sample: LinkSample; counters: LinkCounters } => {
	const stats = paths.flat();
	const inbound = stats.filter((stat) => stat.type === 'inbound-rtp');
	const received = sum(inbound, (stat) => stat.packetsReceived);
	const lost = Math.max(
		0,
		sum(inbound, (stat) => stat.packetsLost),
	);
	const fresh = received < before.received || lost < before.lost;
	const newLost = fresh ? 0 : lost - before.lost;
	const all = fresh ? 0 : received - before.received + newLost;
	const uplink = stats.filter((stat) => stat.type === 'remote-inbound-rtp');
	const uplinkLoss = Math.max(0, ...uplink.map((stat) => stat.fractionLost ?? 0));
	const roundTrips = [
		...paths.map((stats) => selectedPair(stats)?.currentRoundTripTime),
		...uplink.map((stat) => stat.roundTripTime),
	].filter((seconds) => seconds !== undefined);
	return {
		sample: {
			roundTripMs: roundTrips.length === 0 ? null : Math.round(Math.max(...roundTrips) * 1000),
			lossRatio: Math.min(1, Math.max(all === 0 ? 0 : newLost / all, uplinkLoss)),
		},
		counters: { received, lost },
	};
};
