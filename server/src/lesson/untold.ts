// What is true of a Room and its log does not say: an entry that could not be written when it happened (a full disk).
// Nobody waits for such entries, so the Room looks for them now and then. Pure.
import type { LessonEvent, PeerId, PeerState, ProducerId, RoomState } from '@classroom/protocol';

/** What there really is. */
export interface Presence {
	/** `seated`: its socket is here; `expected`: the socket is gone and may come back; `gone`: it has no seat. */
	presenceOf(peerId: PeerId): 'seated' | 'expected' | 'gone';
	/** Null: nobody knows, since the media are being opened anew. */
	sends(peerId: PeerId, producerId: ProducerId): boolean | null;
}

export const untold = (state: RoomState, real: Presence): LessonEvent[] =>
	state.phase === 'ended'
		? []
		: [
				...state.peers.flatMap((peer) => [...sourcesGone(peer, real), ...presenceChanged(peer, real)]),
				...recorderGone(state, real),
			];

const presenceChanged = ({ peerId, presence }: PeerState, real: Presence): LessonEvent[] => {
	// Who was lost before this Room was opened has no seat in it and may come back all the same.
	if (presence !== 'here') return [];
	switch (real.presenceOf(peerId)) {
		case 'seated':
			return [];
		case 'expected':
			return [{ type: 'peer-lost', peerId }];
		case 'gone':
			return [{ type: 'peer-left', peerId, cause: 'left' }];
	}
};

const sourcesGone = ({ peerId, sources }: PeerState, real: Presence): LessonEvent[] =>
	sources
		.filter(({ producerId }) => real.sends(peerId, producerId) === false)
		.map(({ source, producerId }) => ({
			type: 'source-stopped',
			peerId,
			source,
			producerId,
			cause: 'peer-gone',
		}));

const recorderGone = ({ recording, peers }: RoomState, real: Presence): LessonEvent[] => {
	if (recording.state !== 'on') return [];
	const recorded = peers.some(
		({ peerId, role }) => role === 'recorder' && real.presenceOf(peerId) === 'seated',
	);
	if (recorded) return [];
	return [{ type: 'recording-stopped', recordingId: recording.recordingId, cause: 'recorder-gone' }];
};
