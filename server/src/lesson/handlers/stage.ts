import { mayOpen } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { bringsOn } from '../stageRules.ts';
import { assists, classroomNamed, ownClassroom } from './classroomOf.ts';
import { peerHandler } from './handler.ts';

export const raiseHand = peerHandler('raiseHand', ['classroom', 'assistant'], async (joined, { peerId }) => {
	const { room, self } = joined;
	const hand = ownClassroom(joined, peerId);
	if (hand.handSince === null)
		await room.append({ type: 'hand-raised', peerId: hand.peerId, by: self.peerId });
	return {};
});

export const lowerHand = peerHandler(
	'lowerHand',
	['classroom', 'assistant', 'teacher'],
	async (joined, { peerId }) => {
		const { room, self } = joined;
		const hand = classroomNamed(joined, peerId);
		const allowed = hand.peerId === self.peerId || self.role === 'teacher' || assists(joined, hand);
		if (!allowed) throw new AppError('forbidden');
		if (hand.handSince !== null)
			await room.append({ type: 'hand-lowered', peerId: hand.peerId, by: self.peerId });
		return {};
	},
);

export const bringOnStage = peerHandler('bringOnStage', ['teacher'], async ({ room, self }, { peerId }) => {
	const guest = room.peerState(peerId);
	if (guest.role !== 'classroom') throw new AppError('forbidden');
	if (guest.stageSince !== null) return {};
	await room.append(...bringsOn(room.state, peerId, self.peerId));
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
	if (self.role !== 'teacher' && !mayOpen(room.state.stage, peerId)) throw new AppError('muted-by-teacher');
	if (room.peerState(peerId).muted) await room.append({ type: 'unmuted', peerId, by: self.peerId });
	return {};
});

export const chooseScene = peerHandler('chooseScene', ['teacher'], async ({ room, self }, { layout }) => {
	if (room.state.scene !== layout) await room.append({ type: 'scene-chosen', layout, by: self.peerId });
	return {};
});
