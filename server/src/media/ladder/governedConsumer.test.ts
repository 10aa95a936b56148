// A real Worker: what reaches its Consumer is the less of what the Peer wants and what the ladder grants.
import { createWorker, type types } from 'mediasoup';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routerCodecs } from '../codecs.ts';
import { GovernedConsumer } from './GovernedConsumer.ts';
import type { Grant } from './rungs.ts';

let worker: types.Worker;
let make: () => Promise<GovernedConsumer>;

beforeAll(async () => {
	worker = await createWorker({ logLevel: 'none' });
	const router = await worker.createRouter({ mediaCodecs: routerCodecs });
	const transport = (): Promise<types.WebRtcTransport> =>
		router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
	const [near, far] = await Promise.all([transport(), transport()]);
	const producer = await near.produce({
		kind: 'video',
		rtpParameters: {
			codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
			encodings: [{ ssrc: 1 }, { ssrc: 2 }, { ssrc: 3 }],
			rtcp: { cname: 'c' },
		},
	});
	const { rtpCapabilities } = router;
	make = async () => {
		const consumer = await far.consume({ producerId: producer.id, rtpCapabilities, paused: true });
		return new GovernedConsumer(consumer, far, 'teacher-camera', null);
	};
}, 60_000);
afterAll(() => worker.close());

const grant = fc.oneof(
	fc.constant<Grant>({ kind: 'off' }),
	fc.constant<Grant>({ kind: 'stills' }),
	fc.integer({ min: 0, max: 2 }).map((layer): Grant => ({ kind: 'layer', layer })),
);
const word = fc.oneof(
	grant.map((granted) => ({ granted })),
	fc.boolean().map((paused) => ({ paused })),
	fc.integer({ min: 0, max: 2 }).map((layer) => ({ layer })),
);

test('neither master lets through what the other holds back, in whatever order they speak', async () => {
	const governed = await make();
	const { consumer } = governed;
	const now = { paused: true, layer: 2, granted: { kind: 'layer', layer: 2 } as Grant };
	await fc.assert(
		fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
			await Promise.all(
				words.map(async (each) => {
					Object.assign(now, each);
					if ('granted' in each) await governed.govern(each.granted);
					else if ('paused' in each) await governed.want(each.paused);
					else await governed.prefer(each.layer);
				}),
			);
			expect(consumer.paused).toBe(now.paused || now.granted.kind !== 'layer');
			expect(governed.wanted).toBe(now.paused ? null : now.layer);
			const layer = now.granted.kind === 'layer' ? now.granted.layer : 0;
			expect(consumer.preferredLayers?.spatialLayer ?? 2).toBe(Math.min(now.layer, layer));
		}),
		{ numRuns: 40 },
	);
	consumer.close();
});

test('a still opens it until it is ended', async () => {
	const governed = await make();
	await governed.want(false);
	await governed.govern({ kind: 'stills' });
	expect(governed.consumer.paused).toBe(true);
	await governed.still(() => undefined);
	expect(governed.consumer.paused).toBe(false);
	await governed.endStill();
	expect(governed.consumer.paused).toBe(true);
	governed.consumer.close();
});
