/** A parsed RTP packet (RFC 3550). `payload` is a view into the received datagram, without padding. */
export type RtpPacket = {
	readonly payloadType: number;
	readonly marker: boolean;
	readonly sequenceNumber: number;
	readonly timestamp: number;
	readonly ssrc: number;
	readonly payload: Buffer;
};

const headerBytes = 12;

/** RFC 5761: with RTP and RTCP on one port, packet types 192 to 223 are RTCP. */
export function isRtcp(data: Buffer): boolean {
	const type = data[1] ?? 0;
	return type >= 192 && type <= 223;
}

/** The packet, or undefined if the datagram is not RTP. By hand, because this runs for every packet. */
export function parseRtpPacket(data: Buffer): RtpPacket | undefined {
	if (data.length < headerBytes) return undefined;
	const first = data.readUInt8(0);
	if (first >> 6 !== 2) return undefined;
	let start = headerBytes + 4 * (first & 0x0f);
	let end = data.length;
	if ((first & 0x10) !== 0) {
		if (start + 4 > end) return undefined;
		start += 4 + 4 * data.readUInt16BE(start + 2);
	}
	if ((first & 0x20) !== 0) end -= data.readUInt8(data.length - 1);
	if (start > end) return undefined;
	const second = data.readUInt8(1);
	return {
		payloadType: second & 0x7f,
		marker: (second & 0x80) !== 0,
		sequenceNumber: data.readUInt16BE(2),
		timestamp: data.readUInt32BE(4),
		ssrc: data.readUInt32BE(8),
		payload: data.subarray(start, end),
	};
}

/**
 * The original of a retransmitted packet (RFC 4588), or undefined for an empty one, which senders use as a
 * bandwidth probe.
 */
export function unwrapRtx(packet: RtpPacket, ssrc: number, payloadType: number): RtpPacket | undefined {
	if (packet.payload.length < 3) return undefined;
	return {
		payloadType,
		marker: packet.marker,
		sequenceNumber: packet.payload.readUInt16BE(0),
		timestamp: packet.timestamp,
		ssrc,
		payload: packet.payload.subarray(2),
	};
}
