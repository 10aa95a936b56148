// Options of a browser's transport, and what the browser is told of it.
import type { types } from 'mediasoup';
import { TransportId, TransportOptions, type AnswerOf } from '@classroom/protocol';
import { withoutUndefined } from './withoutUndefined.ts';

export const webRtcTransportOptions = {
	enableUdp: true,
	enableTcp: true,
	/** Where UDP is blocked the lesson runs over TCP; where it is not, UDP is better. */
	preferUdp: true,
	/** Start near what a village link carries; the estimate takes over from there. Bit/s. */
	initialAvailableOutgoingBitrate: 1_500_000,
	/** Seconds without consent until ICE counts as gone (RFC 7675). */
	iceConsentTimeout: 20,
} as const;

export const wireTransport = (transport: types.WebRtcTransport): AnswerOf<'createTransport'> => ({
	transportId: TransportId.parse(transport.id),
	...TransportOptions.parse(
		withoutUndefined({
			iceParameters: transport.iceParameters,
			iceCandidates: transport.iceCandidates,
			dtlsParameters: transport.dtlsParameters,
		}),
	),
});
