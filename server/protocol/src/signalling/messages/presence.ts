// In and out of a Room, and the log for whoever missed some of it.
import { z } from 'zod';
import { ConsumerId, Instant, LessonId, PeerId, TransportId } from '../../ids.ts';
import { LogEntry } from '../../lesson/events.ts';
import { RoomState } from '../../lesson/roomState.ts';
import { NetworkState, PeerRole } from '../../words.ts';
import { LessonCard, NameCard } from '../cards.ts';
import { IceServer, RtpCapabilities } from '../media.ts';
import { RecorderId } from './recorderId.ts';
import { done, request } from './request.ts';

export const presenceRequests = [
	/**
	 * Takes part in a Room. Who comes back (same account or device, same role) is the same Peer as before;
	 * an older socket of the same Peer is closed with `replaced`.
	 */
	request('join', {
		lessonId: LessonId,
		role: PeerRole,
		/** The last entry seen; null: none, send a snapshot. */
		afterSeq: z.int().min(0).nullable(),
		/** Transports this client still holds; the server closes its other ones of this Peer. */
		transports: z.array(TransportId).max(8),
		/** Null: not known yet, said by `createTransport`; or receives nothing. */
		rtpCapabilities: RtpCapabilities.nullable(),
		/** Recorders: which one, as it registered. While another has the lesson it is refused with `replaced`. */
		recorderId: RecorderId.exactOptional(),
	}),
	request('leave', {}),
	/** Entries after a sequence number, for whoever finds a hole. */
	request('readLog', { afterSeq: z.int().min(0) }),
	/** What this Peer measures of its own link; the server keeps its own view beside it. */
	request('reportNetwork', {
		network: NetworkState,
		roundTripMs: z.number().min(0).max(600_000),
		lossRatio: z.number().min(0).max(1),
		/** Of the packets of sound that were to come to this Peer; `lossRatio` is the worse of both ways. */
		lostRatio: z.number().min(0).max(1).exactOptional(),
		/** Of the voices' samples since the report before, those that were made up for lost ones. */
		concealedRatio: z.number().min(0).max(1).exactOptional(),
		/** What its browser takes its own line to carry, bit/s. */
		uplinkBitrate: z.number().min(0).max(10_000_000_000).exactOptional(),
	}),
] as const;

export const presenceAnswers = {
	join: z.object({
		peerId: PeerId,
		role: PeerRole,
		lesson: LessonCard,
		/** The whole state, or the entries after `afterSeq` when they are few. */
		catchUp: z.discriminatedUnion('kind', [
			z.object({ kind: z.literal('snapshot'), state: RoomState }),
			z.object({ kind: z.literal('entries'), entries: z.array(LogEntry) }),
		]),
		names: z.array(NameCard),
		/** The server's clock when it answered, for count-downs. */
		serverNow: Instant,
		routerRtpCapabilities: RtpCapabilities,
		iceServers: z.array(IceServer),
		/** Which of the transports named in the request still live, with their Producers and Consumers. */
		transports: z.array(TransportId),
		/** This Peer's Consumers that live on those transports; any other that the client holds is gone. */
		consumerIds: z.array(ConsumerId),
	}),
	leave: done,
	readLog: z.object({ entries: z.array(LogEntry), names: z.array(NameCard) }),
	reportNetwork: done,
};
