import type { ClassroomId, PeerState } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { ownClassroom } from './classroomOf.ts';
import { peerHandler } from './handler.ts';

const counters = ['classroom', 'assistant'] as const;

export const readExpected = peerHandler('readExpected', counters, async (joined, { peerId }) => {
	const classroomId = placeOf(ownClassroom(joined, peerId));
	return { expected: await joined.services.pupils.expectedAt(joined.lessonId, classroomId) };
});

export const takeHeadcount = peerHandler('takeHeadcount', counters, async (joined, { peerId, count }) => {
	const { room, self } = joined;
	const classroomId = placeOf(ownClassroom(joined, peerId));
	const before = room.state.headcounts.find((each) => each.classroomId === classroomId);
	if (before?.count !== count)
		await room.append({ type: 'headcount-taken', classroomId, count, by: self.peerId });
	return {};
});

const placeOf = ({ subject }: PeerState): ClassroomId => {
	if (subject.kind !== 'classroom') throw new AppError('forbidden');
	return subject.classroomId;
};
