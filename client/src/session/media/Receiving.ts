// Everything this client receives: brings what it has in line with what the Room offers and the page wants.
import { visibleSources } from '@classroom/protocol';
import type {
	ConsumerId,
	Notification,
	PeerId,
	ProducerId,
	RoomState,
	VisibleSource,
} from '@classroom/protocol';
import type { types } from 'mediasoup-client';
import { codeOf } from '../requestFailed.ts';
import type { Signalling } from '../signalling/SignallingClient.ts';
import { Store } from '../store.ts';
import { ConsumerLine } from './ConsumerLine.ts';
import type { SpatialLayer } from './layers.ts';
import type { Received, ReceivedSources } from './received.ts';
import { Wishes, sourceKey } from './wishes.ts';
import type { SourceKey } from './wishes.ts';

/** A source that could not be had is asked for again after this long. */
const AGAIN_MS = 1500;
/** This browser cannot play it: seldom does it learn to. */
const NEVER_MS = 60_000;

export class Receiving {
	readonly received = new Store<ReceivedSources>(new Map());
	readonly wishes: Wishes;
	readonly #signalling: Signalling;
	readonly #lines = new Map<ProducerId, ConsumerLine>();
	readonly #notBefore = new Map<ProducerId, number>();
	#transport: types.Transport | null = null;
	#room: RoomState | null = null;
	#me: PeerId | null = null;
	#scheduled = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#transportLost: () => void;

	/** `transportLost`: the server does not know our transport any more. */
	constructor(signalling: Signalling, transportLost: () => void) {
		this.#signalling = signalling;
		this.#transportLost = transportLost;
		this.wishes = new Wishes(() => this.#schedule());
	}

	/** A new transport: what came over the old one is gone. */
	transportUp(transport: types.Transport): void {
		this.transportGone();
		this.#transport = transport;
		this.#reconcile();
	}

	transportGone(): void {
		this.#transport = null;
		for (const line of this.#lines.values()) line.close();
		this.#lines.clear();
		this.#notBefore.clear();
		this.#publish();
	}

	/**
	 * After coming back over a transport that lives: what the server closed meanwhile is asked for anew, and what it
	 * opened without our hearing of it is given back.
	 */
	cameBack(living: readonly ConsumerId[]): void {
		const unknown = new Set(living);
		for (const [producerId, line] of this.#lines) {
			if (line.consumerId === null || unknown.delete(line.consumerId)) continue;
			this.#lines.delete(producerId);
			line.close();
		}
		for (const consumerId of unknown) {
			this.#signalling.request('closeConsumer', { consumerId }).catch(() => undefined);
		}
	}

	roomChanged(room: RoomState, me: PeerId): void {
		this.#room = room;
		this.#me = me;
		this.#reconcile();
	}

	/** The server's word on one of our Consumers. */
	notified(notification: Notification): void {
		switch (notification.type) {
			case 'consumerClosed':
				this.#withLine(notification.consumerId, (line) => {
					line.close();
					this.#lines.delete(line.producerId);
					// Right after, the Room's state says that it is gone. If not, it is asked for again.
					this.#notBefore.set(line.producerId, Date.now() + AGAIN_MS);
				});
				this.#reconcile();
				return;
			case 'consumerPaused':
			case 'consumerResumed':
				this.#withLine(notification.consumerId, (line) => {
					line.producerPaused = notification.type === 'consumerPaused';
				});
				break;
			case 'consumerLayers':
				this.#withLine(notification.consumerId, (line) => (line.layer = notification.spatialLayer));
				break;
			default:
				return;
		}
		this.#publish();
	}

	lines(): readonly ConsumerLine[] {
		return [...this.#lines.values()];
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#room = null;
		this.transportGone();
	}

	#withLine(consumerId: ConsumerId, act: (line: ConsumerLine) => void): void {
		const line = this.lines().find((each) => each.consumerId === consumerId);
		if (line !== undefined) act(line);
	}

	/** Tiles come and go in bursts when a page is drawn. */
	#schedule(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		queueMicrotask(() => {
			this.#scheduled = false;
			this.#reconcile();
		});
	}

	#reconcile(): void {
		if (this.#room === null || this.#me === null) return;
		const visible = visibleSources(this.#room, this.#me);
		const offered = new Set(visible.map(({ source }) => source.producerId));
		for (const [producerId, line] of this.#lines) {
			if (offered.has(producerId)) continue;
			this.#lines.delete(producerId);
			line.close();
		}
		for (const each of visible) this.#follow(each);
		this.#publish();
	}

	#follow(visible: VisibleSource): void {
		const wanted = this.wishes.layerOf(keyOf(visible));
		const line = this.#lines.get(visible.source.producerId);
		if (line !== undefined) line.want(wanted);
		else if (visible.source.kind === 'audio' || wanted !== null) this.#open(visible, wanted);
	}

	#open(visible: VisibleSource, wanted: SpatialLayer | null): void {
		const transport = this.#transport;
		if (transport === null || transport.closed) return;
		if (this.#signalling.connection.read().state !== 'open') return;
		const { producerId } = visible.source;
		const waitMs = (this.#notBefore.get(producerId) ?? 0) - Date.now();
		if (waitMs > 0) {
			this.#again(waitMs);
			return;
		}
		const line = new ConsumerLine(visible, this.#signalling);
		this.#lines.set(producerId, line);
		line.open(transport, wanted).then(
			(open) => {
				if (!open) return;
				// What the page wants may have changed meanwhile.
				line.want(this.wishes.layerOf(keyOf(visible)));
				this.#publish();
			},
			(error: unknown) => this.#failed(line, error),
		);
	}

	#failed(line: ConsumerLine, error: unknown): void {
		line.close();
		if (this.#lines.get(line.producerId) !== line) return;
		this.#lines.delete(line.producerId);
		const code = codeOf(error);
		if (code === 'transport-not-found') this.#transportLost();
		const waitMs = code === 'cannot-consume' ? NEVER_MS : AGAIN_MS;
		this.#notBefore.set(line.producerId, Date.now() + waitMs);
		this.#again(waitMs);
	}

	#again(waitMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#reconcile(), Math.min(waitMs, AGAIN_MS) + 10);
	}

	#publish(): void {
		const before = this.received.read();
		const next = new Map<SourceKey, Received>();
		for (const line of this.#lines.values()) {
			const received = receivedOf(line);
			if (received === null) continue;
			const key = keyOf(line.visible);
			const known = before.get(key);
			next.set(key, known !== undefined && same(known, received) ? known : received);
		}
		const changed = next.size !== before.size || [...next].some(([key, value]) => before.get(key) !== value);
		if (changed) this.received.set(next);
	}
}

const keyOf = ({ owner, source }: VisibleSource): SourceKey => sourceKey(owner.peerId, source.source);

const receivedOf = (line: ConsumerLine): Received | null => {
	if (line.stream === null) return null;
	return {
		peerId: line.visible.owner.peerId,
		source: line.visible.source.source,
		producerId: line.producerId,
		stream: line.stream,
		paused: line.producerPaused,
		layer: line.layer,
	};
};

const same = (a: Received, b: Received): boolean =>
	a.producerId === b.producerId && a.stream === b.stream && a.paused === b.paused && a.layer === b.layer;
