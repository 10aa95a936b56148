// What folds of the stage have in common. Pure.
import type { PeerId } from '../../ids.ts';
import type { PeerState, RoomState } from '../roomState.ts';
import { mayOpen, pushesToTalk, type StageState } from '../stageState.ts';

export const without = (list: readonly PeerId[], peerId: PeerId): PeerId[] =>
	list.filter((each) => each !== peerId);

export const withPeer = (list: readonly PeerId[], peerId: PeerId): PeerId[] => [
	...without(list, peerId),
	peerId,
];

export const onPeer = (
	state: RoomState,
	peerId: PeerId,
	change: (peer: PeerState) => PeerState,
): RoomState => ({
	...state,
	peers: state.peers.map((peer) => (peer.peerId === peerId ? change(peer) : peer)),
});

export const onStageState = (state: RoomState, change: Partial<StageState>): RoomState => ({
	...state,
	stage: { ...state.stage, ...change },
});

/** Muted as soon as it is here: it may not speak, or not without holding a key. */
export const startsMuted = (stage: StageState, peerId: PeerId): boolean =>
	!mayOpen(stage, peerId) || pushesToTalk(stage, peerId);

/** The teacher lets it speak, which also lifts a silence of all for it. */
export const allowed = (stage: StageState, peerId: PeerId): StageState => ({
	...stage,
	silenced: without(stage.silenced, peerId),
	quiet: stage.quiet && {
		...stage.quiet,
		lifted: withPeer(stage.quiet.lifted, peerId),
		before: without(stage.quiet.before, peerId),
	},
});

/** Nobody holds the key of these any more: their microphones are closed. */
export const talkEnded = (
	state: RoomState,
	which: (held: StageState['pushing'][number]) => boolean,
): RoomState => {
	const over = state.stage.pushing.filter((held) => held.talker !== null && which(held));
	if (over.length === 0) return state;
	const closed = new Set(over.map(({ peerId }) => peerId));
	const pushing = state.stage.pushing.map((held) =>
		closed.has(held.peerId) ? { ...held, talker: null } : held,
	);
	return {
		...state,
		stage: { ...state.stage, pushing },
		peers: state.peers.map((peer) => (closed.has(peer.peerId) ? { ...peer, muted: true } : peer)),
	};
};
