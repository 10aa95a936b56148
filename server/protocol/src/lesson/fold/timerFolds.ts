import type { RoomState } from '../roomState.ts';
import type { Folds } from './folds.ts';
import { onTools } from './tools.ts';

type TimerEventType = 'timer-started' | 'timer-extended' | 'timer-stopped' | 'timer-ended';

const changed = (state: RoomState, change: { endsAt?: number; endedAt?: number }): RoomState => {
	const { timer } = state.tools;
	return timer?.endedAt === null ? onTools(state, { timer: { ...timer, ...change } }) : state;
};

export const timerFolds: Folds<TimerEventType> = {
	'timer-started': (state, { seconds }, at) =>
		onTools(state, { timer: { startedAt: at, endsAt: at + seconds * 1000, endedAt: null } }),
	'timer-extended': (state, { seconds }) =>
		changed(state, { endsAt: (state.tools.timer?.endsAt ?? 0) + seconds * 1000 }),
	'timer-stopped': (state) => onTools(state, { timer: null }),
	'timer-ended': (state, _, at) => changed(state, { endedAt: at }),
};
