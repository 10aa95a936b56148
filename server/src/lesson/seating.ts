// How a socket takes its seat in a Room and how it leaves it: joining, coming back, being replaced, getting lost.
import {
	peerById,
	PeerId,
	type PeerRole,
	type PeerSubject,
	type RequestOf,
	type TransportId,
} from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import { AppError, newId } from '../platform/index.ts';
import type { Connection } from './connection.ts';
import { recordingInterrupted } from './removal.ts';
import type { Room } from './Room.ts';
import { RoomPeer } from './RoomPeer.ts';

/** How long media of a Peer without socket goes on; then its sources are taken down. */
export const MEDIA_GRACE_MS = 75_000;

export interface Seated {
	readonly peer: RoomPeer;
	/** Which of the transports that the client holds still live. */
	readonly transports: TransportId[];
}

/** Seats `connection` as the Peer it is, or was before. */
export const takeSeat = async (
	room: Room,
	connection: Connection,
	request: RequestOf<'join'>,
): Promise<Seated> => {
	if (connection.closed) throw new AppError('not-joined', 'the socket closed meanwhile');
	// Nothing is awaited until the seat is taken: of two sockets that come at once, the second replaces the first.
	const peer = seatFor(room, connection, request.role);
	const { peerId, subject } = peer;
	const older = peer.connection;
	peer.connection = connection;
	peer.caller = connection.caller;
	peer.cancelGrace?.();
	peer.cancelGrace = null;
	if (request.rtpCapabilities !== null) peer.rtpCapabilities = request.rtpCapabilities;
	room.peers.set(peerId, peer);
	if (older !== null && older !== connection) older.dismiss('replaced');
	const transports = peer.media?.keepTransports(request.transports) ?? [];
	try {
		await room.names.learn([{ peerId, subject }]);
		if (peer.connection !== connection) throw new AppError('replaced');
		await noteArrival(room, peer);
	} catch (error) {
		withdraw(room, peer, connection);
		throw error;
	}
	return { peer, transports };
};

const noteArrival = async (room: Room, { peerId, role, subject, network }: RoomPeer): Promise<void> => {
	const now = peerById(room.state, peerId);
	if (now === undefined || now.presence === 'left') {
		await room.append({ type: 'peer-joined', peerId, role, subject });
	} else if (now.presence === 'lost') {
		network.reset();
		await room.append({ type: 'peer-returned', peerId });
	} else {
		// Another page of the same one has come: it holds no key.
		const { pushing } = room.state.stage;
		const held = pushing.filter(({ talker }) => talker === peerId);
		await room.append(
			...held.map((each) => ({ type: 'talk-ended' as const, peerId: each.peerId, by: null })),
		);
	}
};

/** Joining came to nothing after all: as if this socket had dropped. */
export const withdraw = (room: Room, peer: RoomPeer, connection: Connection): void => {
	if (peer.connection !== connection || room.closed) return;
	const now = peerById(room.state, peer.peerId);
	if (now !== undefined && now.presence !== 'left') {
		loseSeat(room, peer, connection);
		return;
	}
	peer.connection = null;
	room.peers.delete(peer.peerId);
};

/** The Peer that this caller is in this role, was before, or is about to be. */
const seatFor = (room: Room, connection: Connection, role: PeerRole): RoomPeer => {
	const subject = subjectOf(connection.caller);
	const same = (peer: { readonly role: PeerRole; readonly subject: PeerSubject }): boolean =>
		peer.role === role && sameSubject(peer.subject, subject);
	const seated = [...room.peers.values()].find(same);
	if (seated !== undefined) return seated;
	const peerId = room.state.peers.find(same)?.peerId ?? newId(PeerId);
	return new RoomPeer({ peerId, role, subject }, connection.caller, (network, cause) => {
		room.note({ type: 'network-changed', peerId, network, cause });
	});
};

/** The socket is gone without a word: its Peer may come back, its media goes on for a while. */
export const loseSeat = (room: Room, peer: RoomPeer, connection: Connection): void => {
	if (peer.connection !== connection || room.closed) return;
	peer.connection = null;
	room.note({ type: 'peer-lost', peerId: peer.peerId }, ...recordingInterrupted(room.state, peer));
	peer.cancelGrace = room.clock.setTimeout(() => {
		room.media.remove(peer.peerId);
		peer.media = null;
		room.note(...sourcesGone(room, peer));
	}, MEDIA_GRACE_MS);
};

/** The Peer leaves for good, as it said. */
export const giveUpSeat = async (room: Room, peer: RoomPeer): Promise<void> => {
	peer.connection = null;
	peer.cancelGrace?.();
	room.peers.delete(peer.peerId);
	const state = peerById(room.state, peer.peerId);
	if (state === undefined || state.presence === 'left') return;
	await room.append(...recordingInterrupted(room.state, peer), {
		type: 'peer-left',
		peerId: peer.peerId,
		cause: 'left',
	});
};

const sourcesGone = (room: Room, peer: RoomPeer) =>
	(peerById(room.state, peer.peerId)?.sources ?? []).map((source) => ({
		type: 'source-stopped' as const,
		peerId: peer.peerId,
		source: source.source,
		producerId: source.producerId,
		cause: 'peer-gone' as const,
	}));

const subjectOf = (caller: Caller): PeerSubject => {
	switch (caller.kind) {
		case 'person':
			return { kind: 'person', personId: caller.personId };
		case 'classroom':
			return { kind: 'classroom', classroomId: caller.classroomId };
		case 'service':
			return { kind: 'service', service: caller.service };
		case 'anonymous':
			throw new AppError('signed-out');
	}
};

const sameSubject = (a: PeerSubject, b: PeerSubject): boolean =>
	JSON.stringify(key(a)) === JSON.stringify(key(b));

const key = (subject: PeerSubject): [string, string] => {
	switch (subject.kind) {
		case 'person':
			return ['person', subject.personId];
		case 'classroom':
			return ['classroom', subject.classroomId];
		case 'service':
			return ['service', subject.service];
	}
};
