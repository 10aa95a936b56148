import type { RtpCapabilities } from '@classroom/protocol';

const videoFeedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];

/** Constrained baseline, baseline, main, constrained high and high: what is copied need not be decoded here. */
const h264Profiles = ['42e01f', '42001f', '4d001f', '640c1f', '64001f'];

/** What this recorder receives. No extensions: times come from sender reports, and no congestion control here. */
export const recorderCapabilities: RtpCapabilities = {
	codecs: [
		{
			kind: 'audio',
			mimeType: 'audio/opus',
			preferredPayloadType: 96,
			clockRate: 48_000,
			channels: 2,
			parameters: {},
			rtcpFeedback: [{ type: 'nack' }],
		},
		...h264Profiles.flatMap((profile, index) =>
			withRetransmission(100 + 2 * index, 'video/H264', {
				'packetization-mode': 1,
				'profile-level-id': profile,
				'level-asymmetry-allowed': 1,
			}),
		),
		...withRetransmission(120, 'video/VP8', {}),
	],
	headerExtensions: [],
};

function withRetransmission(
	payloadType: number,
	mimeType: string,
	parameters: Record<string, string | number>,
): NonNullable<RtpCapabilities['codecs']> {
	const video = { kind: 'video', clockRate: 90_000 } as const;
	return [
		{ ...video, mimeType, preferredPayloadType: payloadType, parameters, rtcpFeedback: videoFeedback },
		{
			...video,
			mimeType: 'video/rtx',
			preferredPayloadType: payloadType + 1,
			parameters: { apt: payloadType },
			rtcpFeedback: [],
		},
	];
}
