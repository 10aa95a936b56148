// The live side of a Peer: its socket and its media. What it *is* stands in the Room's state.
import type { NetworkState, PeerId, PeerRole, RtpCapabilities } from '@classroom/protocol';
import type { PeerMedia } from '../media/index.ts';
import type { CancelTimer } from '../platform/index.ts';
import type { Connection } from './connection.ts';
import { NetworkWatch } from './networkWatch.ts';

export class RoomPeer {
	readonly peerId: PeerId;
	readonly role: PeerRole;
	/** Null: the socket is gone and may come back. */
	connection: Connection | null = null;
	media: PeerMedia | null = null;
	/** What its browser can receive; null: it receives nothing. */
	rtpCapabilities: RtpCapabilities | null = null;
	/** Ends the wait for its return. */
	cancelGrace: CancelTimer | null = null;
	readonly network: NetworkWatch;

	constructor(
		peerId: PeerId,
		role: PeerRole,
		onNetwork: (network: NetworkState, cause: 'uplink' | 'downlink' | 'recovered') => void,
	) {
		this.peerId = peerId;
		this.role = role;
		this.network = new NetworkWatch(onNetwork);
	}
}
