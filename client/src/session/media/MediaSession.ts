// All media of one client in one lesson: the Device, a transport each way, what is sent and what is received.
import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import type {
	AnswerOf,
	Notification,
	PeerId,
	RoomState,
	RtpCapabilities,
	TransportId,
} from '@classroom/protocol';
import type { Signalling } from '../signalling/SignallingClient.ts';
import { Store } from '../store.ts';
import type { Unsubscribe } from '../store.ts';
import type { SpatialLayer } from './layers.ts';
import type { StartBitrate } from './encodings.ts';
import { Receiving } from './Receiving.ts';
import { Sending } from './Sending.ts';
import type { OwnTracks } from './Sending.ts';
import { toDeviceCapabilities } from './rtpTypes.ts';
import { TransportKeeper } from './TransportKeeper.ts';
import { receiveCapabilities } from './transportSignalling.ts';
import type { Direction, IceServers } from './transportSignalling.ts';
import { sourceKey } from './wishes.ts';

type JoinAnswer = Pick<
	AnswerOf<'join'>,
	'routerRtpCapabilities' | 'iceServers' | 'transports' | 'consumerIds' | 'peerId'
>;

/** The browser's WebRTC did not start: asked again after this long. */
const LOAD_AGAIN_MS = 3000;

/** What goes through which direction just now. */
export type MediaHealth = Readonly<Record<Direction, boolean>>;

export class MediaSession {
	readonly #handler: () => types.HandlerFactory;
	readonly #sends: boolean;
	readonly #keepers: Readonly<Record<Direction, TransportKeeper>>;
	readonly sending: Sending;
	readonly receiving: Receiving;
	readonly health = new Store<MediaHealth>({ send: true, receive: true });
	/** The browser's WebRTC does not start; it is tried again and again. */
	readonly failing = new Store(false);
	#device: types.Device | null = null;
	#iceServers: IceServers = [];
	/** What the Device was loaded with. */
	#router = '';
	#me: PeerId | null = null;
	#room: RoomState | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `uplink`: null for those who only watch. `handler`: the browser's WebRTC. */
	constructor(signalling: Signalling, uplink: StartBitrate | null, handler: () => types.HandlerFactory) {
		this.#sends = uplink !== null;
		this.#handler = handler;
		this.sending = new Sending(signalling, uplink ?? 500, () => this.#keepers.send.replace());
		this.receiving = new Receiving(signalling, () => this.#keepers.receive.replace());
		const owner = {
			transportUp: (transport: types.Transport) => this.#transportUp(transport),
			transportHealth: (direction: Direction, healthy: boolean) =>
				this.health.change((health) => ({ ...health, [direction]: healthy })),
		};
		this.#keepers = {
			send: new TransportKeeper('send', signalling, owner),
			receive: new TransportKeeper('receive', signalling, owner),
		};
	}

	/** For the join request: what this client can receive, if it knows. */
	capabilities(): RtpCapabilities | null {
		return this.#device === null ? null : receiveCapabilities(this.#device);
	}

	/** For the join request: the transports it still holds. */
	heldTransports(): TransportId[] {
		return [this.#keepers.send.id(), this.#keepers.receive.id()].filter((id) => id !== null);
	}

	/** Joined, for the first time or again; `room` is the state right after. */
	async joined(answer: JoinAnswer, room: RoomState): Promise<void> {
		this.#me = answer.peerId;
		this.#room = room;
		this.#iceServers = answer.iceServers;
		const device = await this.#load(answer.routerRtpCapabilities);
		if (device === null) return;
		if (answer.transports.length > 0) {
			this.sending.cameBack(this.#room, answer.peerId);
			this.receiving.cameBack(answer.consumerIds);
		}
		this.#connect(device, answer.transports);
		// Not `room`: the lesson went on while the Device was loaded.
		this.roomChanged(this.#room);
	}

	/** The server's media is new and empty: so is ours, from the same tracks. */
	async reset(routerRtpCapabilities: RtpCapabilities): Promise<void> {
		this.#dropTransports();
		this.#router = '';
		const device = await this.#load(routerRtpCapabilities);
		if (device !== null) this.#connect(device, []);
	}

	roomChanged(room: RoomState): void {
		if (this.#me === null) return;
		this.#room = room;
		this.sending.roomChanged(room, this.#me);
		this.receiving.roomChanged(room, this.#me);
	}

	setTracks(tracks: OwnTracks): void {
		this.sending.setTracks(tracks);
	}

	/** A tile shows a source at this size, until it takes that back. */
	want(peerId: PeerId, source: 'camera' | 'screen', layer: SpatialLayer): Unsubscribe {
		return this.receiving.wishes.add(sourceKey(peerId, source), layer);
	}

	notified(notification: Notification): void {
		if (notification.type === 'transportClosed') {
			for (const keeper of [this.#keepers.send, this.#keepers.receive]) {
				if (keeper.id() === notification.transportId) keeper.mend();
			}
			return;
		}
		this.receiving.notified(notification);
	}

	networkChanged(): void {
		this.#keepers.send.networkChanged();
		this.#keepers.receive.networkChanged();
	}

	transports(): Readonly<Record<Direction, types.Transport | null>> {
		return { send: this.#keepers.send.transport(), receive: this.#keepers.receive.transport() };
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#me = null;
		this.#router = '';
		this.failing.set(false);
		this.sending.close();
		this.receiving.close();
		this.#keepers.send.close();
		this.#keepers.receive.close();
	}

	#connect(device: types.Device, living: readonly TransportId[]): void {
		const media = { device, iceServers: this.#iceServers };
		this.#keepers.receive.joined(media, living);
		if (this.#sends) this.#keepers.send.joined(media, living);
	}

	#transportUp(transport: types.Transport): void {
		if (transport.direction === 'recv') this.receiving.transportUp(transport);
		else this.sending.transportUp(transport, this.#device?.sendRtpCapabilities ?? {});
	}

	#dropTransports(): void {
		this.sending.transportGone();
		this.receiving.transportGone();
		this.#keepers.send.drop();
		this.#keepers.receive.drop();
	}

	/** The Device for this Router. Null: another one is wanted in the meantime, or it does not start yet. */
	async #load(routerRtpCapabilities: RtpCapabilities): Promise<types.Device | null> {
		const router = JSON.stringify(routerRtpCapabilities);
		if (this.#device !== null && router === this.#router) return this.#device;
		if (this.#device !== null) this.#dropTransports();
		this.#device = null;
		this.#router = router;
		clearTimeout(this.#timer);
		try {
			const device = new Device({ handlerFactory: this.#handler() });
			await device.load({ routerRtpCapabilities: toDeviceCapabilities(routerRtpCapabilities) });
			if (this.#router !== router) return null;
			this.#device = device;
			this.failing.set(false);
			return device;
		} catch {
			if (this.#router !== router) return null;
			this.failing.set(true);
			this.#timer = setTimeout(() => void this.reset(routerRtpCapabilities), LOAD_AGAIN_MS);
			return null;
		}
	}
}
