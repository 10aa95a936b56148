import type { PeerState } from '../roomState.ts';
import type { RoomState } from '../roomState.ts';
import type { EventOf, Folds } from './folds.ts';
import { ofPeer } from './folds.ts';
import { startsMuted, talkEnded } from './talking.ts';

type PeerEventType =
	| 'peer-joined'
	| 'peer-lost'
	| 'peer-returned'
	| 'peer-left'
	| 'network-changed'
	| 'quality-changed'
	| 'sending-changed';

const newPeer = (
	{ stage }: RoomState,
	{ peerId, role, subject }: EventOf<'peer-joined'>,
	at: number,
): PeerState => ({
	peerId,
	role,
	subject,
	presence: 'here',
	joinedAt: at,
	handSince: null,
	stageSince: null,
	muted: role === 'classroom' && startsMuted(stage, peerId),
	network: 'fine',
	quality: 'full',
	sources: [],
});

/** A classroom that comes late is counted as if it had been called as often as whoever was called least, of those called. */
const countedFrom = (
	{ stage: { calls } }: RoomState,
	{ peerId, role }: EventOf<'peer-joined'>,
): RoomState['stage']['calls'] => {
	if (role !== 'classroom' || calls.some((each) => each.peerId === peerId)) return calls;
	const called = calls.filter(({ times }) => times > 0).map(({ turns }) => turns);
	const turns = called.length === 0 ? 0 : Math.min(...called);
	return [...calls, { peerId, times: 0, turns }];
};

/** Whoever is gone holds no key, and nobody holds one for it. */
const letsGo = (state: RoomState, { peerId }: Pick<PeerState, 'peerId'>): RoomState =>
	talkEnded(state, (held) => held.peerId === peerId || held.talker === peerId);

const lost = ofPeer((peer) => ({ ...peer, presence: 'lost', network: 'gone' }));
const left = ofPeer((peer) => ({
	...peer,
	presence: 'left',
	handSince: null,
	stageSince: null,
	sources: [],
}));

export const peerFolds: Folds<PeerEventType> = {
	'peer-joined': (state, event, at) => ({
		...state,
		peers: [...state.peers.filter(({ peerId }) => peerId !== event.peerId), newPeer(state, event, at)],
		stage: { ...state.stage, calls: countedFrom(state, event) },
	}),
	'peer-lost': (state, event, at) => lost(letsGo(state, event), event, at),
	'peer-returned': ofPeer((peer) => ({ ...peer, presence: 'here', network: 'fine' })),
	'peer-left': (state, event, at) => left(letsGo(state, event), event, at),
	'network-changed': ofPeer((peer, { network }) => ({ ...peer, network })),
	'quality-changed': ofPeer((peer, { step }) => ({ ...peer, quality: step })),
	'sending-changed': ofPeer(({ sending: _, ...peer }, { step }) =>
		step === 'full' ? peer : { ...peer, sending: step },
	),
};
