import type { EventOf, Folds } from './folds.ts';
import { toolsOver } from './tools.ts';

type RoomEventType =
	'room-opened' | 'phase-changed' | 'end-moved' | 'places-needed' | 'places-free' | 'media-lost';

const needed = ({ type: _, ...places }: EventOf<'places-needed'>) => places;

export const roomFolds: Folds<RoomEventType> = {
	'room-opened': (state, { epoch, plannedEnd }, at) => ({
		...state,
		epoch,
		plannedEnd,
		phaseSince: state.phaseSince || at,
	}),
	'phase-changed': (state, { phase }, at) => ({
		...(phase === 'ended' ? toolsOver(state, at) : state),
		phase,
		phaseSince: at,
	}),
	'end-moved': (state, { plannedEnd }) => ({ ...state, plannedEnd }),
	'places-needed': (state, event) => ({ ...state, needed: needed(event) }),
	'places-free': (state) => ({ ...state, needed: null }),
	'media-lost': (state) => ({
		...state,
		peers: state.peers.map(({ sending: _, ...peer }) => ({ ...peer, sources: [], quality: 'full' as const })),
	}),
};
