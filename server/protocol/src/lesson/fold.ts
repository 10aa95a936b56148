// The fold of the lesson log into the state of the Room. Pure; server and clients run the same.
import { assertUnreachable } from '../signalling/envelope.ts';
import type { PeerId } from '../ids.ts';
import type { LessonEvent, LogEntry } from './events.ts';
import type { PeerState, RoomState, SourceState } from './roomState.ts';

/**
 * The state after `entry`. An entry already folded in is passed over, so a resent one does no harm.
 * @throws RangeError when entries before this one are missing: the caller asks for them.
 */
export const fold = (state: RoomState, entry: LogEntry): RoomState => {
	if (entry.seq <= state.seq) return state;
	if (entry.seq !== state.seq + 1) throw new RangeError(`entry ${entry.seq} after ${state.seq}`);
	return { ...apply(state, entry.event, entry.at), seq: entry.seq };
};

const apply = (state: RoomState, event: LessonEvent, at: number): RoomState => {
	switch (event.type) {
		case 'room-opened':
			return {
				...state,
				epoch: event.epoch,
				plannedEnd: event.plannedEnd,
				phaseSince: state.phaseSince || at,
			};
		case 'phase-changed':
			return { ...state, phase: event.phase, phaseSince: at };
		case 'end-moved':
			return { ...state, plannedEnd: event.plannedEnd };
		case 'places-needed': {
			const { type: _, ...needed } = event;
			return { ...state, needed };
		}
		case 'places-free':
			return { ...state, needed: null };
		case 'scene-chosen':
			return { ...state, scene: event.layout };
		case 'media-lost':
			return { ...state, peers: state.peers.map((peer) => ({ ...peer, sources: [] })) };
		case 'recording-started':
			return { ...state, recording: { state: 'on', recordingId: event.recordingId, since: at } };
		case 'recording-stopped':
			return {
				...state,
				recording:
					event.cause === 'recorder-gone'
						? { state: 'interrupted', recordingId: event.recordingId, since: at }
						: { state: 'off' },
			};
		case 'recording-gap':
		case 'chat-posted':
			return state;
		default:
			return applyToPeer(state, event, at);
	}
};

type PeerEvent = Extract<LessonEvent, { peerId: PeerId }> & { type: PeerEventType };
type PeerEventType =
	| 'peer-joined'
	| 'peer-lost'
	| 'peer-returned'
	| 'peer-left'
	| 'hand-raised'
	| 'hand-lowered'
	| 'stage-entered'
	| 'stage-left'
	| 'muted'
	| 'unmuted'
	| 'source-started'
	| 'source-paused'
	| 'source-resumed'
	| 'source-stopped'
	| 'network-changed';

const applyToPeer = (state: RoomState, event: PeerEvent, at: number): RoomState => {
	if (event.type === 'peer-joined') {
		const others = state.peers.filter((peer) => peer.peerId !== event.peerId);
		return { ...state, peers: [...others, newPeer(event, at)] };
	}
	return {
		...state,
		peers: state.peers.map((peer) => (peer.peerId === event.peerId ? changed(peer, event, at) : peer)),
	};
};

const newPeer = (event: Extract<LessonEvent, { type: 'peer-joined' }>, at: number): PeerState => ({
	peerId: event.peerId,
	role: event.role,
	subject: event.subject,
	presence: 'here',
	joinedAt: at,
	handSince: null,
	stageSince: null,
	muted: false,
	network: 'fine',
	sources: [],
});

const changed = (
	peer: PeerState,
	event: Exclude<PeerEvent, { type: 'peer-joined' }>,
	at: number,
): PeerState => {
	switch (event.type) {
		case 'peer-lost':
			return { ...peer, presence: 'lost', network: 'gone' };
		case 'peer-returned':
			return { ...peer, presence: 'here', network: 'fine' };
		case 'peer-left':
			return { ...peer, presence: 'left', handSince: null, stageSince: null, sources: [] };
		case 'hand-raised':
			return { ...peer, handSince: peer.handSince ?? at };
		case 'hand-lowered':
			return { ...peer, handSince: null };
		case 'stage-entered':
			return { ...peer, stageSince: peer.stageSince ?? at, handSince: null, muted: false };
		case 'stage-left':
			return { ...peer, stageSince: null };
		case 'muted':
			return { ...peer, muted: true };
		case 'unmuted':
			return { ...peer, muted: false };
		case 'network-changed':
			return { ...peer, network: event.network };
		case 'source-started':
			return { ...peer, sources: [...without(peer.sources, event), newSource(event, at)] };
		case 'source-stopped':
			return { ...peer, sources: peer.sources.filter((source) => source.producerId !== event.producerId) };
		case 'source-paused':
		case 'source-resumed':
			return {
				...peer,
				sources: peer.sources.map((source) =>
					source.producerId === event.producerId
						? { ...source, paused: event.type === 'source-paused' }
						: source,
				),
			};
		default:
			return assertUnreachable(event);
	}
};

const without = (sources: SourceState[], event: { source: string }): SourceState[] =>
	sources.filter((source) => source.source !== event.source);

const newSource = (event: Extract<LessonEvent, { type: 'source-started' }>, at: number): SourceState => ({
	source: event.source,
	kind: event.kind,
	producerId: event.producerId,
	paused: false,
	since: at,
});
