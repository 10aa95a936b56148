// What a fold of events looks like: one function an event, one map a part of the lesson.
import type { Instant, PeerId } from '../../ids.ts';
import type { LessonEvent } from '../events.ts';
import type { PeerState, RoomState } from '../roomState.ts';

export type EventType = LessonEvent['type'];
export type EventOf<T extends EventType> = { [K in T]: Extract<LessonEvent, { type: K }> & { type: K } }[T];

/** The state after an event; the sequence number is not its business. */
export type Folds<T extends EventType> = {
	readonly [K in T]: (state: RoomState, event: EventOf<K>, at: Instant) => RoomState;
};

/** Changes the Peer that the event names, and nobody else. */
export const ofPeer =
	<E extends { readonly peerId: PeerId }>(change: (peer: PeerState, event: E, at: Instant) => PeerState) =>
	(state: RoomState, event: E, at: Instant): RoomState => ({
		...state,
		peers: state.peers.map((peer) => (peer.peerId === event.peerId ? change(peer, event, at) : peer)),
	});

/** For what happened and leaves the state as it is. */
export const unchanged = (state: RoomState): RoomState => state;
