// How a Peer loses its seat against its will: nothing of it goes on, neither what it sends nor what it receives.
import type { LessonEvent, RoomState } from '@classroom/protocol';
import type { RoomPeer } from './RoomPeer.ts';
import type { RoomView } from './roomView.ts';

interface Seats extends RoomView {
	readonly peers: Map<RoomPeer['peerId'], RoomPeer>;
	readonly media: { remove(peerId: RoomPeer['peerId']): void };
}

/** Before its socket is closed, which then finds nothing more to take down. */
export const removeFromSeat = (room: Seats, peer: RoomPeer): void => {
	peer.connection = null;
	peer.cancelGrace?.();
	peer.cancelGrace = null;
	peer.media = null;
	room.peers.delete(peer.peerId);
	room.media.remove(peer.peerId);
	room.note(...recordingInterrupted(room.state, peer), {
		type: 'peer-left',
		peerId: peer.peerId,
		cause: 'removed',
	});
};

/** A recorder that goes while it records leaves the recording interrupted; it, or another, goes on with it. */
export const recordingInterrupted = ({ recording }: RoomState, peer: RoomPeer): LessonEvent[] =>
	peer.role !== 'recorder' || recording.state !== 'on'
		? []
		: [{ type: 'recording-stopped', recordingId: recording.recordingId, cause: 'recorder-gone' }];
