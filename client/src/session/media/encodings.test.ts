import { describe, expect, test } from 'vitest';
import { cameraEncodings, limitedLayers, sendOptions, videoCodec } from './encodings.ts';
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

describe('what a tight link lets a camera send', () => {
	const layers = [
		{ maxBitrate: 100_000, maxFramerate: 15 },
		{ maxBitrate: 350_000 },
		{ maxBitrate: 1_200_000 },
	];
	const active = (step: Parameters<typeof limitedLayers>[1]) =>
		limitedLayers(layers, step).map((layer) => layer.active);

	test.each([
		['full', [true, true, true]],
		['small', [true, false, false]],
		['stills', [true, false, false]],
		['voice', [false, false, false]],
	] as const)('%s', (step, expected) => expect(active(step)).toEqual(expected));

	test('stills are a picture a second in 30 kbit/s, and all comes back as it was', () => {
		expect(limitedLayers(layers, 'stills')[0]).toMatchObject({ maxBitrate: 30_000, maxFramerate: 1 });
		expect(limitedLayers(layers, 'full')).toEqual(layers.map((layer) => ({ ...layer, active: true })));
	});

	test('a camera of one layer is sent small in few bits', () => {
		expect(limitedLayers([{ maxBitrate: 500_000 }], 'small')).toEqual([
			{ active: true, maxBitrate: 150_000 },
		]);
	});

	test('the microphone goes before everything', () => {
		const sent = sendOptions('microphone', 0, {}, 500);
		expect(sent.encodings).toEqual([{ priority: 'high', networkPriority: 'high' }]);
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
