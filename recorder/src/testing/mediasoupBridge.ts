// For tests: a real mediasoup worker between the sender and the recorder.
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { types } from 'mediasoup';

/** The worker that set-up found or built, or undefined. */
export function workerBinary(): string | undefined {
	const named = process.env['MEDIASOUP_WORKER_BIN'];
	if (named !== undefined && existsSync(named)) return named;
	const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
	return globSync(path.join(cache, 'smart-cloud-classroom/mediasoup-worker/*/mediasoup-worker'))[0];
}

export const bridgeCodecs: types.RouterRtpCodecCapability[] = [
	{
		kind: 'audio',
		mimeType: 'audio/opus',
		clockRate: 48_000,
		channels: 2,
		rtcpFeedback: [{ type: 'nack' }],
	},
	{
		kind: 'video',
		mimeType: 'video/H264',
		clockRate: 90_000,
		parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
	},
	{ kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];

/** A Router, and a transport on which it receives. */
export class MediasoupBridge {
	readonly worker: types.Worker;
	readonly router: types.Router;
	readonly input: types.PlainTransport;

	private constructor(worker: types.Worker, router: types.Router, input: types.PlainTransport) {
		this.worker = worker;
		this.router = router;
		this.input = input;
	}

	static async open(workerBin: string): Promise<MediasoupBridge> {
		const { createWorker } = await import('mediasoup');
		const worker = await createWorker({ logLevel: 'error', workerBin });
		const router = await worker.createRouter({ mediaCodecs: bridgeCodecs });
		const input = await router.createPlainTransport({
			listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
			rtcpMux: true,
			comedia: true,
		});
		return new MediasoupBridge(worker, router, input);
	}

	/** A transport as the server makes it for a recorder, encrypted. */
	async outputTo(local: {
		ip: string;
		port: number;
		srtpParameters: types.SrtpParameters | undefined;
	}): Promise<types.PlainTransport> {
		const { ip, port, srtpParameters } = local;
		const output = await this.router.createPlainTransport({
			listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
			rtcpMux: true,
			comedia: false,
			enableSrtp: srtpParameters !== undefined,
			srtpCryptoSuite: 'AEAD_AES_128_GCM',
		});
		await output.connect(srtpParameters === undefined ? { ip, port } : { ip, port, srtpParameters });
		return output;
	}

	close(): void {
		this.worker.close();
	}
}
