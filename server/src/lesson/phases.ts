// When a Room goes from one phase to the next by the clock. Pure.
import { OVERRUN_MS, type LessonEvent, type RoomState } from '@classroom/protocol';

type PhaseChange = Extract<LessonEvent, { type: 'phase-changed' }>;

/** A lesson past its end closes when its teacher has been away for this long. */
export const EMPTY_OVERRUN_MS = 60_000;

export interface Clockwork {
	readonly plannedStart: number;
	/** When a teacher was last here; the Room's opening, if none was since: whoever was here may be coming back. */
	readonly teacherSeenAt: number;
}

/**
 * The change that is due at `now`, or null. The bell begins teaching whoever is there; past the planned end
 * the lesson runs over while a teacher is there or was a moment ago, for {@link OVERRUN_MS} at most, and never into
 * the next lesson of its places once that was said (`state.needed`, see handover.ts). One whose whole time went by
 * while no server ran was not taught: it ends without having begun.
 */
export const dueChange = (
	state: RoomState,
	{ plannedStart, teacherSeenAt }: Clockwork,
	now: number,
): PhaseChange | null => {
	switch (state.phase) {
		case 'waiting':
			if (isOver(state, state.plannedEnd, now)) return change('ended', 'time');
			return now >= plannedStart ? change('teaching', 'bell') : null;
		case 'teaching':
			if (isNeeded(state, now)) return change('ended', 'next-lesson');
			return now >= state.plannedEnd ? change('overrun', 'time') : null;
		case 'overrun':
			if (isNeeded(state, now)) return change('ended', 'next-lesson');
			return isOver(state, teacherSeenAt, now) ? change('ended', 'time') : null;
		case 'ended':
			return null;
	}
};

const isNeeded = ({ needed }: RoomState, now: number): boolean => needed !== null && now >= needed.endsAt;

const isOver = (state: RoomState, teacherSeenAt: number, now: number): boolean => {
	if (now >= state.plannedEnd + OVERRUN_MS) return true;
	return !teacherIsHere(state) && now >= Math.max(state.plannedEnd, teacherSeenAt) + EMPTY_OVERRUN_MS;
};

const change = (phase: PhaseChange['phase'], cause: PhaseChange['cause']): PhaseChange => ({
	type: 'phase-changed',
	phase,
	cause,
});

export const teacherIsHere = (state: RoomState): boolean =>
	state.peers.some((peer) => peer.role === 'teacher' && peer.presence === 'here');
