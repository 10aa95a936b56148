import type { Room } from './Room.ts';
import type { RoomPeer } from './RoomPeer.ts';

/** Where a connection stands: outside, or in one Room as one Peer. */
export type Seat =
	{ readonly kind: 'outside' } | { readonly kind: 'joined'; readonly room: Room; readonly peer: RoomPeer };
