// What RTCPeerConnection.getStats() says, parsed: browsers differ in what they leave out.
import { z } from 'zod';

const optional = z.number().optional();

const Entry = z.object({
	id: z.string(),
	type: z.string(),
	kind: z.string().optional(),
	mid: z.string().optional(),
	ssrc: optional,
	// transport
	selectedCandidatePairId: z.string().optional(),
	// candidate-pair
	nominated: z.boolean().optional(),
	state: z.string().optional(),
	currentRoundTripTime: optional,
	availableOutgoingBitrate: optional,
	localCandidateId: z.string().optional(),
	protocol: z.string().optional(),
	// inbound-rtp
	packetsReceived: optional,
	packetsLost: optional,
	bytesReceived: optional,
	framesDecoded: optional,
	framesDropped: optional,
	framesPerSecond: optional,
	frameWidth: optional,
	frameHeight: optional,
	freezeCount: optional,
	totalFreezesDuration: optional,
	keyFramesDecoded: optional,
	concealedSamples: optional,
	silentConcealedSamples: optional,
	totalSamplesReceived: optional,
	fecPacketsReceived: optional,
	fecPacketsDiscarded: optional,
	jitterBufferDelay: optional,
	jitterBufferEmittedCount: optional,
	// outbound-rtp and remote-inbound-rtp
	rid: z.string().optional(),
	packetsSent: optional,
	bytesSent: optional,
	framesEncoded: optional,
	fractionLost: optional,
	roundTripTime: optional,
	qualityLimitationReason: z.string().optional(),
	codecId: z.string().optional(),
	mimeType: z.string().optional(),
});
export type RtcStat = z.infer<typeof Entry>;

/** The path in use. After ICE was restarted the older ones are still listed. */
export const selectedPair = (stats: readonly RtcStat[]): RtcStat | undefined => {
	const selected = stats.find((stat) => stat.selectedCandidatePairId !== undefined)?.selectedCandidatePairId;
	return (
		stats.find((stat) => stat.id === selected) ??
		stats.findLast((stat) => stat.type === 'candidate-pair' && stat.nominated === true)
	);
};

/** A report without what cannot be read. */
export const parseStats = (report: RTCStatsReport | null): RtcStat[] => {
	const stats: RtcStat[] = [];
	report?.forEach((raw: unknown) => {
		const parsed = Entry.safeParse(raw);
		if (parsed.success) stats.push(parsed.data);
	});
	return stats;
};
