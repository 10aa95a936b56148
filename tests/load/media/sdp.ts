// SDP between libdatachannel, which speaks it, and mediasoup, which does not.
import type { RtpParameters } from '@classroom/protocol';
import type { Fingerprint, ServerTransport } from './signalling.ts';

export interface Media {
	readonly kind: 'audio' | 'video';
	readonly payloadType: number;
	readonly codec: string;
	readonly ssrc: number;
}

export const mediaOf = (kind: 'audio' | 'video', parameters: RtpParameters): Media => {
	const [codec] = parameters.codecs;
	const ssrc = parameters.encodings?.[0]?.ssrc;
	if (codec === undefined || ssrc === undefined) throw new Error('a Consumer without codec or SSRC');
	const name = codec.mimeType.split('/')[1] ?? '';
	const channels = codec.channels === undefined ? '' : `/${codec.channels}`;
	return { kind, payloadType: codec.payloadType, codec: `${name}/${codec.clockRate}${channels}`, ssrc };
};

/** The server's side as an SDP: `sendonly` towards sinks as an offer, `recvonly` towards senders as an answer. */
export const serverSdp = (
	transport: ServerTransport,
	media: readonly Media[],
	side: { direction: 'sendonly' | 'recvonly'; setup: 'actpass' | 'passive' },
): string => {
	const fingerprint = transport.dtlsParameters.fingerprints.find((each) => each.algorithm === 'sha-256');
	const candidate = transport.iceCandidates.find((each) => each.protocol === 'udp');
	if (fingerprint === undefined || candidate === undefined) throw new Error('no SHA-256 or no UDP');
	const lines = [
		'v=0',
		'o=- 1 1 IN IP4 127.0.0.1',
		's=-',
		't=0 0',
		'a=ice-lite',
		`a=group:BUNDLE ${media.map((_, index) => index).join(' ')}`,
		...media.flatMap((each, index) => [
			`m=${each.kind} 9 UDP/TLS/RTP/SAVPF ${each.payloadType}`,
			'c=IN IP4 127.0.0.1',
			`a=mid:${index}`,
			`a=${side.direction}`,
			`a=setup:${side.setup}`,
			`a=ice-ufrag:${transport.iceParameters.usernameFragment}`,
			`a=ice-pwd:${transport.iceParameters.password}`,
			`a=fingerprint:sha-256 ${fingerprint.value}`,
			'a=rtcp-mux',
			`a=rtpmap:${each.payloadType} ${each.codec}`,
			...(side.direction === 'sendonly' ? [`a=ssrc:${each.ssrc} cname:load`] : []),
			`a=candidate:1 1 UDP ${candidate.priority} ${candidate.address} ${candidate.port} typ host`,
			'a=end-of-candidates',
		]),
	];
	return `${lines.join('\r\n')}\r\n`;
};

export const fingerprintIn = (sdp: string): Fingerprint => {
	const value = /a=fingerprint:sha-256 ([0-9A-Fa-f:]+)/i.exec(sdp)?.[1];
	if (value === undefined) throw new Error('no fingerprint in the local description');
	return { algorithm: 'sha-256', value };
};
