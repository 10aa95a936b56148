// One socket of one caller, without a word of socket.io.
import type { ErrorCode, Notification } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { Room } from './Room.ts';
import type { RoomPeer } from './RoomPeer.ts';

export interface Connection {
	readonly id: string;
	readonly caller: Caller;
	send(notification: Notification): void;
	/** Tells the client not to come back by itself, and closes. */
	dismiss(code: ErrorCode): void;
}

/** Where a connection stands: outside, or in one Room as one Peer. */
export type Seat =
	{ readonly kind: 'outside' } | { readonly kind: 'joined'; readonly room: Room; readonly peer: RoomPeer };
