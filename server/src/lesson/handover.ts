// When a lesson has to make room for the next one: what is said beforehand, and when it ends. Pure.
import type { ClassroomId, LessonEvent, PlacesNeeded, RoomState } from '@classroom/protocol';

/** The following lesson that first needs somebody or something of this one. */
export interface NextLesson {
	/** UTC ms. */
	readonly startsAt: number;
	/** It has the same teacher. */
	readonly teacher: boolean;
	/** It has one of the same classes. */
	readonly classes: boolean;
	readonly classroomIds: readonly ClassroomId[];
}

/**
 * A lesson is over this long before the bell of the next one, ms: the devices go from one Room to the other by
 * themselves, and are there when it rings. Not when the next Room opens, ten minutes before its bell: breaks are ten
 * minutes long, and no lesson could run over at all.
 */
export const HANDOVER_MS = 60_000;
/** Whoever is in the lesson knows it this long beforehand, ms. */
export const NOTICE_MS = 5 * 60_000;
/** And at least this long, ms, also when the next lesson was planned only now or the server was away. */
export const SHORTEST_NOTICE_MS = 60_000;

/**
 * What there is to say at `now`, or null: that the next lesson needs the places, or that it does not any more. A lesson
 * keeps its places until its booked end (`bookedEnd`: as it was planned, before anybody extended it), whatever follows.
 */
export const dueNotice = (
	state: RoomState,
	bookedEnd: number,
	next: NextLesson | null,
	now: number,
): LessonEvent | null => {
	if (state.phase !== 'teaching' && state.phase !== 'overrun') return null;
	const due = next === null ? null : needOf(bookedEnd, next, now);
	if (due === null || next === null) return state.needed === null ? null : { type: 'places-free' };
	if (state.needed !== null && isSame(state.needed, next)) return null;
	return { type: 'places-needed', ...due };
};

/** Null: too early to say so. */
const needOf = (
	bookedEnd: number,
	{ startsAt, teacher, classes, classroomIds }: NextLesson,
	now: number,
): PlacesNeeded | null => {
	const over = Math.max(bookedEnd, startsAt - HANDOVER_MS);
	if (now < over - NOTICE_MS) return null;
	const endsAt = Math.max(over, now + SHORTEST_NOTICE_MS);
	return { nextStart: startsAt, endsAt, teacher, classes, classroomIds: [...classroomIds] };
};

/** A notice stands as it was given, so that its end does not run away before the clock. */
const isSame = (needed: PlacesNeeded, next: NextLesson): boolean =>
	needed.nextStart === next.startsAt &&
	needed.teacher === next.teacher &&
	needed.classes === next.classes &&
	needed.classroomIds.join(' ') === next.classroomIds.join(' ');
