// Who gets which source of whom. One rule for the server, which enforces it, and the clients, which ask.
import type { PeerId } from '../ids.ts';
import type { PeerState, RoomState, SourceState } from './roomState.ts';

/** Whether everyone gets this Peer's sources: the teacher always, others while on stage. */
export const isPublic = (peer: PeerState): boolean => peer.role === 'teacher' || peer.stageSince !== null;

/**
 * Whether sound of this Peer passes the server. Off stage every microphone but the teacher's is closed
 * at the server, so that an open microphone in one village is never heard in another.
 */
export const microphoneOpen = (peer: PeerState): boolean => isPublic(peer) && !peer.muted;

/**
 * Whether `viewer` may receive `source` of `owner`: public sources for everyone; besides, the teacher
 * and an inspector see (never hear) the camera of each classroom. Nobody receives itself.
 */
export const maySee = (viewer: PeerState, owner: PeerState, source: SourceState): boolean => {
	if (viewer.peerId === owner.peerId || viewer.presence === 'left') return false;
	if (isPublic(owner)) return true;
	const overseer = viewer.role === 'teacher' || viewer.role === 'inspector';
	return overseer && owner.role === 'classroom' && source.source === 'camera';
};

export interface VisibleSource {
	readonly owner: PeerState;
	readonly source: SourceState;
}

/** Every source that `peerId` may receive now. */
export const visibleSources = (state: RoomState, peerId: PeerId): VisibleSource[] => {
	const viewer = state.peers.find((peer) => peer.peerId === peerId);
	if (viewer === undefined) return [];
	return state.peers.flatMap((owner) =>
		owner.sources.filter((source) => maySee(viewer, owner, source)).map((source) => ({ owner, source })),
	);
};
