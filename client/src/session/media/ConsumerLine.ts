// One source of another Peer on its way to this client: asked for, open, closed.
import type { AnswerOf, ConsumerId, ProducerId, VisibleSource } from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import type { Signalling } from '../signalling/SignallingClient.ts';
import type { SpatialLayer } from './layers.ts';
import { toConsumerParameters } from './rtpTypes.ts';
import { transportIdOf } from './transportSignalling.ts';

type LineState =
	| { readonly phase: 'asking' }
	| {
			readonly phase: 'open';
			readonly consumerId: ConsumerId;
			readonly consumer: types.Consumer;
			readonly stream: MediaStream;
	  }
	| { readonly phase: 'closed' };

export class ConsumerLine {
	readonly visible: VisibleSource;
	readonly #signalling: Signalling;
	#state: LineState = { phase: 'asking' };
	#running = false;
	#askedLayer: SpatialLayer | null = null;
	/** By the server's word. */
	producerPaused: boolean;
	layer: number | null | undefined;

	constructor(visible: VisibleSource, signalling: Signalling) {
		this.visible = visible;
		this.#signalling = signalling;
		this.producerPaused = visible.source.paused;
	}

	get producerId(): ProducerId {
		return this.visible.source.producerId;
	}

	get consumerId(): ConsumerId | null {
		return this.#state.phase === 'open' ? this.#state.consumerId : null;
	}

	get stream(): MediaStream | null {
		return this.#state.phase === 'open' ? this.#state.stream : null;
	}

	get consumer(): types.Consumer | null {
		return this.#state.phase === 'open' ? this.#state.consumer : null;
	}

	/**
	 * Asks the server and the browser for it. Resolves false when it was closed meanwhile.
	 * @throws RequestFailed, or what mediasoup-client throws.
	 */
	async open(transport: types.Transport, wanted: SpatialLayer | null): Promise<boolean> {
		const answer = await this.#signalling.request('consume', {
			transportId: transportIdOf(transport),
			producerId: this.producerId,
		});
		if (this.#state.phase === 'closed') return false;
		this.producerPaused = answer.producerPaused;
		const connecting = transport.connectionState === 'new';
		const opening = transport.consume({
			id: answer.consumerId,
			producerId: answer.producerId,
			kind: answer.kind,
			rtpParameters: toConsumerParameters(answer.rtpParameters),
			streamId: this.#streamId(),
		});
		// Before the transport is connected nothing is sent, so no key frame can be lost by resuming early.
		if (connecting) this.#run(answer, wanted);
		const consumer = await opening;
		if (this.#isClosed()) {
			consumer.close();
			return false;
		}
		this.#state = {
			phase: 'open',
			consumerId: answer.consumerId,
			consumer,
			stream: new MediaStream([consumer.track]),
		};
		if (!connecting) this.#run(answer, wanted);
		return true;
	}

	/** What the page wants of it now: a layer, or nothing. Sound is always wanted. */
	want(layer: SpatialLayer | null): void {
		if (this.#state.phase !== 'open') return;
		const { consumerId } = this.#state;
		const running = this.visible.source.kind === 'audio' || layer !== null;
		if (running) this.#preferLayer(consumerId, layer);
		if (running === this.#running) return;
		this.#running = running;
		this.#ask(running ? 'resumeConsumer' : 'pauseConsumer', consumerId);
	}

	/** Closes this side. */
	close(): void {
		const state = this.#state;
		this.#state = { phase: 'closed' };
		if (state.phase === 'open') state.consumer.close();
	}

	#run({ consumerId, kind }: AnswerOf<'consume'>, wanted: SpatialLayer | null): void {
		if (kind === 'video' && wanted === null) return;
		this.#running = true;
		this.#preferLayer(consumerId, wanted);
		this.#ask('resumeConsumer', consumerId);
	}

	#preferLayer(consumerId: ConsumerId, layer: SpatialLayer | null): void {
		if (this.visible.source.source !== 'camera' || layer === null || layer === this.#askedLayer) return;
		this.#askedLayer = layer;
		this.#signalling.request('setPreferredLayers', { consumerId, spatialLayer: layer }).catch(() => {
			this.#askedLayer = null;
		});
	}

	/** Fails only when the Consumer or the socket is gone: after the next join it is said again. */
	#ask(type: 'resumeConsumer' | 'pauseConsumer', consumerId: ConsumerId): void {
		this.#signalling.request(type, { consumerId }).catch(() => {
			this.#running = type === 'pauseConsumer';
		});
	}

	/** The browser keeps sound and picture of one stream in step: camera with microphone, screen with its sound. */
	#streamId(): string {
		const { owner, source } = this.visible;
		const group = source.source === 'camera' || source.source === 'microphone' ? 'camera' : 'screen';
		return `${owner.peerId}-${group}`;
	}

	#isClosed(): boolean {
		return this.#state.phase === 'closed';
	}
}
