// Lessons as the timetable has them, and everybody's day.
import { z } from 'zod';
import {
	ClassGroupId,
	ClassroomId,
	Day,
	Instant,
	LessonId,
	PersonId,
	RecordingId,
	SchoolId,
	SeriesId,
} from '../ids.ts';
import { line, SearchText } from '../text.ts';
import { LessonKind, LessonStatus, MissedReason, PeerRole, Subject } from '../words.ts';
import { endpoint, page, pageQuery } from './endpoint.ts';

/** A Room opens this long before the bell. */
export const WAITING_MS = 10 * 60_000;
/** A lesson may run over its planned end for this long before the Room closes by itself. */
export const OVERRUN_MS = 15 * 60_000;
/** Longest planned lesson. */
export const LESSON_MAX_MS = 4 * 3_600_000;
/** Shortest planned lesson. */
export const LESSON_MIN_MS = 60_000;

export const PlaceRef = z.object({ classroomId: ClassroomId, name: z.string(), school: z.string() });
export const ClassRef = z.object({ classGroupId: ClassGroupId, name: z.string(), school: z.string() });

const explanation = z.object({ reason: MissedReason, note: z.string().nullable(), at: Instant }).nullable();

/** A school that missed a lesson which others had. */
export const SchoolAbsence = z.object({
	schoolId: SchoolId,
	school: z.string(),
	/** Why, and when that was said; null: nobody has said so. */
	explanation,
	/** The caller may say why. */
	mayExplain: z.boolean(),
});
export type SchoolAbsence = z.infer<typeof SchoolAbsence>;

export const Lesson = z.object({
	lessonId: LessonId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId,
	teacher: z.string(),
	/** Null: the teacher teaches from anywhere. */
	sendingClassroom: PlaceRef.nullable(),
	receivingClassrooms: z.array(PlaceRef),
	classGroups: z.array(ClassRef),
	plannedStart: Instant,
	plannedEnd: Instant,
	status: LessonStatus,
	/** When teaching really began and ended, by the log. */
	startedAt: Instant.nullable(),
	endedAt: Instant.nullable(),
	cancelReason: z.string().nullable(),
	/** Cancelled by a person, or fallen away with a day, with its series, or before another lesson. Null: neither. */
	cancelCause: z.enum(['person', 'calendar', 'series', 'clash']).nullable(),
	/** The series it is of, and when the series has it. Null: a single lesson. */
	series: z.object({ seriesId: SeriesId, from: Instant, until: Instant }).nullable(),
	/** What of it was changed and does not follow its series. */
	own: z.object({ time: z.boolean(), teacher: z.boolean(), rest: z.boolean() }),
	/** The lesson that it makes up for. */
	makesUp: LessonId.nullable(),
	/** Why it did not take place, and when that was said; null: nobody has said so, or it is not missed. */
	explanation,
	/** It did not take place, and the caller may say why. */
	mayExplain: z.boolean(),
	/** It took place, and these missed it: all of them for the county, for a school itself. Left out: none. */
	absences: z.array(SchoolAbsence).exactOptional(),
	/** Null: nothing was recorded. */
	recordingId: RecordingId.nullable(),
	/** How the caller takes part; null: not at all. */
	joinAs: PeerRole.nullable(),
	mayChange: z.boolean(),
	mayReplay: z.boolean(),
});
export type Lesson = z.infer<typeof Lesson>;

const lessonInput = z.strictObject({
	title: line(80),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId,
	sendingClassroomId: ClassroomId.nullable(),
	receivingClassroomIds: z.array(ClassroomId).max(60),
	classGroupIds: z.array(ClassGroupId).max(120),
	plannedStart: Instant,
	/** Planned length in ms, 1 minute to 4 hours. */
	lengthMs: z.int().min(LESSON_MIN_MS, 'out-of-range').max(LESSON_MAX_MS, 'out-of-range'),
});
export type LessonInput = z.infer<typeof lessonInput>;
export { lessonInput as LessonInput };

