import { isPublic, microphoneOpen, visibleSources } from '@classroom/protocol';
import type { GapCause, LessonEvent, PeerId, ProducerId, RoomState } from '@classroom/protocol';
import type { TrackDescription } from '../recording/trackId.ts';

export type WantedSource = {
	producerId: ProducerId;
	track: TrackDescription;
	/** Nothing comes of it: by its own will, or because its microphone is closed. */
	paused: boolean;
};

/** What is to be recorded now: everything that everyone gets, of the teacher and of whoever is on stage. */
export function wantedSources(state: RoomState, ownPeerId: PeerId): WantedSource[] {
	return visibleSources(state, ownPeerId)
		.filter(({ owner }) => isPublic(owner))
		.map(({ owner, source }) => ({
			producerId: source.producerId,
			paused: source.paused || (source.source === 'microphone' && !microphoneOpen(owner)),
			track: {
				peerId: owner.peerId,
				group: source.source === 'camera' || source.source === 'microphone' ? 'camera' : 'screen',
				role: owner.role === 'teacher' ? 'teacher' : 'stage',
			},
		}));
}

/** Whether a Peer's Tracks go on: the teacher's until the end, others' while they are on stage. */
export function trackGoesOn(state: RoomState, { peerId, role }: TrackDescription): boolean {
	if (role === 'teacher') return true;
	const peer = state.peers.find((each) => each.peerId === peerId);
	return peer !== undefined && peer.presence !== 'left' && isPublic(peer);
}

/** What a source lacks that ended in this way until it is back; null: nothing, it was stopped on purpose. */
export function causeOfStop(
	event: Extract<LessonEvent, { type: 'source-stopped' }>,
	mediaLost: GapCause,
): GapCause | null {
	switch (event.cause) {
		case 'stopped':
			return null;
		case 'peer-gone':
			return 'network-loss';
		case 'media-lost':
			return mediaLost;
	}
}
