import type { PeerState } from '../roomState.ts';
import type { EventOf, Folds } from './folds.ts';
import { ofPeer } from './folds.ts';

type PeerEventType =
	'peer-joined' | 'peer-lost' | 'peer-returned' | 'peer-left' | 'network-changed' | 'quality-changed';

const newPeer = ({ peerId, role, subject }: EventOf<'peer-joined'>, at: number): PeerState => ({
	peerId,
	role,
	subject,
	presence: 'here',
	joinedAt: at,
	handSince: null,
	stageSince: null,
	muted: false,
	network: 'fine',
	quality: 'full',
	sources: [],
});

export const peerFolds: Folds<PeerEventType> = {
	'peer-joined': (state, event, at) => ({
		...state,
		peers: [...state.peers.filter(({ peerId }) => peerId !== event.peerId), newPeer(event, at)],
	}),
	'peer-lost': ofPeer((peer) => ({ ...peer, presence: 'lost', network: 'gone' })),
	'peer-returned': ofPeer((peer) => ({ ...peer, presence: 'here', network: 'fine' })),
	'peer-left': ofPeer((peer) => ({
		...peer,
		presence: 'left',
		handSince: null,
		stageSince: null,
		sources: [],
	})),
	'network-changed': ofPeer((peer, { network }) => ({ ...peer, network })),
	'quality-changed': ofPeer((peer, { step }) => ({ ...peer, quality: step })),
};
