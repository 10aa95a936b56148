// The media of one Room: a Router and what each Peer has on it. Lives on one Worker and dies with it.
import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { RtpCapabilities, type PeerId, type ProducerId } from '@classroom/protocol';
import type { Log } from '../platform/index.ts';
import { LayerRates } from './ladder/LayerRates.ts';
import type { MediaLimits } from './mediaLimits.ts';
import { PeerMedia } from './PeerMedia.ts';
import type { PeerMediaEvents } from './peerMediaEvents.ts';
import type { MeasuredTransport } from './traffic.ts';
import { withoutUndefined } from './withoutUndefined.ts';

export class RoomMedia extends EventEmitter<{ lost: [] }> {
	/** What clients load their Device with. */
	readonly rtpCapabilities: RtpCapabilities;
	readonly #router: types.Router;
	readonly #webRtcServer: types.WebRtcServer;
	readonly #limits: MediaLimits;
	readonly #log: Log;
	readonly #peers = new Map<PeerId, PeerMedia>();
	readonly #rates: LayerRates;
	#closed = false;

	constructor(router: types.Router, webRtcServer: types.WebRtcServer, limits: MediaLimits, log: Log) {
		super();
		this.#router = router;
		this.#webRtcServer = webRtcServer;
		this.#limits = limits;
		this.#log = log;
		this.#rates = new LayerRates((producerId) => this.#producer(producerId), limits.clock);
		this.rtpCapabilities = RtpCapabilities.parse(withoutUndefined(router.rtpCapabilities));
		router.once('workerclose', () => this.#workerClosed());
	}

	get closed(): boolean {
		return this.#closed;
	}

	/** What `peerId` has here; made when it has nothing yet. */
	peer(peerId: PeerId, events: PeerMediaEvents): PeerMedia {
		const existing = this.#peers.get(peerId);
		if (existing !== undefined) return existing;
		const media = new PeerMedia(
			this.#router,
			this.#webRtcServer,
			this.#limits,
			this.#rates,
			events,
			this.#log,
		);
		this.#peers.set(peerId, media);
		return media;
	}

	find(peerId: PeerId): PeerMedia | undefined {
		return this.#peers.get(peerId);
	}

	/** Closes everything that `peerId` has here. */
	removePeer(peerId: PeerId): void {
		this.#peers.get(peerId)?.close();
		this.#peers.delete(peerId);
	}

	/** Closes the Consumers of one Producer at everybody who may no longer receive it. */
	revoke(producerId: ProducerId, stillAllowed: (peerId: PeerId) => boolean): void {
		for (const [peerId, media] of this.#peers) {
			if (!stillAllowed(peerId)) media.closeConsumersOf(producerId);
		}
	}

	transports(): MeasuredTransport[] {
		return [...this.#peers.values()].flatMap((peer) => peer.transports());
	}

	counts(): { peers: number; producers: number; consumers: number } {
		const all = [...this.#peers.values()].map((peer) => peer.counts());
		return {
			peers: all.length,
			producers: all.reduce((sum, each) => sum + each.producers, 0),
			consumers: all.reduce((sum, each) => sum + each.consumers, 0),
		};
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const media of this.#peers.values()) media.close();
		this.#peers.clear();
		this.#router.close();
	}

	#producer(producerId: ProducerId): types.Producer | undefined {
		for (const peer of this.#peers.values()) {
			const producer = peer.producer(producerId);
			if (producer !== undefined) return producer;
		}
		return undefined;
	}

	#workerClosed(): void {
		if (this.#closed) return;
		this.#closed = true;
		for (const media of this.#peers.values()) media.close();
		this.#peers.clear();
		this.emit('lost');
	}
}
