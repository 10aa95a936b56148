// What is really sent and received, in figures: for tests and for whoever helps by telephone.
import type { PeerId, Source } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import type { MediaSession } from '../media/MediaSession.ts';
import { parseStats, selectedPair } from './rtcStats.ts';
import type { RtcStat } from './rtcStats.ts';

export type ReceivedStats = Readonly<{
	peerId: PeerId;
	source: Source;
	framesDecoded: number;
	framesPerSecond: number;
	width: number;
	height: number;
	freezeCount: number;
	/** Seconds. */
	freezeSeconds: number;
	packetsReceived: number;
	packetsLost: number;
	concealedSamples: number;
	silentConcealedSamples: number;
	totalSamplesReceived: number;
	/** With in-band error correction: it follows the sender's uplink only, so it is often none. */
	fecPacketsReceived: number;
	/** Of them not needed, or too late. */
	fecPacketsDiscarded: number;
}>;

export type SentStats = Readonly<{
	source: Source;
	/** Each simulcast layer, smallest first. */
	layers: readonly Readonly<{
		rid: string | null;
		width: number;
		height: number;
		framesEncoded: number;
		bytesSent: number;
	}>[];
	packetsSent: number;
	packetsLost: number;
	codec: string | null;
}>;

export type LessonStats = Readonly<{
	/** This machine's clock, ms. */
	at: number;
	roundTripMs: number | null;
	received: readonly ReceivedStats[];
	sent: readonly SentStats[];
	/** `udp` or `tcp`, of the path in use; null: none yet. */
	protocol: Readonly<Record<'send' | 'receive', string | null>>;
}>;

type HasStats = Readonly<{ closed: boolean; getStats: () => Promise<RTCStatsReport> }>;

/** Nothing, when it is closed meanwhile. */
export const statsOf = async (object: HasStats | null): Promise<RtcStat[]> => {
	if (object === null || object.closed) return [];
	try {
		return parseStats(await object.getStats());
	} catch {
		return [];
	}
};

const receivedStats = (peerId: PeerId, source: Source, stats: readonly RtcStat[]): ReceivedStats => {
	const inbound = stats.find((stat) => stat.type === 'inbound-rtp');
	return {
		peerId,
		source,
		framesDecoded: inbound?.framesDecoded ?? 0,
		framesPerSecond: inbound?.framesPerSecond ?? 0,
		width: inbound?.frameWidth ?? 0,
		height: inbound?.frameHeight ?? 0,
		freezeCount: inbound?.freezeCount ?? 0,
		freezeSeconds: inbound?.totalFreezesDuration ?? 0,
		packetsReceived: inbound?.packetsReceived ?? 0,
		packetsLost: inbound?.packetsLost ?? 0,
		concealedSamples: inbound?.concealedSamples ?? 0,
		silentConcealedSamples: inbound?.silentConcealedSamples ?? 0,
		totalSamplesReceived: inbound?.totalSamplesReceived ?? 0,
		fecPacketsReceived: inbound?.fecPacketsReceived ?? 0,
		fecPacketsDiscarded: inbound?.fecPacketsDiscarded ?? 0,
	};
};

const sentStats = (source: Source, stats: readonly RtcStat[]): SentStats => {
	const outbound = stats.filter((stat) => stat.type === 'outbound-rtp');
	const remote = stats.filter((stat) => stat.type === 'remote-inbound-rtp');
	const codecId = outbound[0]?.codecId;
	const total = (of: readonly RtcStat[], value: (stat: RtcStat) => number | undefined): number =>
		of.reduce((sum, stat) => sum + (value(stat) ?? 0), 0);
	return {
		source,
		layers: outbound
			.map((stat) => ({
				rid: stat.rid ?? null,
				width: stat.frameWidth ?? 0,
				height: stat.frameHeight ?? 0,
				framesEncoded: stat.framesEncoded ?? 0,
				bytesSent: stat.bytesSent ?? 0,
			}))
			.sort((a, b) => a.height - b.height),
		packetsSent: total(outbound, (stat) => stat.packetsSent),
		packetsLost: total(remote, (stat) => stat.packetsLost),
		codec: stats.find((stat) => stat.id === codecId)?.mimeType ?? null,
	};
};

const pathOf = (stats: readonly RtcStat[]): { protocol: string | null; roundTripMs: number | null } => {
	const pair = selectedPair(stats);
	const local = stats.find((stat) => stat.id === pair?.localCandidateId);
	const seconds = pair?.currentRoundTripTime;
	return {
		protocol: local?.protocol ?? null,
		roundTripMs: seconds === undefined ? null : Math.round(seconds * 1000),
	};
};

/** Asks every Producer and Consumer at once. */
export const lessonStats = async (media: MediaSession): Promise<LessonStats> => {
	const transports = media.transports();
	const transportStats = async (transport: types.Transport | null): Promise<ReturnType<typeof pathOf>> =>
		pathOf(await statsOf(transport));
	const [send, receive, received, sent] = await Promise.all([
		transportStats(transports.send),
		transportStats(transports.receive),
		Promise.all(
			media.receiving
				.lines()
				.map(async ({ visible, consumer }) =>
					receivedStats(visible.owner.peerId, visible.source.source, await statsOf(consumer)),
				),
		),
		Promise.all(
			media.sending.lines().map(async ({ source, producer }) => sentStats(source, await statsOf(producer))),
		),
	]);
	return {
		at: Date.now(),
		roundTripMs: send.roundTripMs ?? receive.roundTripMs,
		received,
		sent,
		protocol: { send: send.protocol, receive: receive.protocol },
	};
};
