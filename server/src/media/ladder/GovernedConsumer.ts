// One Consumer with two masters: what its Peer wants of it, and what the ladder lets its link carry. It gets the less.
import { parseScalabilityMode, type types } from 'mediasoup';
import { mediaCall } from '../mediaError.ts';
import type { Grant, Rank } from './rungs.ts';

export class GovernedConsumer {
	readonly consumer: types.Consumer;
	readonly transport: types.WebRtcTransport | types.PlainTransport;
	readonly rank: Rank;
	#wantedPaused = true;
	#wantedLayer: number;
	#grant: Grant;
	/** A still is under way. */
	#still = false;
	#traced = false;
	#keyFrame: (() => void) | null = null;
	/** What was asked for last: mediasoup's own flags lag behind while a request is under way. */
	#paused = true;
	#layer: number;

	/** Paused, as mediasoup made it. `grant`: until the ladder says otherwise; null: everything. */
	constructor(
		consumer: types.Consumer,
		transport: types.WebRtcTransport | types.PlainTransport,
		rank: Rank,
		grant: Grant | null,
	) {
		this.consumer = consumer;
		this.transport = transport;
		this.rank = rank;
		this.#layer = this.topLayer;
		this.#wantedLayer = this.topLayer;
		this.#grant = grant ?? { kind: 'layer', layer: this.topLayer };
	}

	get topLayer(): number {
		return (
			parseScalabilityMode(this.consumer.rtpParameters.encodings?.[0]?.scalabilityMode).spatialLayers - 1
		);
	}

	/** The highest layer that the Peer wants to see; null: nothing just now, or nothing is sent. */
	get wanted(): number | null {
		if (this.#wantedPaused || this.consumer.closed || this.consumer.producerPaused) return null;
		return this.#wantedLayer;
	}

	get takesStills(): boolean {
		return this.#grant.kind === 'stills' && this.wanted !== null;
	}

	/** As the Peer says. @throws AppError when it is gone. */
	async want(paused: boolean): Promise<void> {
		this.#wantedPaused = paused;
		await this.#apply();
	}

	/** As the Peer says. @throws AppError when it is gone. */
	async prefer(layer: number): Promise<void> {
		this.#wantedLayer = Math.min(layer, this.topLayer);
		await this.#apply();
	}

	/** As the ladder says. */
	async govern(grant: Grant): Promise<void> {
		this.#grant = grant;
		await this.#apply();
	}

	/** Opens for one whole picture; `done` is called once its first packet is through. */
	async still(done: () => void): Promise<void> {
		if (!this.#traced) {
			this.#traced = true;
			this.consumer.on('trace', () => this.#keyFrame?.());
			await mediaCall(() => this.consumer.enableTraceEvent(['keyframe']));
		}
		this.#keyFrame = () => {
			this.#keyFrame = null;
			done();
		};
		this.#still = true;
		await this.#apply();
	}

	/** No more of it. */
	async endStill(): Promise<void> {
		this.#keyFrame = null;
		this.#still = false;
		await this.#apply();
	}

	async #apply(): Promise<void> {
		const { consumer } = this;
		const granted = this.#grant.kind === 'layer' ? this.#grant.layer : 0;
		const layer = Math.min(this.#wantedLayer, granted);
		const withheld = this.#grant.kind === 'off' || (this.#grant.kind === 'stills' && !this.#still);
		const paused = this.#wantedPaused || (consumer.kind === 'video' && withheld);
		// Both are asked for before anything is awaited: the Worker serves requests in order, so the last word wins.
		const asked: Promise<void>[] = [];
		if (consumer.type === 'simulcast' && layer !== this.#layer) {
			this.#layer = layer;
			asked.push(mediaCall(() => consumer.setPreferredLayers({ spatialLayer: layer })));
		}
		if (paused !== this.#paused) {
			this.#paused = paused;
			asked.push(mediaCall(() => (paused ? consumer.pause() : consumer.resume())));
		}
		await Promise.all(asked);
	}
}
