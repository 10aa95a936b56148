import { randomInt } from 'node:crypto';
import { AppError } from '../../platform/index.ts';
import { chooseAtRandom, justCalled } from '../randomCall.ts';
import { bringsOn, changesMode } from '../stageRules.ts';
import { peerHandler } from './handler.ts';

const SEEDS = 2 ** 47;

/** Nothing is awaited between the choice and its entry: of two calls at once the second sees the first. */
export const callAtRandom = peerHandler('callAtRandom', ['teacher'], async ({ room, self }) => {
	const { state, clock } = room;
	const before = justCalled(state, clock.now());
	if (before !== null) return { peerId: before };
	const call = chooseAtRandom(state, room.facts.receivingClassroomIds, randomInt(SEEDS));
	if (call === null) throw new AppError('nobody-to-call');
	await room.append(
		{ type: 'called-at-random', ...call, by: self.peerId },
		...bringsOn(state, call.peerId, self.peerId),
	);
	return { peerId: call.peerId };
});

export const setStageMode = peerHandler('setStageMode', ['teacher'], async ({ room, self }, { mode }) => {
	await room.append(...changesMode(room.state, mode, self.peerId));
	return {};
});

/** Again while it lasts: for those who were allowed to speak meanwhile. */
export const muteAll = peerHandler('muteAll', ['teacher'], async ({ room, self }) => {
	const { quiet } = room.state.stage;
	if (quiet === null || quiet.lifted.length > 0) await room.append({ type: 'all-muted', by: self.peerId });
	return {};
});

export const unmuteAll = peerHandler('unmuteAll', ['teacher'], async ({ room, self }) => {
	if (room.state.stage.quiet !== null) await room.append({ type: 'all-unmuted', by: self.peerId });
	return {};
});
