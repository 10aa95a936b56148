import type { PeerState, RoomState } from '../roomState.ts';
import type { Folds } from './folds.ts';
import { onStageState, startsMuted, talkEnded } from './talking.ts';

type CallingEventType = 'called-at-random' | 'stage-mode-changed' | 'all-muted' | 'all-unmuted';

const isClassroom = (peer: PeerState): boolean => peer.role === 'classroom' && peer.presence !== 'left';

const allMuted = (state: RoomState, at: number): RoomState => {
	const ended = talkEnded(state, () => true);
	const before = ended.stage.quiet?.before ?? mutedThemselves(state);
	return {
		...onStageState(ended, { quiet: { since: at, lifted: [], before } }),
		peers: ended.peers.map((peer) => (isClassroom(peer) ? { ...peer, muted: true } : peer)),
	};
};

/** Those whom no key and no teacher keeps silent. */
const mutedThemselves = ({ peers, stage }: RoomState) =>
	peers
		.filter((peer) => isClassroom(peer) && peer.muted && !startsMuted(stage, peer.peerId))
		.map(({ peerId }) => peerId);

const allUnmuted = (state: RoomState): RoomState => {
	const { quiet } = state.stage;
	if (quiet === null) return state;
	const after = onStageState(state, { quiet: null });
	const opens = (peer: PeerState): boolean =>
		isClassroom(peer) && !quiet.lifted.includes(peer.peerId) && !quiet.before.includes(peer.peerId);
	return {
		...after,
		peers: after.peers.map((peer) =>
			opens(peer) ? { ...peer, muted: startsMuted(after.stage, peer.peerId) } : peer,
		),
	};
};

export const callingFolds: Folds<CallingEventType> = {
	'called-at-random': (state, { peerId }, at) => onStageState(state, { lastRandom: { peerId, at } }),
	'stage-mode-changed': (state, { mode }) => onStageState(state, { mode }),
	'all-muted': (state, _, at) => allMuted(state, at),
	'all-unmuted': allUnmuted,
};
