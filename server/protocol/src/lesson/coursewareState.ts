// The courseware at one moment: which page everybody sees, which part of it, and what is drawn over it.
import { z } from 'zod';
import { CoursewareId, Instant, PeerId, StrokeId } from '../ids.ts';

/** Places on a page are whole numbers from its left or upper edge (0) to the other one, whatever its size. */
export const PAGE_SCALE = 10_000;
/** A page is shown enlarged so many times at most. */
export const ZOOM_MAX = 5;
/** Points of one stroke: what is longer is drawn as several. */
export const STROKE_POINTS_MAX = 200;
/** Points on one page, and on all pages of a lesson: whoever comes late gets them all at once. */
export const PAGE_POINTS_MAX = 5_000;
export const LESSON_POINTS_MAX = 40_000;

const place = z.int().min(0, 'out-of-range').max(PAGE_SCALE, 'out-of-range');

export const PagePoint = z.object({ x: place, y: place });
export type PagePoint = z.infer<typeof PagePoint>;

/** The part of a page that fills the picture: from `x`, `y` on, `size` of the page's width and of its height. */
export const Zoom = z
	.object({ x: place, y: place, size: place.min(PAGE_SCALE / ZOOM_MAX, 'out-of-range') })
	.refine(({ x, y, size }) => x + size <= PAGE_SCALE && y + size <= PAGE_SCALE, 'out-of-range');
export type Zoom = z.infer<typeof Zoom>;

export const InkColour = z.enum(['red', 'blue', 'green']);
export type InkColour = z.infer<typeof InkColour>;

export const Stroke = z.object({
	strokeId: StrokeId,
	colour: InkColour,
	/** x and y in turn, of at least one point. */
	points: z
		.array(place)
		.min(2, 'too-short')
		.max(2 * STROKE_POINTS_MAX, 'too-long')
		.refine(({ length }) => length % 2 === 0, 'bad-format'),
});
export type Stroke = z.infer<typeof Stroke>;

export const ShownPage = z.object({
	coursewareId: CoursewareId,
	/** From 1. */
	page: z.int().min(1),
	/** How many pages it has. */
	pages: z.int().min(1),
	/** Null: the whole page. */
	zoom: Zoom.nullable(),
	/** Since when courseware is shown, whichever page. */
	since: Instant,
});
export type ShownPage = z.infer<typeof ShownPage>;

export const CoursewareState = z.object({
	shown: ShownPage.nullable(),
	/** Where each was left: shown again, it goes on there. */
	left: z.array(z.object({ coursewareId: CoursewareId, page: z.int().min(1) })),
	ink: z.array(
		z.object({ coursewareId: CoursewareId, page: z.int().min(1), strokes: z.array(Stroke).min(1) }),
	),
	/** Which classroom has which courseware whole, so that its pages turn without the network. */
	fetched: z.array(z.object({ peerId: PeerId, coursewareIds: z.array(CoursewareId) })),
	/** Classrooms that do not see the page shown. */
	without: z.array(PeerId),
});
export type CoursewareState = z.infer<typeof CoursewareState>;

export const emptyCourseware: CoursewareState = {
	shown: null,
	left: [],
	ink: [],
	fetched: [],
	without: [],
};

type OfPage = Readonly<{ coursewareId: CoursewareId; page: number }>;

/** What is drawn on a page, oldest first. */
export const strokesOn = ({ ink }: CoursewareState, { coursewareId, page }: OfPage): readonly Stroke[] =>
	ink.find((each) => each.coursewareId === coursewareId && each.page === page)?.strokes ?? [];

const pointsIn = (strokes: readonly Stroke[]): number =>
	strokes.reduce((sum, { points }) => sum + points.length / 2, 0);

/** Whether a page, and the lesson, take so many points more. */
export const inkFits = (state: CoursewareState, page: OfPage, points: number): boolean =>
	pointsIn(strokesOn(state, page)) + points <= PAGE_POINTS_MAX &&
	state.ink.reduce((sum, { strokes }) => sum + pointsIn(strokes), points) <= LESSON_POINTS_MAX;

/** Where a courseware was left, or its first page. */
export const pageLeft = ({ left }: CoursewareState, coursewareId: CoursewareId): number =>
	left.find((each) => each.coursewareId === coursewareId)?.page ?? 1;

export const hasFetched = (
	{ fetched }: CoursewareState,
	peerId: PeerId,
	coursewareId: CoursewareId,
): boolean => fetched.some((each) => each.peerId === peerId && each.coursewareIds.includes(coursewareId));
