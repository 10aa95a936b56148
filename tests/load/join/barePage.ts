// The bare fan-out's side of a browser: the least that mediasoup-client needs to send a camera and to receive it.
import { Device, type types } from 'mediasoup-client';

interface BarePage {
	/** Sends the camera and the microphone, until the page closes. */
	send(): Promise<void>;
	/** Resolves to the time from the call to the first decoded frame, ms. */
	join(): Promise<number>;
}

declare global {
	interface Window {
		__bare?: BarePage;
	}
}

const call = async (method: string, data?: unknown) => {
	const response = await fetch('/', { method: 'POST', body: JSON.stringify({ method, data }) });
	const body = (await response.json()) as { data?: unknown; error?: string };
	if (body.error !== undefined) throw new Error(body.error);
	return body.data;
};

const loadDevice = async (): Promise<Device> => {
	const device = await Device.factory();
	await device.load({ routerRtpCapabilities: (await call('capabilities')) as types.RtpCapabilities });
	return device;
};

const openTransport = async (device: Device, direction: 'send' | 'receive'): Promise<types.Transport> => {
	const options = (await call('transport')) as types.TransportOptions;
	const transport =
		direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
	transport.on('connect', ({ dtlsParameters }, done, failed) => {
		call('connect', { transportId: transport.id, dtlsParameters }).then(done, failed);
	});
	return transport;
};

/** The same three layers that our teacher's page sends. */
const encodings = [
	{ scaleResolutionDownBy: 4, maxBitrate: 100_000, maxFramerate: 15 },
	{ scaleResolutionDownBy: 2, maxBitrate: 350_000, maxFramerate: 20 },
	{ scaleResolutionDownBy: 1, maxBitrate: 1_200_000, maxFramerate: 25 },
];

const send = async (): Promise<void> => {
	const device = await loadDevice();
	const transport = await openTransport(device, 'send');
	transport.on('produce', ({ kind, rtpParameters }, done, failed) => {
		call('produce', { transportId: transport.id, kind, rtpParameters }).then(
			(answer) => done({ id: (answer as { producerId: string }).producerId }),
			failed,
		);
	});
	const stream = await navigator.mediaDevices.getUserMedia({
		video: { width: 1280, height: 720 },
		audio: true,
	});
	for (const track of stream.getTracks()) {
		await transport.produce({ track, ...(track.kind === 'video' ? { encodings } : {}) });
	}
};

const join = async (): Promise<number> => {
	const begun = performance.now();
	const device = await loadDevice();
	const transport = await openTransport(device, 'receive');
	const producers = (await call('producers')) as { producerId: string; kind: 'audio' | 'video' }[];
	const rtpCapabilities = device.recvRtpCapabilities;
	const tracks = await Promise.all(
		producers.map(async ({ producerId }) => {
			const data = { transportId: transport.id, producerId, rtpCapabilities };
			const options = (await call('consume', data)) as types.ConsumerOptions & { consumerId: string };
			const consumer = await transport.consume({ ...options, id: options.consumerId });
			await call('resume', { consumerId: options.consumerId });
			return consumer.track;
		}),
	);
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	video.srcObject = new MediaStream(tracks);
	document.body.append(video);
	const first = new Promise<number>((resolve) => video.requestVideoFrameCallback((now) => resolve(now)));
	await video.play();
	return (await first) - begun;
};

window.__bare = { send, join };
