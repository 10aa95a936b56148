import type { PeerId } from '../../ids.ts';
import type { RoomState } from '../roomState.ts';
import { pushesToTalk } from '../stageState.ts';
import type { EventOf, Folds } from './folds.ts';
import { ofPeer } from './folds.ts';
import { allowed, onPeer, onStageState, talkEnded, without, withPeer } from './talking.ts';

type StageEventType = 'hand-raised' | 'hand-lowered' | 'stage-entered' | 'stage-left' | 'muted' | 'unmuted';

const called = ({ stage }: RoomState, peerId: PeerId) => {
	const before = stage.calls.find((each) => each.peerId === peerId) ?? { peerId, times: 0, turns: 0 };
	return [
		...stage.calls.filter((each) => each.peerId !== peerId),
		{ peerId, times: before.times + 1, turns: before.turns + 1 },
	];
};

/** Whoever is called on stage is to speak, whatever silence there was before. */
const entered = (state: RoomState, { peerId }: EventOf<'stage-entered'>, at: number): RoomState => {
	const peer = state.peers.find((each) => each.peerId === peerId);
	if (peer === undefined || peer.presence === 'left' || peer.stageSince !== null) return state;
	const stage = { ...allowed(state.stage, peerId), calls: called(state, peerId) };
	return onPeer({ ...state, stage }, peerId, (each) => ({
		...each,
		stageSince: at,
		handSince: null,
		muted: pushesToTalk(stage, peerId),
	}));
};

/** What the teacher mutes stays so until the teacher says otherwise; what somebody mutes itself, until it likes. */
const muted = (state: RoomState, { peerId, by }: EventOf<'muted'>): RoomState => {
	const ended = talkEnded(state, (held) => held.peerId === peerId);
	const { silenced, quiet } = ended.stage;
	const self = by === peerId;
	const stage = {
		silenced: self || by === null ? silenced : withPeer(silenced, peerId),
		quiet: quiet && {
			...quiet,
			lifted: self ? quiet.lifted : without(quiet.lifted, peerId),
			before: self ? withPeer(quiet.before, peerId) : quiet.before,
		},
	};
	return onPeer(onStageState(ended, stage), peerId, (peer) => ({ ...peer, muted: true }));
};

export const stageFolds: Folds<StageEventType> = {
	'hand-raised': ofPeer((peer, _, at) => ({ ...peer, handSince: peer.handSince ?? at })),
	'hand-lowered': ofPeer((peer) => ({ ...peer, handSince: null })),
	'stage-entered': entered,
	'stage-left': (state, { peerId }) =>
		onPeer(
			talkEnded(state, (held) => held.peerId === peerId),
			peerId,
			(peer) => ({ ...peer, stageSince: null }),
		),
	muted,
	unmuted: (state, { peerId }) =>
		onPeer({ ...state, stage: allowed(state.stage, peerId) }, peerId, (peer) => ({
			...peer,
			// Who holds no key is not heard for all that.
			muted: pushesToTalk(state.stage, peerId),
		})),
};
