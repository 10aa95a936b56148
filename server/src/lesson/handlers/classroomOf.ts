import type { PeerId, PeerState } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import type { Joined } from './handler.ts';

/** Oneself, or the classroom that `peerId` names. @throws AppError `peer-not-found`, `forbidden` for no classroom */
export const classroomNamed = ({ self, room }: Joined, peerId: PeerId | undefined): PeerState => {
	const named = peerId === undefined ? self : room.peerState(peerId);
	if (named.role !== 'classroom') throw new AppError('forbidden');
	return named;
};

/** An assistant stands in one of the receiving schools and acts for that school's classroom. */
export const assists = ({ desk, room }: Joined, { subject }: PeerState): boolean => {
	const { caller } = desk.connection;
	if (caller.kind !== 'person' || caller.role !== 'assistant' || subject.kind !== 'classroom') return false;
	return room.facts.classrooms.some(
		(classroom) => classroom.classroomId === subject.classroomId && classroom.schoolId === caller.schoolId,
	);
};

/** The classroom for which the caller may speak: itself, or the one it assists. @throws AppError as above */
export const ownClassroom = (joined: Joined, peerId: PeerId | undefined): PeerState => {
	const named = classroomNamed(joined, peerId);
	if (named.peerId !== joined.self.peerId && !assists(joined, named)) throw new AppError('forbidden');
	return named;
};
