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
	const subject = subjectOf(connection.caller);
	const before = room.state.peers.find(
		(peer) => peer.role === request.role && sameSubject(peer.subject, subject),
	);
	const peerId = before?.peerId ?? newId(PeerId);
	await room.names.learn([{ peerId, subject }]);
	const peer = room.peers.get(peerId) ?? newPeer(room, peerId, request.role);
	const older = peer.connection;
	peer.connection = connection;
	peer.cancelGrace?.();
	peer.cancelGrace = null;
	if (request.rtpCapabilities !== null) peer.rtpCapabilities = request.rtpCapabilities;
	room.peers.set(peerId, peer);
	if (older !== null && older !== connection) older.dismiss('replaced');
	const transports = peer.media?.keepTransports(request.transports) ?? [];
	const now = peerById(room.state, peerId);
	if (now === undefined || now.presence === 'left') {
		await room.append({ type: 'peer-joined', peerId, role: request.role, subject });
	} else if (now.presence === 'lost') {
		peer.network.reset();
		await room.append({ type: 'peer-returned', peerId });
	}
	return { peer, transports };
};

/** The socket is gone without a word: its Peer may come back, its media goes on for a while. */
export const loseSeat = (room: Room, peer: RoomPeer, connection: Connection): void => {
	if (peer.connection !== connection || room.closed) return;
	peer.connection = null;
	room.note({ type: 'peer-lost', peerId: peer.peerId }, ...recordingInterrupted(room, peer));
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
	await room.append(...recordingInterrupted(room, peer), {
		type: 'peer-left',
		peerId: peer.peerId,
		cause: 'left',
	});
};

const newPeer = (room: Room, peerId: PeerId, role: PeerRole): RoomPeer =>
	new RoomPeer(peerId, role, (network, cause) => {
		room.note({ type: 'network-changed', peerId, network, cause });
	});

const sourcesGone = (room: Room, peer: RoomPeer) =>
	(peerById(room.state, peer.peerId)?.sources ?? []).map((source) => ({
		type: 'source-stopped' as const,
		peerId: peer.peerId,
		source: source.source,
		producerId: source.producerId,
		cause: 'peer-gone' as const,
	}));

/** A recorder that goes while it records leaves the recording interrupted; it, or another, goes on with it. */
const recordingInterrupted = (room: Room, peer: RoomPeer) => {
	const { recording } = room.state;
	if (peer.role !== 'recorder' || recording.state !== 'on') return [];
	return [
		{
			type: 'recording-stopped' as const,
			recordingId: recording.recordingId,
			cause: 'recorder-gone' as const,
		},
	];
};

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
