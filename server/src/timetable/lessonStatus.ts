// Where a lesson is in its life: the plan, what the log says, and the clock.
import type { Instant, LessonStatus } from '@classroom/protocol';
import { OVERRUN_MS, WAITING_MS } from '@classroom/protocol';
import type { LessonRecord } from './lessonRecord.ts';

export type StatusFacts = Pick<
	LessonRecord,
	'plannedStart' | 'plannedEnd' | 'phase' | 'givenAt' | 'cancelledAt'
>;

/**
 * A lesson that nobody began is `waiting` from T−10 to its planned end (a server that was down at the bell still
 * opens it) and `missed` afterwards; so is one whose Room has closed without the lesson being given (missed/given.ts),
 * whether or not its bell rang. One that the log says is on, long after it had to be over, has `ended`: its
 * server died, and the Room that is closed late changes nothing of that.
 */
export const lessonStatus = (lesson: StatusFacts, now: Instant): LessonStatus => {
	if (lesson.cancelledAt !== null) return 'cancelled';
	if (lesson.phase === 'ended') return lesson.givenAt === null ? 'missed' : 'ended';
	if (lesson.phase === 'teaching' || lesson.phase === 'overrun') {
		if (now >= lesson.plannedEnd + OVERRUN_MS) return 'ended';
		return now >= lesson.plannedEnd ? 'overrun' : lesson.phase;
	}
	if (now >= lesson.plannedEnd) return 'missed';
	return now >= lesson.plannedStart - WAITING_MS ? 'waiting' : 'planned';
};

/** Whether the plan may still be changed or cancelled: before teaching began and before the time is over. */
export const isChangeable = (lesson: StatusFacts, now: Instant): boolean => {
	const status = lessonStatus(lesson, now);
	return status === 'planned' || status === 'waiting';
};
