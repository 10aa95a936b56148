// Changes of single lessons as schools make them: 调课, 代课, 对调, 补课; who made them, and taking them back.
import { z } from 'zod';
import { ChangeId, Instant, LessonId, PersonId, SeriesId } from '../ids.ts';
import { line } from '../text.ts';
import { LessonChangeKind } from '../words.ts';
import { endpoint, page, pageQuery } from './endpoint.ts';
import { Lesson, LESSON_MAX_MS, LESSON_MIN_MS } from './lessons.ts';

const byId = z.strictObject({ lessonId: LessonId });
const reason = line(200).nullable();
const length = z.int().min(LESSON_MIN_MS, 'out-of-range').max(LESSON_MAX_MS, 'out-of-range');

export const ChangedLesson = z.object({
	lessonId: LessonId,
	title: z.string(),
	/** As it was; null: there was no lesson. */
	before: z.object({ from: Instant, until: Instant, teacherId: PersonId, cancelled: z.boolean() }).nullable(),
	after: z.object({ from: Instant, until: Instant, teacherId: PersonId, cancelled: z.boolean() }),
});

export const LessonChangeEntry = z.object({
	changeId: ChangeId,
	kind: LessonChangeKind,
	at: Instant,
	/** Null: the system. */
	by: z.string().nullable(),
	reason: z.string().nullable(),
	seriesId: SeriesId.nullable(),
	/** The first 20. */
	lessons: z.array(ChangedLesson),
	/** How many there are. */
	total: z.int(),
	/** Null: it holds. */
	undoneAt: Instant.nullable(),
	mayUndo: z.boolean(),
});
export type LessonChangeEntry = z.infer<typeof LessonChangeEntry>;

export const changesEndpoints = {
	moveLesson: endpoint('post', '/api/lessons/:lessonId/move', 'Moves one lesson (调课)', {
		params: byId,
		body: z.strictObject({ plannedStart: Instant, lengthMs: length.exactOptional(), reason }),
		response: Lesson,
	}),
	substituteTeacher: endpoint('post', '/api/lessons/:lessonId/substitute', 'Another teacher (代课)', {
		params: byId,
		body: z.strictObject({ teacherId: PersonId, reason }),
		response: Lesson,
	}),
	swapLessons: endpoint('post', '/api/lessons/:lessonId/swap', 'Two lessons change times (对调)', {
		params: byId,
		body: z.strictObject({ with: LessonId, reason }),
		response: z.object({ lessons: z.array(Lesson) }),
	}),
	makeUpLesson: endpoint(
		'post',
		'/api/lessons/:lessonId/make-up',
		'Makes up for a lesson that fell away (补课)',
		{
			params: byId,
			body: z.strictObject({ plannedStart: Instant, lengthMs: length.exactOptional(), reason }),
			response: Lesson,
		},
	),
	listChanges: endpoint('get', '/api/lesson-changes', 'Changes of lessons, the latest first', {
		query: z.strictObject({
			...pageQuery,
			lessonId: LessonId.exactOptional(),
			seriesId: SeriesId.exactOptional(),
		}),
		response: page(LessonChangeEntry),
	}),
	undoChange: endpoint('post', '/api/lesson-changes/:changeId/undo', 'Takes a change back', {
		params: z.strictObject({ changeId: ChangeId }),
		response: z.object({ lessons: z.array(Lesson) }),
	}),
};
