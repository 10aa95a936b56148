// What a Router relays. H.264 constrained baseline first: every classroom machine decodes it in hardware;
// VP8 for browsers without it. Opus with in-band FEC; NACK comes from each side's `opusNack` and `enableRtx`.
import type { types } from 'mediasoup';

export const routerCodecs: types.RouterRtpCodecCapability[] = [
	{
		kind: 'audio',
		mimeType: 'audio/opus',
		clockRate: 48_000,
		channels: 2,
		parameters: { useinbandfec: 1 },
		rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
	},
	{
		kind: 'video',
		mimeType: 'video/H264',
		clockRate: 90_000,
		parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
	},
	{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];
