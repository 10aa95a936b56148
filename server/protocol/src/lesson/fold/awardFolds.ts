import { STARS_MAX } from '../events/awardEvents.ts';
import type { RoomState } from '../roomState.ts';
import type { EventOf, Folds } from './folds.ts';
import { onTools } from './tools.ts';

const given = (
	state: RoomState,
	{ peerId, classroomId, reason }: EventOf<'star-given'>,
	at: number,
): RoomState => {
	const before = state.tools.awards.find((each) => each.classroomId === classroomId)?.count ?? 0;
	const award = { peerId, classroomId, reason, at, count: Math.min(STARS_MAX, before + 1) };
	const others = state.tools.awards.filter((each) => each.classroomId !== classroomId);
	return onTools(state, { awards: [...others, award] });
};

const takenBack = (state: RoomState, { classroomId }: EventOf<'star-taken-back'>): RoomState =>
	onTools(state, {
		awards: state.tools.awards
			.map((each) => (each.classroomId === classroomId ? { ...each, count: each.count - 1, at: 0 } : each))
			.filter(({ count }) => count > 0),
	});

export const awardFolds: Folds<'star-given' | 'star-taken-back'> = {
	'star-given': given,
	'star-taken-back': takenBack,
};
