// What two seconds of statistics say about the link of this client. Pure.
import { selectedPair } from './rtcStats.ts';
import type { RtcStat } from './rtcStats.ts';

export type LinkSample = Readonly<{
	/** ms; null: not measured. */
	roundTripMs: number | null;
	/** 0 to 1, both ways together, of the packets since the sample before. */
	lossRatio: number;
	/** 0 to 1, of the packets of sound to this client since the sample before. */
	lostRatio: number;
	/** 0 to 1, of what was played since the sample before: made up for sound that did not come in time. */
	concealedRatio: number;
	/** bit/s; what the browser takes the own line to carry; null: it does not say. */
	uplinkBitrate: number | null;
}>;

/** Counters of the sample before. */
export type LinkCounters = Readonly<
	Record<'received' | 'lost' | 'sound' | 'soundLost' | 'played' | 'concealed', number>
>;

export const noCounters: LinkCounters = {
	received: 0,
	lost: 0,
	sound: 0,
	soundLost: 0,
	played: 0,
	concealed: 0,
};

const sum = (stats: readonly RtcStat[], value: (stat: RtcStat) => number | undefined): number =>
	stats.reduce((total, stat) => total + (value(stat) ?? 0), 0);

const share = (part: number, whole: number): number =>
	whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole));

/** Of the path that pictures or sound are sent over. */
const uplinkOf = (paths: readonly (readonly RtcStat[])[]): number | null => {
	const path = paths.find((stats) => stats.some(({ type }) => type === 'outbound-rtp'));
	return (path && selectedPair(path)?.availableOutgoingBitrate) ?? null;
};

/**
 * A sample of the statistics of each transport, and the counters for the next. Counters that went back belong to a
 * new transport.
 */
export const linkSample = (
	paths: readonly (readonly RtcStat[])[],
	before: LinkCounters,
): { sample: LinkSample; counters: LinkCounters } => {
	const stats = paths.flat();
	// mediasoup's probes are counted by nobody: they come in bursts with holes.
	const inbound = stats.filter((stat) => stat.type === 'inbound-rtp' && stat.mid !== 'probator');
	const received = sum(inbound, (stat) => stat.packetsReceived);
	const lost = Math.max(
		0,
		sum(inbound, (stat) => stat.packetsLost),
	);
	// Pictures that come and go count as lost what was never sent.
	const voices = inbound.filter((stat) => stat.kind === 'audio');
	const sound = sum(voices, (stat) => stat.packetsReceived);
	const soundLost = sum(voices, (stat) => stat.packetsLost);
	const played = sum(inbound, (stat) => stat.totalSamplesReceived);
	// What is made up while nothing is sent is silence.
	const concealed = sum(inbound, (stat) => (stat.concealedSamples ?? 0) - (stat.silentConcealedSamples ?? 0));
	const fresh = received < before.received || lost < before.lost || played < before.played;
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
			lossRatio: Math.min(1, Math.max(share(newLost, all), uplinkLoss)),
			lostRatio: fresh
				? 0
				: share(soundLost - before.soundLost, sound + soundLost - before.sound - before.soundLost),
			concealedRatio: fresh ? 0 : share(concealed - before.concealed, played - before.played),
			uplinkBitrate: uplinkOf(paths),
		},
		counters: { received, lost, sound, soundLost, played, concealed },
	};
};
