import { z } from 'zod';

const Codec = z.object({
	mimeType: z.string(),
	payloadType: z.int().min(0).max(127),
	clockRate: z.int().positive(),
	channels: z.int().positive().optional(),
	parameters: z.record(z.string(), z.unknown()).optional(),
});

const Encoding = z.object({
	ssrc: z.int().min(0).max(0xffff_ffff),
	rtx: z.object({ ssrc: z.int().min(0).max(0xffff_ffff) }).optional(),
});

/** What of a mediasoup Consumer's RtpParameters a receiver needs. */
export const ConsumerRtpParameters = z.object({
	codecs: z.array(Codec).min(1),
	encodings: z.tuple([Encoding], Encoding),
});
export type ConsumerRtpParameters = z.infer<typeof ConsumerRtpParameters>;

export type CodecName = 'h264' | 'vp8' | 'opus';

export type StreamParameters = {
	codec: CodecName;
	payloadType: number;
	clockRate: number;
	ssrc: number;
	rtx: { ssrc: number; payloadType: number } | undefined;
};

const known: Readonly<Record<string, CodecName>> = {
	'video/h264': 'h264',
	'video/vp8': 'vp8',
	'audio/opus': 'opus',
};

/**
 * The one stream that RtpParameters of a Consumer describe.
 * Throws a ZodError for another shape, and a RangeError for a codec that cannot be recorded.
 */
export function parseStream(rtpParameters: unknown): StreamParameters {
	const { codecs, encodings } = ConsumerRtpParameters.parse(rtpParameters);
	const [encoding] = encodings;
	const media = codecs.find(({ mimeType }) => mimeType.toLowerCase() in known);
	const codec = media && known[media.mimeType.toLowerCase()];
	if (media === undefined || codec === undefined) {
		throw new RangeError(`Cannot record ${codecs.map(({ mimeType }) => mimeType).join(', ')}`);
	}
	const rtx = codecs.find(({ mimeType }) => mimeType.toLowerCase().endsWith('/rtx'));
	return {
		codec,
		payloadType: media.payloadType,
		clockRate: media.clockRate,
		ssrc: encoding.ssrc,
		rtx: encoding.rtx && rtx && { ssrc: encoding.rtx.ssrc, payloadType: rtx.payloadType },
	};
}
