// Series (系列课): lessons that come back every week, or in some weeks, of a term.
import { z } from 'zod';
import { ClassGroupId, ClassroomId, Day, LessonId, PersonId, SchoolId, SeriesId, TermId } from '../ids.ts';
import { line, SearchText } from '../text.ts';
import { LessonKind, Subject } from '../words.ts';
import { Period } from './bells.ts';
import { endpoint, page, pageQuery } from './endpoint.ts';
import { ClassRef, LessonClash, PlaceRef } from './lessons.ts';
import { Weekday } from './terms.ts';

const minutes = z.int().min(0, 'out-of-range').max(1440, 'out-of-range');

/** 周几第几节. */
export const Slot = z.strictObject({
	weekday: Weekday,
	/** Number of the sending school's period; of the teacher's school where nothing sends. */
	period: z.int().min(1, 'out-of-range').max(20, 'out-of-range'),
	/** Given where the schools' bells do not fit, minutes since midnight; null: the period's. */
	own: z.strictObject({ from: minutes, until: minutes }).nullable(),
});
export type Slot = z.infer<typeof Slot>;

const seriesInput = z.strictObject({
	termId: TermId,
	title: line(80),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId,
	sendingClassroomId: ClassroomId.nullable(),
	receivingClassroomIds: z.array(ClassroomId).max(60),
	classGroupIds: z.array(ClassGroupId).max(120),
	/** Issues: `duplicate`, and `end-before-start` or `out-of-range` for own times. */
	slots: z.array(Slot).min(1, 'required').max(20),
	/** As people write them: `1-16周`, `1-15周(单)`, `2,4,8-12周(双)`. Error: `bad-weeks`. */
	weeks: line(100),
});
export type SeriesInput = z.infer<typeof seriesInput>;
export { seriesInput as SeriesInput };

export const Series = z.object({
	seriesId: SeriesId,
	termId: TermId,
	title: z.string(),
	kind: LessonKind,
	subject: Subject,
	teacherId: PersonId,
	teacher: z.string(),
	sendingClassroom: PlaceRef.nullable(),
	receivingClassrooms: z.array(PlaceRef),
	classGroups: z.array(ClassRef),
	slots: z.array(Slot),
	/** In the shortest of the usual ways to write them. */
	weeks: z.string(),
	/** Its plan holds from this day on; null: from the term's first. */
	fromDay: Day.nullable(),
	/** Up to and without; null: to the term's last. */
	untilDay: Day.nullable(),
	/** Lessons that are not cancelled. */
	lessons: z.int(),
	/** Of those, how many have begun. */
	given: z.int(),
	/** Moved, substituted, cancelled or otherwise changed one by one. */
	changed: z.int(),
	mayChange: z.boolean(),
});
export type Series = z.infer<typeof Series>;

/** A lesson that the plan has and the calendar, the bells or another lesson take away. */
export const SeriesOmission = z.object({
	day: Day,
	period: z.int(),
	why: z.enum(['holiday', 'exam', 'closed', 'no-such-period', 'clash']),
});
export type SeriesOmission = z.infer<typeof SeriesOmission>;

/** What a series would be, before it is saved. */
export const SeriesFit = z.object({
	/** As they were understood, in the shortest of the usual ways to write them. */
	weeks: z.string(),
	/** How many lessons there will be. */
	lessons: z.int(),
	omitted: z.array(SeriesOmission),
	/** Lessons that had fallen away and do not come back, because others make up for them. */
	madeUp: z.int(),
	/** By start; the first 50. */
	clashes: z.array(LessonClash),
	/** How many there are. */
	clashing: z.int(),
	/** Slots in which nothing is in the way, best first: those that suit the bells of all, then the nearest. */
	free: z.array(
		z.object({
			slot: Slot,
			period: Period,
			/** How much of it the receiving schools' periods share, 0 to 1. */
			share: z.number(),
		}),
	),
	/** For each slot as wanted: how much of it the receiving schools' periods share, 0 to 1. */
	shares: z.array(z.number()),
});
export type SeriesFit = z.infer<typeof SeriesFit>;

const byId = z.strictObject({ seriesId: SeriesId });

/** Which lessons of a series a change is for: those from this day on that are not over; null: all that are not over. */
const from = Day.nullable();
/**
 * The lesson by which somebody moved them: if it had been moved on its own, it is given when the series has it again.
 * Issue: `not-found` for one that is not of the series.
 */
const dragged = LessonId.exactOptional();

export const seriesEndpoints = {
	listSeries: endpoint('get', '/api/series', 'Series of a term, by title', {
		query: z.strictObject({
			...pageQuery,
			termId: TermId,
			schoolId: SchoolId.exactOptional(),
			search: SearchText.exactOptional(),
		}),
		response: page(Series),
	}),
	readSeries: endpoint('get', '/api/series/:seriesId', 'One series', { params: byId, response: Series }),
	checkSeries: endpoint('post', '/api/series/check', 'What a series would be, before it is saved', {
		body: z.strictObject({
			series: seriesInput,
			/** The series that is to be changed: it is not in its own way. Null: a new one. */
			seriesId: SeriesId.nullable(),
			from,
			dragged,
		}),
		response: SeriesFit,
	}),
	planSeries: endpoint('post', '/api/series', 'Makes a series with its lessons', {
		body: z.strictObject({
			series: seriesInput,
			/** True: lessons in whose way another is are left out. False: then nothing is saved. */
			leaveOutClashing: z.boolean(),
		}),
		response: Series,
	}),
	updateSeries: endpoint('patch', '/api/series/:seriesId', 'Changes the lessons that are not over', {
		params: byId,
		body: z.strictObject({ series: seriesInput, from, dragged, leaveOutClashing: z.boolean() }),
		response: Series,
	}),
	endSeries: endpoint('post', '/api/series/:seriesId/end', 'Cancels the lessons that are not over', {
		params: byId,
		body: z.strictObject({ from, reason: line(200) }),
		response: Series,
	}),
};
