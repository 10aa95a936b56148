import type { PeerId } from '../../ids.ts';
import type { RoomState } from '../roomState.ts';
import { mayOpen } from '../stageState.ts';
import type { EventOf, Folds } from './folds.ts';
import { onPeer, onStageState, talkEnded } from './talking.ts';

type TalkEventType = 'talk-mode-changed' | 'talk-started' | 'talk-ended';

const others = ({ stage }: RoomState, peerId: PeerId) =>
	stage.pushing.filter((held) => held.peerId !== peerId);

const modeChanged = (state: RoomState, { peerId, talk }: EventOf<'talk-mode-changed'>): RoomState => {
	const rest = others(state, peerId);
	const push = talk === 'push';
	const pushing = push ? [...rest, { peerId, talker: null }] : rest;
	return onPeer(onStageState(state, { pushing }), peerId, (peer) => ({
		...peer,
		muted: push || !mayOpen(state.stage, peerId),
	}));
};

export const talkFolds: Folds<TalkEventType> = {
	'talk-mode-changed': modeChanged,
	'talk-started': (state, { peerId, by }) => {
		const pushing = [...others(state, peerId), { peerId, talker: by }];
		return onPeer(onStageState(state, { pushing }), peerId, (peer) => ({ ...peer, muted: false }));
	},
	'talk-ended': (state, { peerId }) => talkEnded(state, (held) => held.peerId === peerId),
};
