import {
	GenericNack,
	PictureLossIndication,
	RtcpPacketConverter,
	RtcpPayloadSpecificFeedback,
	RtcpRrPacket,
	RtcpSrPacket,
	RtcpTransportLayerFeedback,
} from 'werift-rtp';
import type { RtcpReceiverInfo } from 'werift-rtp';

export type SenderReport = { readonly ssrc: number; readonly ntp: bigint; readonly rtpTimestamp: number };

/** The sender reports in an RTCP compound packet; nothing of one that cannot be read. */
export function senderReports(data: Buffer): SenderReport[] {
	try {
		return RtcpPacketConverter.deSerialize(data)
			.filter((packet) => packet instanceof RtcpSrPacket)
			.map(({ ssrc, senderInfo }) => ({
				ssrc,
				ntp: senderInfo.ntpTimestamp,
				rtpTimestamp: senderInfo.rtpTimestamp,
			}));
	} catch {
		return [];
	}
}

/** Receiver reports, at most 31 a packet (RFC 3550, 6.4.2). */
export function receiverReports(ownSsrc: number, reports: readonly RtcpReceiverInfo[]): Buffer[] {
	const packets: Buffer[] = [];
	for (let at = 0; at < reports.length; at += 31) {
		packets.push(new RtcpRrPacket({ ssrc: ownSsrc, reports: reports.slice(at, at + 31) }).serialize());
	}
	return packets;
}

/** Asks for packets again (RFC 4585, generic NACK). */
export function nack(ownSsrc: number, mediaSsrc: number, sequenceNumbers: readonly number[]): Buffer {
	const feedback = new GenericNack({
		senderSsrc: ownSsrc,
		mediaSourceSsrc: mediaSsrc,
		lost: [...sequenceNumbers],
	});
	return new RtcpTransportLayerFeedback({ feedback }).serialize();
}

/** Asks for a key frame (RFC 4585, picture loss indication). */
export function pictureLoss(ownSsrc: number, mediaSsrc: number): Buffer {
	const feedback = new PictureLossIndication({ senderSsrc: ownSsrc, mediaSsrc });
	return new RtcpPayloadSpecificFeedback({ feedback }).serialize();
}
