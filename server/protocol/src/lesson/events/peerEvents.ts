// Who is in the Room, and how well they are reached.
import { z } from 'zod';
import { PeerId } from '../../ids.ts';
import { NetworkState, PeerRole, QualityStep, SendingStep } from '../../words.ts';
import { PeerSubject } from '../subject.ts';
import { event } from './eventOf.ts';

/** `estimate`: mediasoup's; `sources`: there is more or less to be sent than before. */
export const QualityCause = z.enum(['loss', 'delay', 'concealment', 'estimate', 'sources', 'recovered']);

export const peerEvents = [
	event('peer-joined', { peerId: PeerId, role: PeerRole, subject: PeerSubject }),
	/** The socket is gone; the Peer may come back as the same. */
	event('peer-lost', { peerId: PeerId }),
	event('peer-returned', { peerId: PeerId }),
	event('peer-left', {
		peerId: PeerId,
		cause: z.enum(['left', 'timed-out', 'replaced', 'removed', 'room-closed']),
	}),
	event('network-changed', {
		peerId: PeerId,
		network: NetworkState,
		cause: z.enum(['uplink', 'downlink', 'silence', 'recovered']),
	}),
	/** What the Peer's link carries of the lesson; `cause`: the first sign of trouble, or that there is room again. */
	event('quality-changed', { peerId: PeerId, step: QualityStep, cause: QualityCause }),
	/** What the Peer's link lets it send; `estimate`: its browser's, of its own line. */
	event('sending-changed', {
		peerId: PeerId,
		step: SendingStep,
		cause: z.enum(['loss', 'estimate', 'recovered']),
	}),
] as const;
