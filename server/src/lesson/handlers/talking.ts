import { mayOpen, pushesToTalk, talkerOf } from '@classroom/protocol';
import { AppError } from '../../platform/index.ts';
import { ownClassroom } from './classroomOf.ts';
import { peerHandler } from './handler.ts';

const talkers = ['classroom', 'assistant'] as const;

export const setTalkMode = peerHandler('setTalkMode', ['classroom'], async ({ room, self }, { talk }) => {
	const before = pushesToTalk(room.state.stage, self.peerId) ? 'push' : 'open';
	if (before !== talk)
		await room.append({ type: 'talk-mode-changed', peerId: self.peerId, talk, by: self.peerId });
	return {};
});

/** Only who may be heard may talk: on stage, and not muted by the teacher. Of two hands on it the first one's holds. */
export const startTalking = peerHandler('startTalking', talkers, async (joined, { peerId }) => {
	const { room, self } = joined;
	const speaker = ownClassroom(joined, peerId);
	const { stage } = room.state;
	if (speaker.stageSince === null) throw new AppError('not-on-stage');
	if (!mayOpen(stage, speaker.peerId)) throw new AppError('muted-by-teacher');
	// Without a key to hold it is open already, or closed by its own hand.
	if (!pushesToTalk(stage, speaker.peerId)) return {};
	if (talkerOf(stage, speaker.peerId) === null)
		await room.append({ type: 'talk-started', peerId: speaker.peerId, by: self.peerId });
	return {};
});

/** Who does not hold it ends nothing: it was over before, or another hand is on it. */
export const stopTalking = peerHandler('stopTalking', talkers, async (joined, { peerId }) => {
	const { room, self } = joined;
	const speaker = ownClassroom(joined, peerId);
	if (talkerOf(room.state.stage, speaker.peerId) === self.peerId)
		await room.append({ type: 'talk-ended', peerId: speaker.peerId, by: self.peerId });
	return {};
});
