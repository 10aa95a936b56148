// Who hangs where on the wall. Pure.
import type { Lesson, PeerId, PeerState, RoomState } from '@classroom/protocol';

type Place = Lesson['receivingClassrooms'][number];

export type WallTile =
	| {
			readonly kind: 'here';
			readonly peer: PeerState;
			/** Place in the line of hands, from 1. */ readonly hand: number | undefined;
	  }
	/** Ought to take part and has not come. */
	| { readonly kind: 'missing'; readonly place: Place };

/** Whether one of the names has the text in it, however it is written; nothing written is in every name. */
export const nameContains = (names: readonly string[], text: string): boolean => {
	const sought = plain(text);
	return names.some((name) => plain(name).includes(sought));
};

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** Further up with a smaller one. */
const rank = (peer: PeerState): number => {
	if (peer.handSince !== null) return 0;
	return peer.stageSince !== null ? 1 : 2;
};

/**
 * Hands first (the longest first), then the stage, then everyone in the order of the plan, who is missing last: tiles
 * move only when a hand or the stage does, so that a teacher finds a school where it was.
 */
export const wallTiles = (room: RoomState, places: readonly Place[]): WallTile[] => {
	const peers = room.peers.filter((peer) => peer.role === 'classroom' && peer.presence !== 'left');
	const placeOf = (peer: PeerState): number => {
		const { subject } = peer;
		if (subject.kind !== 'classroom') return places.length;
		const index = places.findIndex((place) => place.classroomId === subject.classroomId);
		return index < 0 ? places.length : index;
	};
	const hands = peers
		.filter((peer) => peer.handSince !== null)
		.sort((a, b) => (a.handSince ?? 0) - (b.handSince ?? 0))
		.map((peer) => peer.peerId);
	const handOf = (peerId: PeerId): number | undefined => {
		const index = hands.indexOf(peerId);
		return index < 0 ? undefined : index + 1;
	};
	const here = [...peers]
		.sort(
			(a, b) =>
				rank(a) - rank(b) ||
				(handOf(a.peerId) ?? 0) - (handOf(b.peerId) ?? 0) ||
				placeOf(a) - placeOf(b) ||
				a.joinedAt - b.joinedAt,
		)
		.map((peer): WallTile => ({ kind: 'here', peer, hand: handOf(peer.peerId) }));
	const present = new Set(
		peers.map((peer) => (peer.subject.kind === 'classroom' ? peer.subject.classroomId : undefined)),
	);
	const missing = places
		.filter((place) => !present.has(place.classroomId))
		.map((place): WallTile => ({ kind: 'missing', place }));
	return [...here, ...missing];
};
