// Where this client is with its lesson. The page's five states are read from here.
import type {
	ErrorCode,
	LessonCard,
	NameCard,
	PeerId,
	PeerRole,
	PeerState,
	RoomState,
} from '@classroom/protocol';
import { peerById } from '@classroom/protocol';
import type { Names } from './names.ts';

/** What is known of a lesson that was joined. */
export type JoinedLesson = Readonly<{
	me: PeerId;
	role: PeerRole;
	lesson: LessonCard;
	room: RoomState;
	names: Names;
}>;

export type LessonStep =
	/** On the way in, for the first time. `attempt` counts what failed. */
	| { readonly step: 'joining'; readonly attempt: number }
	/** The Room opens ten minutes before the bell; we go in by ourselves. */
	| { readonly step: 'early' }
	| ({ readonly step: 'in' } & JoinedLesson)
	/** It was in, and the connection to the server is gone since `since` (ms, this machine's clock). */
	| ({ readonly step: 'lost'; readonly since: number } & JoinedLesson)
	| { readonly step: 'ended'; readonly lesson: LessonCard | null }
	/** Not let in, or sent away, for good. */
	| { readonly step: 'refused'; readonly code: ErrorCode }
	| { readonly step: 'left' };

export type Joined = Extract<LessonStep, { step: 'in' | 'lost' }>;

export const isJoined = (step: LessonStep): step is Joined => step.step === 'in' || step.step === 'lost';

/** This client's own Peer. */
export const ownPeer = (joined: JoinedLesson): PeerState | undefined => peerById(joined.room, joined.me);

/** What a Peer is called; before its card came it has no name. */
export const nameOf = (joined: JoinedLesson, peerId: PeerId): NameCard =>
	joined.names.get(peerId) ?? { peerId, name: '', school: null };
