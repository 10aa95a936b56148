// What a tile's microphone mark says of somebody else. Pure.
import { isPublic, mayOpen, microphoneOpen, pushesToTalk } from '@classroom/protocol';
import type { PeerState, RoomState } from '@classroom/protocol';

/** On stage: heard, muted, or silent until somebody holds the key; off stage only that the teacher has muted it. */
export const heardOf = ({ stage }: RoomState, peer: PeerState): 'on' | 'off' | 'muted' | undefined => {
	const { peerId, role, stageSince } = peer;
	if (role === 'classroom' && !mayOpen(stage, peerId)) return 'muted';
	if (!isPublic(peer)) return undefined;
	if (microphoneOpen(peer)) return stageSince === null ? undefined : 'on';
	return pushesToTalk(stage, peerId) ? 'off' : 'muted';
};
