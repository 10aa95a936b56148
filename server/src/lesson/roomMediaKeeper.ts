// Keeps a Room's media as its log says: gates microphones, takes away what may no longer be seen, and
// opens everything anew when the Worker under it died.
import {
	maySee,
	microphoneOpen,
	peerById,
	type LogEntry,
	type Notification,
	type PeerId,
	type PeerState,
	type ProducerId,
	type RtpCapabilities,
	type Source,
} from '@classroom/protocol';
import type { MediaNode, PeerMedia, PeerMediaEvents, RoomMedia } from '../media/index.ts';
import { AppError, isAppError, sleep } from '../platform/index.ts';
import type { RoomView } from './roomView.ts';
import type { RoomPeer } from './RoomPeer.ts';

const REOPEN_MS = 100;

export class RoomMediaKeeper {
	readonly #room: RoomView;
	readonly #node: MediaNode;
	#media: RoomMedia | null = null;
	#closed = false;

	constructor(room: RoomView, node: MediaNode) {
		this.#room = room;
		this.#node = node;
	}

	/** Waits for a Worker as long as there is none. Null: the Room closed meanwhile. */
	async open(): Promise<RoomMedia | null> {
		while (!this.#closed) {
			try {
				const media = await this.#node.openRoom();
				this.#media = media;
				media.once('lost', () => void this.#lost());
				return media;
			} catch (error) {
				if (!isAppError(error, 'media-unavailable')) throw error;
				await sleep(this.#room.clock, REOPEN_MS);
			}
		}
		return null;
	}

	/** @throws AppError `media-unavailable` between a Worker's death and the next one's start */
	get rtpCapabilities(): RtpCapabilities {
		return this.#live().rtpCapabilities;
	}

	counts(): { peers: number; producers: number; consumers: number } {
		return this.#media?.counts() ?? { peers: 0, producers: 0, consumers: 0 };
	}

	/** Whether that Producer lives. Null: the media are being opened anew. */
	sends(peerId: PeerId, producerId: ProducerId): boolean | null {
		if (this.#media === null) return null;
		return this.#media.find(peerId)?.sourceOf(producerId) !== undefined;
	}

	/** What the Peer has on this Room's Router. */
	of(peer: RoomPeer): PeerMedia {
		return this.#live().peer(peer.peerId, this.#eventsFor(peer));
	}

	remove(peerId: PeerId): void {
		this.#media?.removePeer(peerId);
	}

	/** Makes media agree with what an entry says. */
	follow(entry: LogEntry): void {
		const { event } = entry;
		switch (event.type) {
			case 'stage-entered':
			case 'stage-left':
			case 'muted':
			case 'unmuted':
			case 'source-resumed':
			case 'talk-mode-changed':
			case 'talk-started':
			case 'talk-ended':
				this.#apply(event.peerId);
				break;
			case 'all-muted':
			case 'all-unmuted':
				this.#gateAll(({ role }) => role === 'classroom');
				break;
			case 'peer-lost':
				this.#closeKeys();
				break;
			case 'peer-left':
				this.remove(event.peerId);
				this.#closeKeys();
				break;
			default:
		}
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#media?.close();
		this.#media = null;
	}

	/**
	 * The gate of one Producer: closed for sound that nobody is to hear. A teacher who mutes the own microphone still
	 * shows films with sound.
	 */
	static gateClosed(owner: PeerState, source: Source): boolean {
		if (source === 'microphone') return !microphoneOpen(owner);
		return source === 'screen-audio' && owner.role !== 'teacher' && !microphoneOpen(owner);
	}

	#apply(peerId: PeerId): void {
		const owner = peerById(this.#room.announced, peerId);
		if (owner === undefined || this.#media?.find(peerId) === undefined) return;
		this.#gate(owner);
		for (const { producerId } of owner.sources) this.#revoke(owner, producerId);
	}

	/** Whoever is gone holds no key any more: see the fold. */
	#closeKeys(): void {
		const { pushing } = this.#room.announced.stage;
		if (pushing.length > 0) this.#gateAll((peer) => pushing.some(({ peerId }) => peerId === peer.peerId));
	}

	#gateAll(which: (peer: PeerState) => boolean): void {
		for (const peer of this.#room.announced.peers) if (which(peer)) this.#gate(peer);
	}

	#gate(owner: PeerState): void {
		const media = this.#media?.find(owner.peerId);
		if (media === undefined) return;
		for (const source of owner.sources) {
			const paused = source.paused || RoomMediaKeeper.gateClosed(owner, source.source);
			media.setProducerPaused(source.producerId, paused).catch((error: unknown) => {
				this.#room.log.debug({ err: error }, 'a producer went while its gate was set');
			});
		}
	}

	#revoke(owner: PeerState, producerId: ProducerId): void {
		const state = this.#room.announced;
		const source = owner.sources.find((each) => each.producerId === producerId);
		if (source === undefined) return;
		this.#media?.revoke(producerId, (viewerId) => {
			const viewer = peerById(state, viewerId);
			return viewer !== undefined && maySee(viewer, owner, source);
		});
	}

	async #lost(): Promise<void> {
		this.#media = null;
		for (const peer of this.#room.peers.values()) peer.media = null;
		if (this.#closed) return;
		this.#room.note({ type: 'media-lost', cause: 'worker-died' });
		const media = await this.open();
		if (media === null) return;
		this.#room.broadcast({ type: 'mediaReset', routerRtpCapabilities: media.rtpCapabilities });
	}

	#live(): RoomMedia {
		if (this.#media === null) throw new AppError('media-unavailable');
		return this.#media;
	}

	#eventsFor(peer: RoomPeer): PeerMediaEvents {
		const room = this.#room;
		const tell = (notification: Notification): void => room.send(peer.peerId, notification);
		const now = (): number => room.clock.now();
		return {
			transportClosed: (transportId) => tell({ type: 'transportClosed', transportId }),
			// When the Worker died, every Producer says so before the Room hears of it: then `media-lost` says it all.
			producerClosed: (producerId) => queueMicrotask(() => this.#producerGone(peer.peerId, producerId)),
			consumerClosed: (consumerId) => tell({ type: 'consumerClosed', consumerId }),
			consumerPaused: (consumerId) => tell({ type: 'consumerPaused', consumerId }),
			consumerResumed: (consumerId) => tell({ type: 'consumerResumed', consumerId }),
			consumerLayers: (consumerId, spatialLayer) =>
				tell({ type: 'consumerLayers', consumerId, spatialLayer }),
			uplinkScore: (score) => peer.network.uplinkScore(score, now()),
			downlinkScore: (score) => peer.network.downlinkScore(score, now()),
			quality: (step, cause) => {
				peer.network.withheld(step !== 'full', now());
				const before = room.closed ? undefined : peerById(room.state, peer.peerId);
				if (before === undefined || before.presence === 'left' || before.quality === step) return;
				room.note({ type: 'quality-changed', peerId: peer.peerId, step, cause });
			},
			sending: (step, cause) => {
				const before = room.closed ? undefined : peerById(room.state, peer.peerId);
				if (before === undefined || before.presence === 'left' || (before.sending ?? 'full') === step) return;
				room.note({ type: 'sending-changed', peerId: peer.peerId, step, cause });
			},
		};
	}

	#producerGone(peerId: PeerId, producerId: ProducerId): void {
		if (this.#room.closed || this.#media === null) return;
		const source = peerById(this.#room.state, peerId)?.sources.find((each) => each.producerId === producerId);
		if (source === undefined) return;
		this.#room.note({
			type: 'source-stopped',
			peerId,
			source: source.source,
			producerId,
			cause: 'peer-gone',
		});
	}
}
