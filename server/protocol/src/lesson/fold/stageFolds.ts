import type { Folds } from './folds.ts';
import { ofPeer } from './folds.ts';

type StageEventType = 'hand-raised' | 'hand-lowered' | 'stage-entered' | 'stage-left' | 'muted' | 'unmuted';

export const stageFolds: Folds<StageEventType> = {
	'hand-raised': ofPeer((peer, _, at) => ({ ...peer, handSince: peer.handSince ?? at })),
	'hand-lowered': ofPeer((peer) => ({ ...peer, handSince: null })),
	'stage-entered': ofPeer((peer, _, at) => ({
		...peer,
		stageSince: peer.stageSince ?? at,
		handSince: null,
		muted: false,
	})),
	'stage-left': ofPeer((peer) => ({ ...peer, stageSince: null })),
	muted: ofPeer((peer) => ({ ...peer, muted: true })),
	unmuted: ofPeer((peer) => ({ ...peer, muted: false })),
};
