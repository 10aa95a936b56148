// The few steps that the bare fan-out and our server have in common.
import type { RtpCapabilities, RtpParameters } from '@classroom/protocol';
import type { z } from 'zod';
import type { TransportOptions } from '@classroom/protocol';

export type ServerTransport = z.output<typeof TransportOptions> & { readonly transportId: string };

export interface Fingerprint {
	readonly algorithm: 'sha-256' | 'sha-384' | 'sha-512';
	readonly value: string;
}

/** One participant of a fan-out. */
export interface Participant {
	createTransport(direction: 'send' | 'receive'): Promise<ServerTransport>;
	connect(transportId: string, fingerprint: Fingerprint): Promise<void>;
	produce(transportId: string, kind: 'audio' | 'video', rtpParameters: RtpParameters): Promise<string>;
	/** Producers there are to consume. */
	producers(): Promise<string[]>;
	consume(
		transportId: string,
		producerId: string,
	): Promise<{ consumerId: string; kind: 'audio' | 'video'; rtpParameters: RtpParameters }>;
	resume(consumerId: string): Promise<void>;
	close(): void;
}

/** What every sink says it can receive: the same on both servers. */
export const sinkCapabilities: RtpCapabilities = {
	codecs: [
		{
			kind: 'audio',
			mimeType: 'audio/opus',
			preferredPayloadType: 100,
			clockRate: 48_000,
			channels: 2,
			rtcpFeedback: [],
		},
		{
			kind: 'video',
			mimeType: 'video/VP8',
			preferredPayloadType: 101,
			clockRate: 90_000,
			rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
		},
	],
	headerExtensions: [],
};
