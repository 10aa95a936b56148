// What there is to tell of a lesson, and since when. Pure: of the plan, what the log says, and the clock.
import type { Instant, LessonNotice } from '@classroom/protocol';
import { OVERRUN_MS, WAITING_MS } from '@classroom/protocol';
import type { LessonRecord } from '../timetable/index.ts';
import { lessonStatus } from '../timetable/index.ts';

export type NoticeFacts = Pick<
	LessonRecord,
	| 'lessonId'
	| 'plannedStart'
	| 'plannedEnd'
	| 'createdAt'
	| 'changedAt'
	| 'revision'
	| 'cancelledAt'
	| 'phase'
	| 'startedAt'
	| 'givenAt'
	| 'endedAt'
	| 'recordingId'
>;

export interface DueNotice {
	readonly notice: LessonNotice;
	/** The same whenever and wherever it is found again: nobody is told twice. */
	readonly key: string;
	/** When it came to pass. */
	readonly at: Instant;
}

/**
 * Everything that has come to pass with the lesson by `now`. Of changes only the last is known: several that were
 * made before anybody looked are told as one.
 */
export const noticesOf = (lesson: NoticeFacts, recordedAt: Instant | null, now: Instant): DueNotice[] => {
	const status = lessonStatus(lesson, now);
	const { lessonId, plannedStart, plannedEnd, revision, cancelledAt, startedAt, endedAt } = lesson;
	const due: DueNotice[] = [];
	const tell = (notice: LessonNotice, at: Instant | null, which = ''): void => {
		if (at !== null && at <= now) due.push({ notice, at, key: `${lessonId} ${notice}${which}` });
	};
	tell('planned', lesson.createdAt);
	if (cancelledAt === null && revision > 0) tell('changed', lesson.changedAt, ` ${revision}`);
	// One that was taken back may be cancelled again.
	tell('cancelled', cancelledAt, ` ${cancelledAt}`);
	// A lesson that is put off starts again; after the bell nobody needs to be told that it will ring.
	if (status === 'waiting' && now < plannedStart)
		tell('starting', plannedStart - WAITING_MS, ` ${plannedStart}`);
	tell('started', startedAt);
	if (status === 'missed') tell('missed', endedAt ?? plannedEnd, ` ${plannedStart}`);
	if (status === 'ended') tell('ended', endedAt ?? plannedEnd + OVERRUN_MS);
	if (status === 'ended' && lesson.recordingId !== null) tell('recorded', recordedAt);
	return due;
};
