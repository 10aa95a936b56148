// When a Room goes from one phase to the next by the clock. Pure.
import { OVERRUN_MS, type LessonEvent, type RoomState } from '@classroom/protocol';

type PhaseChange = Extract<LessonEvent, { type: 'phase-changed' }>;

/** Without a teacher, a lesson past its end closes after this long. */
export const EMPTY_OVERRUN_MS = 60_000;

/**
 * The change that is due at `now`, or null. The bell begins teaching whoever is there; past the planned end
 * the lesson runs over while a teacher is there, for {@link OVERRUN_MS} at most. One whose whole time went by
 * while no server ran was not taught: it ends without having begun.
 */
export const dueChange = (state: RoomState, plannedStart: number, now: number): PhaseChange | null => {
	switch (state.phase) {
		case 'waiting':
			if (isOver(state, now)) return change('ended', 'time');
			return now >= plannedStart ? change('teaching', 'bell') : null;
		case 'teaching':
			return now >= state.plannedEnd ? change('overrun', 'time') : null;
		case 'overrun':
			return isOver(state, now) ? change('ended', 'time') : null;
		case 'ended':
			return null;
	}
};

const isOver = (state: RoomState, now: number): boolean =>
	now >= state.plannedEnd + (teacherIsHere(state) ? OVERRUN_MS : EMPTY_OVERRUN_MS);

const change = (phase: PhaseChange['phase'], cause: PhaseChange['cause']): PhaseChange => ({
	type: 'phase-changed',
	phase,
	cause,
});

const teacherIsHere = (state: RoomState): boolean =>
	state.peers.some((peer) => peer.role === 'teacher' && peer.presence === 'here');
