import { onStage, type LessonEvent, type PeerId, type PeerState } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { peerHandler, type Joined } from './handler.ts';

/** A classroom's own hand, or the one that `peerId` names. */
const handOf = ({ self, room }: Joined, peerId: PeerId | undefined): PeerState => {
	const hand = peerId === undefined ? self : room.peerState(peerId);
	if (hand.role !== 'classroom') throw new AppError('forbidden');
	return hand;
};

/** An assistant stands in one of the receiving schools and may lift the hand of that school's classroom. */
const assists = ({ desk, room }: Joined, hand: PeerState): boolean => {
	const { caller } = desk.connection;
	const { subject } = hand;
	if (caller.kind !== 'person' || caller.role !== 'assistant' || subject.kind !== 'classroom') return false;
	return room.facts.classrooms.some(
		(classroom) => classroom.classroomId === subject.classroomId && classroom.schoolId === caller.schoolId,
	);
};

export const raiseHand = peerHandler('raiseHand', ['classroom', 'assistant'], async (joined, { peerId }) => {
	const { room, self } = joined;
	const hand = handOf(joined, peerId);
	if (hand.peerId !== self.peerId && !assists(joined, hand)) throw new AppError('forbidden');
	if (hand.handSince === null)
		await room.append({ type: 'hand-raised', peerId: hand.peerId, by: self.peerId });
	return {};
});

export const lowerHand = peerHandler(
	'lowerHand',
	['classroom', 'assistant', 'teacher'],
	async (joined, { peerId }) => {
		const { room, self } = joined;
		const hand = handOf(joined, peerId);
		const allowed = hand.peerId === self.peerId || self.role === 'teacher' || assists(joined, hand);
		if (!allowed) throw new AppError('forbidden');
		if (hand.handSince !== null)
			await room.append({ type: 'hand-lowered', peerId: hand.peerId, by: self.peerId });
		return {};
	},
);

/** One classroom at a time, so that echo has no way round: whoever was on stage leaves it. */
export const bringOnStage = peerHandler('bringOnStage', ['teacher'], async ({ room, self }, { peerId }) => {
	const guest = room.peerState(peerId);
	if (guest.role !== 'classroom') throw new AppError('forbidden');
	if (guest.stageSince !== null) return {};
	const leaving = onStage(room.state).map((peer): LessonEvent => ({
		type: 'stage-left',
		peerId: peer.peerId,
		by: self.peerId,
	}));
	await room.append(...leaving, { type: 'stage-entered', peerId, by: self.peerId });
	return {};
});

export const takeOffStage = peerHandler(
	'takeOffStage',
	['teacher', 'classroom'],
	async ({ room, self }, { peerId }) => {
		if (self.role !== 'teacher' && peerId !== self.peerId) throw new AppError('forbidden');
		if (room.peerState(peerId).stageSince === null) throw new AppError('not-on-stage');
		await room.append({ type: 'stage-left', peerId, by: self.peerId });
		return {};
	},
);

export const mute = peerHandler('mute', ['teacher', 'classroom'], async ({ room, self }, { peerId }) => {
	if (self.role !== 'teacher' && peerId !== self.peerId) throw new AppError('forbidden');
	if (!room.peerState(peerId).muted) await room.append({ type: 'muted', peerId, by: self.peerId });
	return {};
});

export const unmute = peerHandler('unmute', ['teacher', 'classroom'], async ({ room, self }, { peerId }) => {
	if (self.role !== 'teacher' && peerId !== self.peerId) throw new AppError('forbidden');
	if (room.peerState(peerId).muted) await room.append({ type: 'unmuted', peerId, by: self.peerId });
	return {};
});

export const muteAll = peerHandler('muteAll', ['teacher'], async ({ room, self }) => {
	const loud = room.state.peers.filter(
		(peer) => peer.role === 'classroom' && !peer.muted && peer.presence !== 'left',
	);
	await room.append(
		...loud.map((peer): LessonEvent => ({ type: 'muted', peerId: peer.peerId, by: self.peerId })),
	);
	return {};
});

export const chooseScene = peerHandler('chooseScene', ['teacher'], async ({ room, self }, { layout }) => {
	if (room.state.scene !== layout) await room.append({ type: 'scene-chosen', layout, by: self.peerId });
	return {};
});
