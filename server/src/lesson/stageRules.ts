// Who comes on stage and who leaves it for that. Pure.
import {
	onStage,
	OPEN_STAGE_MAX,
	type LessonEvent,
	type PeerId,
	type PeerState,
	type RoomState,
	type StageMode,
} from '@classroom/protocol';
import { AppError } from '../platform/index.ts';

const leaves = (peer: PeerState, by: PeerId): LessonEvent => ({
	type: 'stage-left',
	peerId: peer.peerId,
	by,
});

/**
 * One classroom at a time, so that echo has no way round: whoever was on stage leaves it. In an open discussion they
 * stay, at most {@link OPEN_STAGE_MAX}.
 * @throws AppError `stage-full`
 */
export const bringsOn = (state: RoomState, peerId: PeerId, by: PeerId): LessonEvent[] => {
	const there = onStage(state);
	const enters: LessonEvent = { type: 'stage-entered', peerId, by };
	if (state.stage.mode === 'one') return [...there.map((peer) => leaves(peer, by)), enters];
	if (there.length >= OPEN_STAGE_MAX)
		throw new AppError('stage-full', undefined, { details: { limit: OPEN_STAGE_MAX } });
	return [enters];
};

/**
 * Nobody leaves when a discussion is opened. At its end the one that has been on stage longest stays, as the one with
 * whom the teacher was talking before; one that is here before one whose socket is lost.
 */
export const changesMode = (state: RoomState, mode: StageMode, by: PeerId): LessonEvent[] => {
	if (state.stage.mode === mode) return [];
	const changed: LessonEvent = { type: 'stage-mode-changed', mode, by };
	if (mode === 'open') return [changed];
	const there = onStage(state);
	const stays = there.find(({ presence }) => presence === 'here') ?? there[0];
	return [changed, ...there.filter((peer) => peer !== stays).map((peer) => leaves(peer, by))];
};
