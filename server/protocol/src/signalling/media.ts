// mediasoup's parameters as they pass the boundary: bounded in every direction, so that what reaches the
// worker has the shape it expects (mediasoup#537: empty `fingerprints` once killed a worker).
import { z } from 'zod';
import { MediaKind } from '../words.ts';

const HeaderExtensionUri = z.enum([
	'urn:ietf:params:rtp-hdrext:sdes:mid',
	'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
	'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
	'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
	'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
	'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
	'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
	'urn:3gpp:video-orientation',
	'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
	'urn:ietf:params:rtp-hdrext:toffset',
	'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
	'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

const MimeType = z.string().regex(/^(audio|video)\/[A-Za-z0-9.+-]{1,40}$/, 'bad-format');
const PayloadType = z.int().min(0).max(127);
const Ssrc = z.int().min(0).max(0xffff_ffff);
const CodecParameters = z
	.record(z.string().max(64), z.union([z.string().max(512), z.number(), z.boolean()]))
	.refine((parameters) => Object.keys(parameters).length <= 32, 'too-long');
const RtcpFeedback = z.object({ type: z.string().max(32), parameter: z.string().max(32).exactOptional() });
const rtcpFeedback = z.array(RtcpFeedback).max(16).exactOptional();

export const RtpParameters = z.object({
	mid: z.string().max(64).exactOptional(),
	codecs: z
		.array(
			z.object({
				mimeType: MimeType,
				payloadType: PayloadType,
				clockRate: z.int().min(1).max(192_000),
				channels: z.int().min(1).max(8).exactOptional(),
				parameters: CodecParameters.exactOptional(),
				rtcpFeedback,
			}),
		)
		.min(1)
		.max(32),
	headerExtensions: z
		.array(
			z.object({
				uri: HeaderExtensionUri,
				id: z.int().min(1).max(255),
				encrypt: z.boolean().exactOptional(),
				parameters: CodecParameters.exactOptional(),
			}),
		)
		.max(32)
		.exactOptional(),
	encodings: z
		.array(
			z.object({
				ssrc: Ssrc.exactOptional(),
				rid: z.string().max(16).exactOptional(),
				codecPayloadType: PayloadType.exactOptional(),
				rtx: z.object({ ssrc: Ssrc }).exactOptional(),
				dtx: z.boolean().exactOptional(),
				scalabilityMode: z.string().max(16).exactOptional(),
				maxBitrate: z.int().min(0).max(100_000_000).exactOptional(),
			}),
		)
		.max(8)
		.exactOptional(),
	rtcp: z
		.object({ cname: z.string().max(64).exactOptional(), reducedSize: z.boolean().exactOptional() })
		.exactOptional(),
	msid: z.string().max(128).exactOptional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

const HeaderExtensionCapability = z.object({
	kind: MediaKind,
	uri: HeaderExtensionUri,
	preferredId: z.int().min(1).max(255),
	preferredEncrypt: z.boolean().exactOptional(),
	direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
});

export const RtpCapabilities = z.object({
	codecs: z
		.array(
			z.object({
				kind: MediaKind,
				mimeType: MimeType,
				preferredPayloadType: PayloadType,
				clockRate: z.int().min(1).max(192_000),
				channels: z.int().min(1).max(8).exactOptional(),
				parameters: CodecParameters.exactOptional(),
				rtcpFeedback,
			}),
		)
		.max(64)
		.exactOptional(),
	headerExtensions: z.array(HeaderExtensionCapability).max(64).exactOptional(),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

export const IceParameters = z.object({
	usernameFragment: z.string().min(4).max(256),
	password: z.string().min(22).max(256),
	iceLite: z.boolean().exactOptional(),
});
export type IceParameters = z.infer<typeof IceParameters>;

/** The server's own candidates only: a Peer never learns another's address. */
export const IceCandidate = z.object({
	foundation: z.string(),
	priority: z.int(),
	ip: z.string(),
	address: z.string(),
	protocol: z.enum(['udp', 'tcp']),
	port: z.int(),
	type: z.literal('host'),
	tcpType: z.literal('passive').exactOptional(),
});

export const DtlsParameters = z.object({
	role: z.enum(['auto', 'client', 'server']).exactOptional(),
	fingerprints: z
		.array(
			z.object({
				algorithm: z.enum(['sha-256', 'sha-384', 'sha-512']),
				value: z.string().regex(/^([0-9A-Fa-f]{2}:){31,63}[0-9A-Fa-f]{2}$/, 'bad-format'),
			}),
		)
		.min(1)
		.max(4),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export const SrtpParameters = z.object({
	cryptoSuite: z.enum(['AEAD_AES_256_GCM', 'AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80']),
	keyBase64: z.base64().max(64),
});
export type SrtpParameters = z.infer<typeof SrtpParameters>;

export const IceServer = z.object({
	urls: z.array(z.string()),
	username: z.string().exactOptional(),
	credential: z.string().exactOptional(),
});

/** Everything a browser needs to make its side of a WebRtcTransport. */
export const TransportOptions = z.object({
	iceParameters: IceParameters,
	iceCandidates: z.array(IceCandidate),
	/** SHA-1 never: see {@link DtlsParameters}; mediasoup offers all it has, the client takes what it knows. */
	dtlsParameters: z.object({
		role: z.enum(['auto', 'client', 'server']).exactOptional(),
		fingerprints: z.array(
			z.object({
				algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
				value: z.string(),
			}),
		),
	}),
});
