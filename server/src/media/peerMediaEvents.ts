import type { ConsumerId, ProducerId, QualityStep, SendingStep, TransportId } from '@classroom/protocol';
import type { LadderCause } from './ladder/ladderState.ts';
import type { SendingCause } from './ladder/sending.ts';

/** What happens to the media of one Peer without its asking. */
export interface PeerMediaEvents {
	transportClosed(transportId: TransportId): void;
	/** `source` is gone without being asked: its transport closed. */
	producerClosed(producerId: ProducerId): void;
	consumerClosed(consumerId: ConsumerId): void;
	consumerPaused(consumerId: ConsumerId): void;
	consumerResumed(consumerId: ConsumerId): void;
	consumerLayers(consumerId: ConsumerId, spatialLayer: number | null): void;
	/** mediasoup's 0 to 10 for what arrives from, or gets to, this Peer. */
	uplinkScore(score: number): void;
	downlinkScore(score: number): void;
	/** What its link carries now, by the ladder; most times nothing has changed. */
	quality(step: QualityStep, cause: LadderCause): void;
	/** What its link lets it send now; most times nothing has changed. */
	sending(step: SendingStep, cause: SendingCause): void;
}
