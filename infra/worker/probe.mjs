// Run as a program of its own by check.mjs, with MEDIASOUP_WORKER_BIN set: starts the worker and makes one of
// everything with it. A worker of another version than the package's does not understand some request, does
// not answer it or answers it wrongly; so every request must answer in time.
import * as mediasoup from 'mediasoup';

const timeLimitMs = Number(process.argv[2] ?? '10000');

/** @type {import('mediasoup/types').RtpCodecCapability} */
const vp8 = { kind: 'video', mimeType: 'video/VP8', clockRate: 90000, preferredPayloadType: 101 };

// The worker dies with this process (its channel is closed), even where it ignores signals.
setTimeout(() => {
	process.stderr.write(`it did not answer within ${timeLimitMs / 1000} s\n`);
	process.exit(1);
}, timeLimitMs).unref();

const worker = await mediasoup.createWorker({ logLevel: 'error' });
const listenInfos = [{ protocol: /** @type {const} */ ('udp'), ip: '127.0.0.1' }];
const webRtcServer = await worker.createWebRtcServer({ listenInfos });
const router = await worker.createRouter({ mediaCodecs: [vp8] });
await router.createAudioLevelObserver();
const browser = await router.createWebRtcTransport({ webRtcServer });
const pipe = await router.createPipeTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' } });
const plain = await router.createPlainTransport({
	listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
	comedia: true,
});
const producer = await plain.produce({
	kind: 'video',
	rtpParameters: {
		codecs: [{ mimeType: 'video/VP8', clockRate: 90000, payloadType: 101 }],
		encodings: [{ ssrc: 1111 }],
	},
});
const consumer = await browser.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
await consumer.requestKeyFrame();
for (const thing of [worker, webRtcServer, router, browser, pipe, plain, producer, consumer]) {
	await thing.dump();
}
await Promise.all([browser.getStats(), producer.getStats(), consumer.getStats(), worker.getResourceUsage()]);
worker.close();
