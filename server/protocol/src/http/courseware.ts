// A lesson's courseware. Its pages are files at {@link pageFile}, for whoever may see the lesson.
import { z } from 'zod';
import { ErrorCode } from '../errors.ts';
import { CoursewareId, LessonId } from '../ids.ts';
import { line } from '../text.ts';
import { Done, endpoint } from './endpoint.ts';

/** Whatever it is: what counts is found in the file. */
export const COURSEWARE_TYPE = 'application/octet-stream';

/** Widths of the pictures of a page, px: for a large screen, and for a tight link or a small one. */
export const PAGE_WIDTHS = { large: 1920, small: 960 } as const;

/** The name of a picture's file: what is in it decides, so it never changes. */
export const PageFile = z.string().regex(/^[0-9a-f]{32}\.webp$/, 'bad-format');
export type PageFile = z.infer<typeof PageFile>;

export const CoursewarePage = z.object({
	/** Of the large picture, px. */
	width: z.int().min(1),
	height: z.int().min(1),
	large: PageFile,
	small: PageFile,
	/** Of the small picture. */
	smallBytes: z.int().min(1),
	largeBytes: z.int().min(1),
});
export type CoursewarePage = z.infer<typeof CoursewarePage>;

export const CoursewareKind = z.enum(['pdf', 'pptx', 'image']);
export type CoursewareKind = z.infer<typeof CoursewareKind>;

export const Courseware = z.object({
	coursewareId: CoursewareId,
	/** As the file was called. */
	name: z.string(),
	kind: CoursewareKind,
	state: z.discriminatedUnion('state', [
		/** `pages` null: how many there are is not known yet. */
		z.object({ state: z.literal('rendering'), done: z.int().min(0), pages: z.int().nullable() }),
		z.object({ state: z.literal('ready'), pages: z.array(CoursewarePage).min(1) }),
		z.object({
			state: z.literal('failed'),
			code: ErrorCode,
			details: z.record(z.string(), z.union([z.string(), z.number()])),
		}),
	]),
});
export type Courseware = z.infer<typeof Courseware>;

export const CoursewareList = z.object({
	/** In the order they came; those that are not ready for the lesson's teacher only. */
	items: z.array(Courseware),
	limits: z.object({
		/** Of one file. */
		megabytes: z.int(),
		pages: z.int(),
		/** Of one lesson. */
		files: z.int(),
		/** Whether PPTX can be made into pages here. */
		pptx: z.boolean(),
	}),
});
export type CoursewareList = z.infer<typeof CoursewareList>;

const ofLesson = { lessonId: LessonId };

export const coursewareEndpoints = {
	listCourseware: endpoint('get', '/api/lessons/:lessonId/courseware', "A lesson's courseware", {
		params: z.strictObject(ofLesson),
		response: CoursewareList,
	}),
	addCourseware: endpoint(
		'post',
		'/api/lessons/:lessonId/courseware',
		'Adds a PDF, PPTX, PNG, JPEG or WebP; its pages are made afterwards',
		{
			params: z.strictObject(ofLesson),
			query: z.strictObject({ name: line(200) }),
			upload: COURSEWARE_TYPE,
			response: z.object({ coursewareId: CoursewareId }),
		},
	),
	removeCourseware: endpoint(
		'delete',
		'/api/lessons/:lessonId/courseware/:coursewareId',
		'Removes one that was not shown yet',
		{ params: z.strictObject({ ...ofLesson, coursewareId: CoursewareId }), response: Done },
	),
};

/** Where a page's picture is. */
export const pageFile = (lessonId: LessonId, coursewareId: CoursewareId, file: PageFile): string =>
	`/courseware/${lessonId}/${coursewareId}/${file}`;
