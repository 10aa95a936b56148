// The live side of a Peer: its socket and its media. What it *is* stands in the Room's state.
import type { NetworkState, PeerId, PeerRole, PeerSubject, RtpCapabilities } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { PeerMedia } from '../media/index.ts';
import type { CancelTimer } from '../platform/index.ts';
import type { Connection } from './connection.ts';
import { NetworkWatch } from './networkWatch.ts';

export class RoomPeer {
	readonly peerId: PeerId;
	readonly role: PeerRole;
	readonly subject: PeerSubject;
	/** Who sat here last: whoever loses their rights is found by it, also while the socket is lost. */
	caller: Caller;
	/** Null: the socket is gone and may come back. */
	connection: Connection | null = null;
	media: PeerMedia | null = null;
	/** What its browser can receive; null: it receives nothing. */
	rtpCapabilities: RtpCapabilities | null = null;
	/** Ends the wait for its return. */
	cancelGrace: CancelTimer | null = null;
	readonly network: NetworkWatch;

	constructor(
		who: { readonly peerId: PeerId; readonly role: PeerRole; readonly subject: PeerSubject },
		caller: Caller,
		onNetwork: (network: NetworkState, cause: 'uplink' | 'downlink' | 'recovered') => void,
	) {
		this.peerId = who.peerId;
		this.role = who.role;
		this.subject = who.subject;
		this.caller = caller;
		this.network = new NetworkWatch(onNetwork);
	}
}
