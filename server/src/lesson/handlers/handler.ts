// One signalling request, one handler: who may send it, when, and what it does.
import type {
	answers,
	LessonId,
	PeerRole,
	PeerState,
	RequestOf,
	RequestType,
	RoomPhase,
} from '@classroom/protocol';
import type { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import type { Connection } from '../connection.ts';
import type {
	ChatTexts,
	CoursewareShelf,
	LessonSource,
	Pupils,
	QuizDesk,
	RecorderCalls,
	RecorderConnection,
} from '../ports.ts';
import type { Room } from '../Room.ts';
import type { RoomPeer } from '../RoomPeer.ts';
import type { Rooms } from '../Rooms.ts';
import type { Seat } from '../seat.ts';
import type { IceServers } from '../iceServers.ts';

/** One socket's place in things: what the dispatcher hands to handlers. */
export interface Desk {
	readonly connection: Connection;
	seat: Seat;
	/** Set once this socket has registered as a recorder's control connection. */
	recorder: RecorderConnection | null;
}

export interface LessonServices {
	readonly rooms: Rooms;
	readonly lessons: LessonSource;
	readonly recorders: RecorderCalls;
	readonly chat: ChatTexts;
	readonly quizzes: QuizDesk;
	readonly pupils: Pupils;
	readonly courseware: CoursewareShelf;
	readonly iceServers: IceServers;
}

/** Who may send a request. `roles` are those of the joined Peer; `caller` means before joining. */
export type Access =
	| { readonly kind: 'caller'; readonly callers: readonly Connection['caller']['kind'][] }
	| { readonly kind: 'peer'; readonly roles: readonly PeerRole[]; readonly phases?: readonly RoomPhase[] };

export const everyPeer: readonly PeerRole[] = [
	'teacher',
	'assistant',
	'classroom',
	'viewer',
	'inspector',
	'recorder',
];

/** Written as the gateway has it, so that TypeScript sees they are the same. */
type Answer<T extends RequestType> = z.input<NonNullable<(typeof answers)[T]>>;

/** What a handler of a joined Peer works with. */
export interface Joined {
	readonly desk: Desk;
	readonly services: LessonServices;
	readonly room: Room;
	readonly peer: RoomPeer;
	readonly lessonId: LessonId;
	/** The own state in the fold. */
	readonly self: PeerState;
}

export interface Handler<T extends RequestType> {
	readonly type: T;
	readonly access: Access;
	run(desk: Desk, services: LessonServices, request: RequestOf<T>): Promise<Answer<T>>;
}

/** A request of somebody who has joined, as one of `roles`. */
export const peerHandler = <T extends RequestType>(
	type: T,
	roles: readonly PeerRole[],
	work: (joined: Joined, request: RequestOf<T>) => Promise<Answer<T>>,
	phases?: readonly RoomPhase[],
): Handler<T> => ({
	type,
	access: { kind: 'peer', roles, ...(phases === undefined ? {} : { phases }) },
	run: async (desk, services, request) => await work(joined(desk, services, roles, phases), request),
});

const joined = (
	desk: Desk,
	services: LessonServices,
	roles: readonly PeerRole[],
	phases: readonly RoomPhase[] | undefined,
): Joined => {
	if (desk.seat.kind === 'outside') throw new AppError('not-joined');
	const { room, peer } = desk.seat;
	if (room.closed) throw new AppError(room.ended ? 'lesson-ended' : 'room-not-open');
	if (!roles.includes(peer.role)) throw new AppError('forbidden');
	const { phase } = room.state;
	const inPhase = phases === undefined ? phase !== 'ended' : phases.includes(phase);
	if (!inPhase) throw new AppError(phase === 'ended' ? 'lesson-ended' : 'out-of-order');
	return { desk, services, room, peer, lessonId: room.lessonId, self: room.peerState(peer.peerId) };
};
