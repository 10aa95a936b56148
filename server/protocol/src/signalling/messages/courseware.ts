// Courseware: which page everybody sees, and what is drawn and pointed at on it.
import { z } from 'zod';
import { CoursewareId } from '../../ids.ts';
import { PagePoint, Stroke, Zoom } from '../../lesson/coursewareState.ts';
import { done, request } from './request.ts';

const page = { coursewareId: CoursewareId, page: z.int().min(1, 'out-of-range') };

/** The pointer moves so many times a second at most; what is more is not told. */
export const POINTER_MOVES_A_SECOND = 15;

export const coursewareRequests = [
	/** Without `page`: where it was left, or its first. */
	request('showCourseware', { coursewareId: CoursewareId, page: page.page.exactOptional() }),
	request('hideCourseware', {}),
	/** Names what it turns: a page of what is no longer shown turns nothing. */
	request('turnPage', page),
	request('zoomPage', { zoom: Zoom.nullable() }),
	/** Said again with the same `strokeId`, it is drawn once. */
	request('addInk', { ...page, stroke: Stroke }),
	/** Takes back the last stroke on the page that is shown. */
	request('undoInk', {}),
	request('clearInk', {}),
	/** Null: it points at nothing. Nothing is written down. */
	request('movePointer', { at: PagePoint.nullable() }),
	/** A classroom has all pages of one courseware; or it does not see, or sees again, the page that is shown. */
	request('reportPages', {
		what: z.discriminatedUnion('kind', [
			z.strictObject({ kind: z.literal('fetched'), coursewareId: CoursewareId }),
			z.strictObject({ kind: z.literal('missing') }),
			z.strictObject({ kind: z.literal('seen') }),
		]),
	}),
] as const;

export const coursewareAnswers = {
	showCourseware: done,
	hideCourseware: done,
	turnPage: done,
	zoomPage: done,
	addInk: done,
	undoInk: done,
	clearInk: done,
	movePointer: done,
	reportPages: done,
};
