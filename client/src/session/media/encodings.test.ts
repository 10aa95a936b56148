import { describe, expect, test } from 'vitest';
import { cameraEncodings, sendOptions, videoCodec } from './encodings.ts';
import { layerForHeight } from './layers.ts';

const codec = (mimeType: string) => ({
	kind: 'video' as const,
	mimeType,
	preferredPayloadType: 100,
	clockRate: 90_000,
});

describe('what is sent', () => {
	test.each([
		[1080, [4, 2, 1]],
		[720, [4, 2, 1]],
		[480, [2, 1]],
		[360, [2, 1]],
		[240, [1]],
	])('a camera of %i lines', (height, scales) => {
		expect(cameraEncodings(height).map((each) => each.scaleResolutionDownBy)).toEqual(scales);
	});

	test('a 720-line camera in 100, 350 and 1200 kbit/s', () => {
		expect(cameraEncodings(720).map((each) => each.maxBitrate)).toEqual([100_000, 350_000, 1_200_000]);
	});

	test('H.264 first, VP8 where there is none, nothing else', () => {
		expect(videoCodec({ codecs: [codec('video/VP8'), codec('video/H264')] })?.mimeType).toBe('video/H264');
		expect(videoCodec({ codecs: [codec('video/VP9'), codec('video/VP8')] })?.mimeType).toBe('video/VP8');
		expect(videoCodec({ codecs: [codec('video/VP9')] })).toBeUndefined();
	});

	test('speech mends itself and is never switched off in silence', () => {
		expect(sendOptions('microphone', 0, {}, 500).codecOptions).toMatchObject({
			opusFec: true,
			opusDtx: false,
			opusNack: true,
		});
		expect(sendOptions('screen', 1080, {}, 1200).encodings).toHaveLength(1);
	});
});

describe('what is received', () => {
	test.each([
		[120, 0],
		[270, 0],
		[271, 1],
		[480, 1],
		[700, 2],
	])('a tile of %i lines', (height, layer) => expect(layerForHeight(height)).toBe(layer));
});
