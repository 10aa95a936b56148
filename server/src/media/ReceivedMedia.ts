// What one Peer receives: its Consumers, and the ladder that gives them what its link carries.
import type { types } from 'mediasoup';
import { ConsumerId, type AnswerOf, type ProducerId, type RtpCapabilities } from '@classroom/protocol';
import { AppError, type Clock, type Log } from '../platform/index.ts';
import { consumerAnswerParameters } from './consumerParameters.ts';
import { GovernedConsumer } from './ladder/GovernedConsumer.ts';
import type { LayerRates } from './ladder/LayerRates.ts';
import { LinkLadder, type LinkReport } from './ladder/LinkLadder.ts';
import type { Rank } from './ladder/rungs.ts';
import { mediaCall, mediaCallFor } from './mediaError.ts';
import type { PeerMediaEvents } from './peerMediaEvents.ts';
import { Scores } from './scores.ts';

/** More than any page of ours needs. */
const MAX_CONSUMERS = 600;
/** One receiver asks this often at most by signalling, ms. */
const ASKED_EVERY_MS = 1_000;

export class ReceivedMedia {
	readonly #router: types.Router;
	readonly #events: PeerMediaEvents;
	readonly #log: Log;
	readonly #consumers = new Map<ConsumerId, GovernedConsumer>();
	readonly #keyFrameAskedAt = new WeakMap<types.Consumer, number>();
	readonly #downlink: Scores;
	readonly #ladder: LinkLadder;
	#closed = false;

	constructor(router: types.Router, rates: LayerRates, clock: Clock, events: PeerMediaEvents, log: Log) {
		this.#router = router;
		this.#events = events;
		this.#log = log;
		this.#downlink = new Scores((worst) => events.downlinkScore(worst));
		this.#ladder = new LinkLadder({
			clock,
			log,
			rates,
			// A recorder's line is the county's own, and what it takes is fixed.
			consumers: () => [...this.#consumers.values()].filter(({ transport }) => transport.type === 'webrtc'),
			onStep: (step, cause) => events.quality(step, cause),
		});
	}

	get size(): number {
		return this.#consumers.size;
	}

	ids(): ConsumerId[] {
		return [...this.#consumers.keys()];
	}

	/**
	 * A paused Consumer of somebody else's Producer in the same Room. It takes the place of an older one of the same
	 * Producer: a Peer that had everything many times would fill the Worker's link.
	 */
	async consume(
		transport: types.WebRtcTransport | types.PlainTransport,
		producerId: ProducerId,
		rank: Rank,
		rtpCapabilities: RtpCapabilities,
	): Promise<Pick<AnswerOf<'consume'>, 'consumerId' | 'kind' | 'rtpParameters' | 'producerPaused'>> {
		if (this.#consumers.size >= MAX_CONSUMERS) {
			this.#log.warn(
				{ count: this.#consumers.size },
				'a peer asks for more consumers than any page of ours needs',
			);
			throw new AppError('too-many-requests');
		}
		if (!this.#router.canConsume({ producerId, rtpCapabilities })) throw new AppError('cannot-consume');
		const consumer = await mediaCallFor(
			() => transport.consume({ producerId, rtpCapabilities, paused: true, enableRtx: true }),
			'cannot-consume',
		);
		if (transport.closed) {
			consumer.close();
			throw new AppError('transport-not-found', 'it closed while its consumer was made');
		}
		const consumerId = ConsumerId.parse(consumer.id);
		this.closeOf(producerId);
		const grant = transport.type === 'webrtc' && consumer.kind === 'video' ? this.#ladder.firstGrant : null;
		this.#consumers.set(consumerId, new GovernedConsumer(consumer, transport, rank, grant));
		this.#watch(consumer, consumerId);
		this.#ladder.start();
		return {
			consumerId,
			kind: consumer.kind,
			rtpParameters: consumerAnswerParameters(consumer),
			producerPaused: consumer.producerPaused,
		};
	}

	async setPaused(id: ConsumerId, paused: boolean): Promise<void> {
		await this.#one(id).want(paused);
	}

	async prefer(id: ConsumerId, spatialLayer: number): Promise<void> {
		await this.#one(id).prefer(spatialLayer);
	}

	/** More often than once a second it does nothing. */
	async requestKeyFrame(id: ConsumerId): Promise<void> {
		const { consumer } = this.#one(id);
		const now = performance.now();
		if (now - (this.#keyFrameAskedAt.get(consumer) ?? -Infinity) < ASKED_EVERY_MS) return;
		this.#keyFrameAskedAt.set(consumer, now);
		await mediaCall(() => consumer.requestKeyFrame());
	}

	reported(report: LinkReport): void {
		this.#ladder.reported(report);
	}

	closeOne(id: ConsumerId): void {
		const { consumer } = this.#one(id);
		this.#consumers.delete(id);
		consumer.close();
	}

	/** Closes what this Peer has of a Producer, and tells it. */
	closeOf(producerId: ProducerId): void {
		for (const [id, { consumer }] of this.#consumers) {
			if (consumer.producerId !== producerId) continue;
			this.#consumers.delete(id);
			consumer.close();
			this.#events.consumerClosed(id);
		}
	}

	/** Before its transports close, with all that runs over them. */
	close(): void {
		this.#closed = true;
		this.#ladder.close();
		this.#consumers.clear();
	}

	#watch(consumer: types.Consumer, id: ConsumerId): void {
		const forget = (): void => {
			if (this.#consumers.delete(id) && !this.#closed) this.#events.consumerClosed(id);
		};
		consumer.on('transportclose', () => {
			this.#consumers.delete(id);
		});
		consumer.on('producerclose', forget);
		consumer.on('producerpause', () => this.#events.consumerPaused(id));
		consumer.on('producerresume', () => this.#events.consumerResumed(id));
		consumer.on('layerschange', (layers) => this.#events.consumerLayers(id, layers?.spatialLayer ?? null));
		consumer.on('score', ({ score }) => this.#downlink.set(id, score));
		consumer.observer.once('close', () => this.#downlink.forget(id));
	}

	#one(id: ConsumerId): GovernedConsumer {
		const consumer = this.#consumers.get(id);
		if (consumer === undefined) throw new AppError('consumer-not-found');
		return consumer;
	}
}
