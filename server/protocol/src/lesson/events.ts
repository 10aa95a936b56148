// The lesson log's events: facts, in the past tense, holding ids and references and never names or text.
import { z } from 'zod';
import { Instant, LessonId } from '../ids.ts';
import { attendanceEvents } from './events/attendanceEvents.ts';
import { awardEvents } from './events/awardEvents.ts';
import { callingEvents } from './events/callingEvents.ts';
import { noteEvents } from './events/noteEvents.ts';
import { coursewareEvents } from './events/coursewareEvents.ts';
import { deviceEvents } from './events/deviceEvents.ts';
import { peerEvents } from './events/peerEvents.ts';
import { quizEvents } from './events/quizEvents.ts';
import { recordingEvents } from './events/recordingEvents.ts';
import { roomEvents } from './events/roomEvents.ts';
import { sourceEvents } from './events/sourceEvents.ts';
import { stageEvents } from './events/stageEvents.ts';
import { talkEvents } from './events/talkEvents.ts';
import { teachingEvents } from './events/teachingEvents.ts';
import { timerEvents } from './events/timerEvents.ts';

export const LessonEvent = z.discriminatedUnion('type', [
	...roomEvents,
	...peerEvents,
	...stageEvents,
	...callingEvents,
	...talkEvents,
	...attendanceEvents,
	...sourceEvents,
	...teachingEvents,
	...recordingEvents,
	...quizEvents,
	...timerEvents,
	...awardEvents,
	...noteEvents,
	...coursewareEvents,
	...deviceEvents,
]);
export type LessonEvent = z.infer<typeof LessonEvent>;

/** One line of the log: `(lessonId, seq)` is its key; `seq` counts from 1 without holes. */
export const LogEntry = z.object({
	lessonId: LessonId,
	seq: z.int().min(1),
	at: Instant,
	event: LessonEvent,
});
export type LogEntry = z.infer<typeof LogEntry>;
