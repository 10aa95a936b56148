// What is sent, and how. Pure: the figures of the live lesson.
import type { types } from 'mediasoup-client';
import type { SendingStep, Source } from '@classroom/protocol';

export type SendOptions = Pick<types.ProducerOptions, 'encodings' | 'codecOptions' | 'codec'>;

/** Three layers of one camera at 180, 360 and 720 lines: bit/s and frames a second at most. */
const cameraLayers = [
	{ scaleResolutionDownBy: 4, maxBitrate: 100_000, maxFramerate: 15 },
	{ scaleResolutionDownBy: 2, maxBitrate: 350_000, maxFramerate: 20 },
	{ scaleResolutionDownBy: 1, maxBitrate: 1_200_000, maxFramerate: 25 },
] as const;

/** A slide changes seldom and has to be sharp. */
const screenLayer = { maxBitrate: 1_500_000, maxFramerate: 8 };

/**
 * Layers for a camera whose picture has `height` lines: a small picture is not cut into thirds, Chromium would
 * switch the upper ones off.
 */
export const cameraEncodings = (height: number): types.RtpEncodingParameters[] => {
	const layers = height >= 540 ? cameraLayers : height >= 300 ? cameraLayers.slice(1) : cameraLayers.slice(2);
	return layers.map((layer) => ({
		...layer,
		// A 360-line camera needs no more than the 360-line layer of a large one.
		...(height < 540 && layer.scaleResolutionDownBy === 1 && { maxBitrate: 500_000 }),
		...(height < 540 && layer.scaleResolutionDownBy === 2 && { maxBitrate: 150_000 }),
	}));
};

/** Opus: lost packets are mended from the next one and asked for again; silence is sent as sound, so that the
 * first syllable after it is whole. 32 kbit/s is speech and a school choir's worth. */
const speech: types.ProducerCodecOptions = {
	opusStereo: false,
	opusFec: true,
	opusDtx: false,
	opusNack: true,
	opusMaxAverageBitrate: 32_000,
};

/** What a computer plays: music in stereo. */
const computerSound: types.ProducerCodecOptions = {
	...speech,
	opusStereo: true,
	opusMaxAverageBitrate: 64_000,
};

/** H.264 first: classroom boxes decode it in hardware and the recorder copies it. VP8 where there is none. */
export const videoCodec = (capabilities: types.RtpCapabilities): types.RtpCodecCapability | undefined => {
	const named = (name: string): types.RtpCodecCapability | undefined =>
		capabilities.codecs?.find((codec) => codec.mimeType.toLowerCase() === name);
	return named('video/h264') ?? named('video/vp8');
};

/** Where the estimate of the uplink begins, kbit/s: below about 1,050 Chromium sends no 720 lines. */
export type StartBitrate = 500 | 1200;

export const sendOptions = (
	source: Source,
	height: number,
	capabilities: types.RtpCapabilities,
	startBitrate: StartBitrate,
): SendOptions => {
	const codec = videoCodec(capabilities);
	const withCodec = codec === undefined ? {} : { codec };
	switch (source) {
		case 'camera':
			return {
				...withCodec,
				encodings: cameraEncodings(height),
				codecOptions: { videoGoogleStartBitrate: startBitrate },
			};
		case 'screen':
			return {
				...withCodec,
				encodings: [{ ...screenLayer }],
				codecOptions: { videoGoogleStartBitrate: startBitrate },
			};
		case 'microphone':
			return { codecOptions: speech, encodings: [{ priority: 'high', networkPriority: 'high' }] };
		case 'screen-audio':
			return { codecOptions: computerSound };
	}
};

/** A picture a second, as small as it may be: Chromium takes no rate between 0 and 1. Bit/s. */
const still = { maxBitrate: 30_000, maxFramerate: 1 };

type Limits = Pick<RTCRtpEncodingParameters, 'active' | 'maxBitrate' | 'maxFramerate'>;

/**
 * What each layer of a camera, smallest first, may take at a step of the ladder. `layers`: as
 * they were opened.
 */
export const limitedLayers = (layers: readonly Limits[], step: SendingStep): Limits[] =>
	layers.map((layer, index) => {
		const { maxBitrate = 100_000 } = layers[0] ?? {};
		if (step === 'full') return { ...layer, active: true };
		if (step === 'voice' || index > 0) return { ...layer, active: false };
		// A camera of one layer has no smaller one to fall back to.
		if (step === 'small') return { ...layer, active: true, maxBitrate: Math.min(maxBitrate, SMALL_BITRATE) };
		return { ...layer, active: true, ...still };
	});

const SMALL_BITRATE = 150_000;
