// The timetable (课表) as pages show it: many lessons, shortly; which places are free; what a term has and lacks.
import { z } from 'zod';
import {
	ClassGroupId,
	ClassroomId,
	Day,
	Instant,
	LessonId,
	PersonId,
	SchoolId,
	SeriesId,
	TermId,
} from '../ids.ts';
import { Grade, LessonKind, LessonStatus, SchoolKind, Subject } from '../words.ts';
import { Done, endpoint } from './endpoint.ts';
import { DayClosed, LessonClash } from './lessons.ts';

/** As many days are shown at once at the most. */
export const TIMETABLE_MAX_DAYS = 45;

/** A lesson as a card shows it. Names stand once, in the lists beside it. */
export const TimetableLesson = z.object({
	lessonId: LessonId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId,
	sending: ClassroomId.nullable(),
	receiving: z.array(ClassroomId),
	classes: z.array(ClassGroupId),
	from: Instant,
	/** As planned, or as moved while the lesson was on. */
	until: Instant,
	status: LessonStatus,
	/** See `Lesson`. */
	cancelCause: z.enum(['person', 'calendar', 'series', 'clash']).nullable(),
	seriesId: SeriesId.nullable(),
	makesUp: LessonId.nullable(),
	/** What of it was changed and does not follow its series. */
	own: z.object({ time: z.boolean(), teacher: z.boolean() }),
	mayChange: z.boolean(),
});
export type TimetableLesson = z.infer<typeof TimetableLesson>;

export const Timetable = z.object({
	/** By start; without those that their series does not have any more. */
	lessons: z.array(TimetableLesson),
	teachers: z.array(z.object({ personId: PersonId, name: z.string() })),
	classrooms: z.array(
		z.object({ classroomId: ClassroomId, schoolId: SchoolId, name: z.string(), school: z.string() }),
	),
	classes: z.array(
		z.object({ classGroupId: ClassGroupId, schoolId: SchoolId, name: z.string(), school: z.string() }),
	),
});
export type Timetable = z.infer<typeof Timetable>;

const days = { from: Day, /** Included. */ until: Day };

/** Of whom or what a timetable is. */
export const TimetableOf = z.enum(['teacher', 'classroom', 'class', 'school', 'community', 'county']);
export type TimetableOf = z.infer<typeof TimetableOf>;

/** Issues: `until` `end-before-start`, or `out-of-range` past {@link TIMETABLE_MAX_DAYS}; `id` `required`. */
export const TimetableQuery = z.strictObject({
	by: TimetableOf,
	/** Of the teacher, classroom, class, school or community; the county is the caller's. */
	id: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,64}$/, 'bad-format')
		.exactOptional(),
	...days,
});
export type TimetableQuery = z.infer<typeof TimetableQuery>;

/** What a school needs of a subject, lessons a week. */
export const Need = z.strictObject({
	subject: Subject,
	lessons: z.int().min(1, 'out-of-range').max(20, 'out-of-range'),
	/** Whose classes have them, together. None: those who get least from elsewhere. Not given: as it was. */
	grades: z.array(Grade).max(9).exactOptional(),
});
export type Need = z.infer<typeof Need>;

const Weekly = z.object({
	subject: Subject,
	/** Lessons a week on the average of the weeks to come, as the series have it, to two places. */
	perWeek: z.number(),
});

export const SchoolOverview = z.object({
	schoolId: SchoolId,
	name: z.string(),
	kind: SchoolKind,
	/** What the school receives, and what it needs, by subject. */
	subjects: z.array(
		z.object({
			...Weekly.shape,
			/** Null: nobody said. */
			needed: z.int().nullable(),
			/** What is missing of what is needed; 0: nothing. */
			lacking: z.number(),
		}),
	),
	classes: z.array(z.object({ classGroupId: ClassGroupId, name: z.string(), subjects: z.array(Weekly) })),
	/** Lessons it receives that fell away and that nobody made up for. */
	fallenAway: z.int(),
});
export type SchoolOverview = z.infer<typeof SchoolOverview>;

export const TermOverview = z.object({
	/** By name; those that the caller deals with. */
	schools: z.array(SchoolOverview),
	/** Lessons that fell away and that nobody made up for: the first 100, by start. */
	fallenAway: z.array(
		z.object({
			lessonId: LessonId,
			title: z.string(),
			from: Instant,
			cause: z.enum(['person', 'calendar', 'clash']),
			reason: z.string().nullable(),
			schools: z.array(z.string()),
		}),
	),
	mayChangeNeeds: z.boolean(),
});
export type TermOverview = z.infer<typeof TermOverview>;

export const timetableEndpoints = {
	readTimetable: endpoint('get', '/api/timetable', 'Lessons of some days that the caller may see, shortly', {
		query: TimetableQuery,
		response: Timetable,
	}),
	freePlaces: endpoint('get', '/api/lessons/:lessonId/free', 'What is in the way of a lesson, and when', {
		params: z.strictObject({ lessonId: LessonId }),
		query: z.strictObject(days),
		/** By start: its teacher, a classroom or class of it is in another lesson then. */
		response: z.object({
			taken: z.array(LessonClash),
			/** Days on which the lesson cannot be, by day. */
			closed: z.array(DayClosed),
		}),
	}),
	termOverview: endpoint('get', '/api/terms/:termId/overview', 'What a term gives its schools, and lacks', {
		params: z.strictObject({ termId: TermId }),
		response: TermOverview,
	}),
	saveNeeds: endpoint('put', '/api/terms/:termId/needs/:schoolId', 'What a school needs a week', {
		params: z.strictObject({ termId: TermId, schoolId: SchoolId }),
		/** Issue under `needs.<place>.subject`: `duplicate`. */
		body: z.strictObject({ needs: z.array(Need).max(12) }),
		response: Done,
	}),
};
