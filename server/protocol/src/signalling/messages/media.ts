// Transports, Producers and Consumers: mediasoup's objects, by their ids.
import { z } from 'zod';
import { ConsumerId, PeerId, ProducerId, TransportId } from '../../ids.ts';
import { MediaKind, Source } from '../../words.ts';
import {
	DtlsParameters,
	IceParameters,
	RtpCapabilities,
	RtpParameters,
	SrtpParameters,
	TransportOptions,
} from '../media.ts';
import { done, request } from './request.ts';

export const mediaRequests = [
	request('createTransport', {
		direction: z.enum(['send', 'receive']),
		/**
		 * What this client can receive, if `join` did not say so: whoever joins for the first time learns what the
		 * Router has from the answer only. Holds for every later `consume` of this Peer.
		 */
		rtpCapabilities: RtpCapabilities.exactOptional(),
		/** The transport that this one takes the place of: the server closes it first. */
		replaces: TransportId.exactOptional(),
	}),
	request('connectTransport', {
		transportId: TransportId,
		dtlsParameters: DtlsParameters,
	}),
	request('restartIce', { transportId: TransportId }),
	/** Recorders only: where to send RTP. The address has to be among the configured ones. */
	request('createPlainTransport', {
		ip: z.union([z.ipv4(), z.ipv6()]),
		port: z.int().min(1).max(65_535),
		/** SRTP key of what the recorder sends; the answer has ours. Null: plain RTP, on loopback only. */
		srtpParameters: SrtpParameters.nullable(),
	}),
	request('produce', {
		transportId: TransportId,
		kind: MediaKind,
		source: Source,
		rtpParameters: RtpParameters,
	}),
	request('pauseProducer', { producerId: ProducerId }),
	request('resumeProducer', { producerId: ProducerId }),
	request('closeProducer', { producerId: ProducerId }),
	/** The Consumer starts paused, so that no key frame is lost: `resumeConsumer` when ready. */
	request('consume', { transportId: TransportId, producerId: ProducerId }),
	request('resumeConsumer', { consumerId: ConsumerId }),
	request('pauseConsumer', { consumerId: ConsumerId }),
	request('closeConsumer', { consumerId: ConsumerId }),
	request('setPreferredLayers', {
		consumerId: ConsumerId,
		spatialLayer: z.int().min(0).max(2),
	}),
	request('requestKeyFrame', { consumerId: ConsumerId }),
] as const;

export const mediaAnswers = {
	createTransport: TransportOptions.extend({ transportId: TransportId }),
	connectTransport: done,
	restartIce: z.object({ iceParameters: IceParameters }),
	createPlainTransport: z.object({
		transportId: TransportId,
		/** Where the recorder sends its RTCP to. */
		ip: z.string(),
		port: z.int(),
		srtpParameters: SrtpParameters.nullable(),
	}),
	produce: z.object({ producerId: ProducerId }),
	pauseProducer: done,
	resumeProducer: done,
	closeProducer: done,
	consume: z.object({
		consumerId: ConsumerId,
		producerId: ProducerId,
		peerId: PeerId,
		source: Source,
		kind: MediaKind,
		rtpParameters: RtpParameters,
		producerPaused: z.boolean(),
	}),
	resumeConsumer: done,
	pauseConsumer: done,
	closeConsumer: done,
	setPreferredLayers: done,
	requestKeyFrame: done,
};
