// One mediasoup Worker with its WebRtcServer, on one port. A Worker that dies is replaced in its slot.
import { createWorker, type types } from 'mediasoup';
import type { Log } from '../platform/index.ts';

export interface MediaListen {
	readonly ip: string;
	readonly announcedAddress: string | undefined;
	/** UDP and TCP port of this slot; 0 takes free ones. */
	readonly port: number;
}

export interface LiveWorker {
	readonly worker: types.Worker;
	readonly webRtcServer: types.WebRtcServer;
}

/** Socket buffers of 2 MiB: a key frame of every layer of every classroom at once fits. */
const SOCKET_BUFFER_BYTES = 2 * 1024 * 1024;

/**
 * Starts a Worker and its WebRtcServer.
 * @throws whatever mediasoup says when the worker does not start or the port is taken.
 */
export const startWorker = async (listen: MediaListen, log: Log): Promise<LiveWorker> => {
	const worker = await createWorker({ logLevel: 'warn', logTags: ['ice', 'dtls', 'rtp', 'srtp', 'rtcp'] });
	const common = {
		ip: listen.ip,
		...(listen.announcedAddress === undefined ? {} : { announcedAddress: listen.announcedAddress }),
		...(listen.port === 0 ? {} : { port: listen.port }),
		sendBufferSize: SOCKET_BUFFER_BYTES,
		recvBufferSize: SOCKET_BUFFER_BYTES,
	};
	try {
		const webRtcServer = await worker.createWebRtcServer({
			listenInfos: [
				{ protocol: 'udp', ...common },
				{ protocol: 'tcp', ...common },
			],
		});
		log.info({ pid: worker.pid, port: listen.port }, 'mediasoup worker started');
		return { worker, webRtcServer };
	} catch (error) {
		worker.close();
		throw error;
	}
};