/** Somebody or something the plan needs is in another lesson then, or used up by it and others. */
export const LessonClash = z.object({
	resource: z.enum(['teacher', 'classroom', 'class', 'link', 'recorder', 'sfu']),
	/** Of the teacher, the school's and the classroom's or class's, or the school whose link is used up; else empty. */
	name: z.string(),
	/** The other lesson's; null where the caller may not know of it. */
	title: z.string().nullable(),
	/** When the other lesson is planned; of what is used up while something is carried, as long as it is. */
	from: Instant,
	until: Instant,
});
export type LessonClash = z.infer<typeof LessonClash>;

/** A day on which those of a lesson have none, by the calendar of its county. */
export const DayClosed = z.object({
	day: Day,
	why: z.enum(['holiday', 'exam', 'closed']),
	/** The day's name or the closure's reason, as whoever entered it wrote it. */
	reason: z.string(),
	/** One that is kept away: the only one that gives the lesson, or one of those that receive it. Null: all are. */
	school: z.string().nullable(),
});
export type DayClosed = z.infer<typeof DayClosed>;

/**
 * Whether a plan fits: `clashes` by start, and, where there are any or its day is `closed`, the nearest starts at which
 * all are free on days that have lessons.
 */
export const LessonFit = z.object({
	clashes: z.array(LessonClash),
	free: z.array(Instant),
	/** Left out: the day has lessons. */
	closed: DayClosed.exactOptional(),
});
export type LessonFit = z.infer<typeof LessonFit>;

/** `note` is required for `other`. */
export const MissedExplanation = z
	.strictObject({
		reason: MissedReason,
		note: line(200).nullable(),
		/** The school that missed a lesson which others had; left out: nobody had it. */
		schoolId: SchoolId.exactOptional(),
	})
	.refine(({ reason, note }) => reason !== 'other' || note !== null, { path: ['note'], message: 'required' });
export type MissedExplanation = z.infer<typeof MissedExplanation>;

const byId = z.strictObject({ lessonId: LessonId });

export const lessonsEndpoints = {
	myDay: endpoint('get', '/api/my-day', "The caller's lessons of one day, by start", {
		query: z.strictObject({ day: Day.exactOptional() }),
		response: z.object({ day: Day, serverNow: Instant, timeZone: z.string(), lessons: z.array(Lesson) }),
	}),
	listLessons: endpoint('get', '/api/lessons', 'Lessons the caller may see, by start', {
		query: z.strictObject({
			...pageQuery,
			from: z.coerce.number().pipe(Instant).exactOptional(),
			until: z.coerce.number().pipe(Instant).exactOptional(),
			search: SearchText.exactOptional(),
			/**
			 * Only those that did not take place, or that a school of the caller's missed; or only those of them of which
			 * nobody has said why.
			 */
			only: z.enum(['missed', 'unexplained']).exactOptional(),
		}),
		response: page(Lesson),
	}),
	readLesson: endpoint('get', '/api/lessons/:lessonId', 'One lesson', { params: byId, response: Lesson }),
	planLesson: endpoint('post', '/api/lessons', 'Plans a lesson', { body: lessonInput, response: Lesson }),
	checkLesson: endpoint('post', '/api/lessons/check', 'Whether a plan fits, before it is saved', {
		body: z.strictObject({
			lesson: lessonInput,
			/** The lesson that is to be changed: it is not in its own way. Null: a new one. */
			lessonId: LessonId.nullable(),
		}),
		response: LessonFit,
	}),
	updateLesson: endpoint('patch', '/api/lessons/:lessonId', 'Changes a planned lesson', {
		params: byId,
		body: lessonInput.extend({
			/** The receiving classrooms when the form was opened: none that has left since is put in again. */
			receivedBefore: z.array(ClassroomId).max(60).exactOptional(),
		}),
		response: Lesson,
	}),
	cancelLesson: endpoint('post', '/api/lessons/:lessonId/cancel', 'Cancels a planned lesson (停课)', {
		params: byId,
		body: z.strictObject({ reason: line(200) }),
		response: Lesson,
	}),
	explainMissed: endpoint(
		'post',
		'/api/lessons/:lessonId/missed-reason',
		'Says why a lesson did not take place, or why a school missed it, as often as somebody knows better',
		{ params: byId, body: MissedExplanation, response: Lesson },
	),
};
