// RTP to a recorder: to configured addresses only, and with SRTP unless it stays on this machine.
import type { types } from 'mediasoup';
import { SrtpParameters, TransportId, type AnswerOf } from '@classroom/protocol';
import { AppError } from '../platform/index.ts';
import { mediaCall, mediaCallFor } from './mediaError.ts';
import { isLoopback } from './plainAddresses.ts';
import type { MediaLimits } from './mediaLimits.ts';

export interface PlainTarget {
	readonly ip: string;
	readonly port: number;
	/** The recorder's key; null: plain RTP. */
	readonly srtpParameters: SrtpParameters | null;
}

const SEND_BUFFER_BYTES = 4 * 1024 * 1024;

/** @throws AppError `address-not-allowed`, `bad-media-parameters` */
export const openPlainTransport = async (
	router: types.Router,
	limits: MediaLimits,
	target: PlainTarget,
): Promise<{ transport: types.PlainTransport; answer: AnswerOf<'createPlainTransport'> }> => {
	const { ip, port, srtpParameters } = target;
	const local = isLoopback(ip);
	if (!limits.mayAim(ip) || (!local && srtpParameters === null)) throw new AppError('address-not-allowed');
	const transport = await mediaCall(() =>
		router.createPlainTransport({
			listenInfo: {
				protocol: 'udp',
				ip: local ? '127.0.0.1' : limits.plainListenIp,
				...(local || limits.announcedAddress === undefined
					? {}
					: { announcedAddress: limits.announcedAddress }),
				sendBufferSize: SEND_BUFFER_BYTES,
			},
			rtcpMux: true,
			comedia: false,
			...(srtpParameters === null ? {} : { enableSrtp: true, srtpCryptoSuite: srtpParameters.cryptoSuite }),
		}),
	);
	try {
		await mediaCallFor(() =>
			transport.connect({ ip, port, ...(srtpParameters === null ? {} : { srtpParameters }) }),
		);
	} catch (error) {
		transport.close();
		throw error;
	}
	const own = transport.srtpParameters;
	return {
		transport,
		answer: {
			transportId: TransportId.parse(transport.id),
			ip: transport.tuple.localAddress,
			port: transport.tuple.localPort,
			srtpParameters: own === undefined ? null : SrtpParameters.parse(own),
		},
	};
};
