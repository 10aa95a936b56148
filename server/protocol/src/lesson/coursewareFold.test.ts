import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoursewareId, LessonId, PeerId, StrokeId } from '../ids.ts';
import { RoomState } from './roomState.ts';
import { emptyRoom } from './roomState.ts';
import type { LessonEvent } from './events.ts';
import { fold } from './fold.ts';
import {
	hasFetched,
	inkFits,
	pageLeft,
	PAGE_POINTS_MAX,
	Stroke,
	strokesOn,
	Zoom,
} from './coursewareState.ts';

const lessonId = LessonId.parse('lesson');
const song = CoursewareId.parse('song');
const maths = CoursewareId.parse('maths');
const village = PeerId.parse('village');
const by = PeerId.parse('teacher');
const strokeOf = (name: string, points: number[] = [1, 1, 9, 9]): Stroke => ({
	strokeId: StrokeId.parse(name),
	colour: 'red',
	points,
});

const folded = (...events: LessonEvent[]): RoomState =>
	events
		.map((event, index) => ({ lessonId, seq: index + 1, at: 1000 + index, event }))
		.reduce(fold, emptyRoom(lessonId));
const shown = (coursewareId: CoursewareId, page: number, pages = 9): LessonEvent => ({
	...{ type: 'courseware-shown', coursewareId, page, pages, by },
});
const turned = (coursewareId: CoursewareId, page: number): LessonEvent => ({
	...{ type: 'page-turned', coursewareId, page, by },
});
const inked = (page: number, stroke: Stroke): LessonEvent => ({
	...{ type: 'ink-added', coursewareId: song, page, stroke, by },
});
const zoomed: LessonEvent = { type: 'zoom-changed', zoom: { x: 0, y: 0, size: 5000 }, by };

describe('which page is shown', () => {
	test.each<[string, LessonEvent[], object | null]>([
		['nothing at first', [], null],
		['the page it was opened at', [shown(song, 3)], { coursewareId: song, page: 3, zoom: null }],
		['the page turned to', [shown(song, 1), turned(song, 2)], { coursewareId: song, page: 2 }],
		['a zoom of this page', [shown(song, 1), zoomed], { page: 1, zoom: { x: 0, y: 0, size: 5000 } }],
		['the next page whole', [shown(song, 1), zoomed, turned(song, 2)], { page: 2, zoom: null }],
		['no page of what is closed', [shown(song, 1), { type: 'courseware-hidden', by }, turned(song, 2)], null],
		['no page of another one', [shown(maths, 4), turned(song, 2)], { coursewareId: maths, page: 4 }],
	])('%s', (_, events, expected) => {
		const { shown: got } = folded(...events).courseware;
		if (expected === null) expect(got).toBeNull();
		else expect(got).toMatchObject(expected);
	});

	test('each is remembered where it was left, and since when it was put up', () => {
		const { courseware } = folded(shown(song, 1), turned(song, 5), shown(maths, 2));
		expect([pageLeft(courseware, song), pageLeft(courseware, maths)]).toEqual([5, 2]);
		expect(courseware.shown?.since).toBe(1002);
	});
});

describe('ink', () => {
	test('stays with its page, in order; undone and cleared', () => {
		const [a, b] = [strokeOf('a'), strokeOf('b')];
		const before = [shown(song, 1), inked(1, a), inked(2, a), inked(1, b)];
		const onFirst = (...more: LessonEvent[]) =>
			strokesOn(folded(...before, ...more).courseware, { coursewareId: song, page: 1 });
		expect(onFirst()).toEqual([a, b]);
		const page = { coursewareId: song, page: 1, by };
		expect(onFirst({ type: 'ink-undone', ...page, strokeId: b.strokeId })).toEqual([a]);
		expect(onFirst({ type: 'ink-cleared', ...page })).toEqual([]);
		const { ink } = folded(...before, { type: 'ink-cleared', ...page }).courseware;
		expect(ink.map((each) => each.page)).toEqual([2]);
	});

	test('a page takes so many points and no more', () => {
		const page = { coursewareId: song, page: 1 };
		const long = Array.from({ length: 25 }, (_, index) =>
			inked(
				1,
				strokeOf(
					`s${index}`,
					Array.from({ length: 400 }, () => 5),
				),
			),
		);
		const { courseware } = folded(shown(song, 1), ...long);
		expect(inkFits(courseware, page, PAGE_POINTS_MAX - 5000)).toBe(true);
		expect(inkFits(courseware, page, 1)).toBe(false);
		expect(inkFits(courseware, { ...page, page: 2 }, 1)).toBe(true);
	});

	test.each([
		['an odd number', [1, 2, 3], 'bad-format'],
		['none', [], 'too-short'],
		['beyond the page', [1, 10_001], 'out-of-range'],
		['five million', Array.from({ length: 10_000_000 }, () => 1), 'too-long'],
	])('%s of coordinates is no stroke', (_, points, issue) => {
		const parsed = Stroke.safeParse(strokeOf('a', points));
		expect(parsed.error?.issues[0]?.message).toBe(issue);
	});
});

test('who has what, and who does not see the page', () => {
	const { courseware } = folded(
		shown(song, 1),
		{ type: 'courseware-fetched', peerId: village, coursewareId: song },
		{ type: 'courseware-fetched', peerId: village, coursewareId: song },
		{ type: 'page-missing', peerId: village },
		{ type: 'page-missing', peerId: village },
	);
	expect(hasFetched(courseware, village, song)).toBe(true);
	expect(hasFetched(courseware, village, maths)).toBe(false);
	expect(courseware.fetched).toHaveLength(1);
	expect(courseware.without).toEqual([village]);
	expect(
		folded(shown(song, 1), { type: 'page-missing', peerId: village }, { type: 'courseware-hidden', by })
			.courseware.without,
	).toEqual([]);
});

const anyPage = fc.record({
	coursewareId: fc.constantFrom(song, maths),
	page: fc.integer({ min: 1, max: 9 }),
});
const anyEvent: fc.Arbitrary<LessonEvent> = fc.oneof(
	anyPage.map(({ coursewareId, page }) => shown(coursewareId, page)),
	anyPage.map(({ coursewareId, page }) => turned(coursewareId, page)),
	fc.constant<LessonEvent>({ type: 'courseware-hidden', by }),
	fc.constant(zoomed),
	fc
		.tuple(anyPage, fc.constantFrom('a', 'b', 'c'))
		.map(([page, name]): LessonEvent => ({ type: 'ink-added', ...page, stroke: strokeOf(name), by })),
	fc.tuple(anyPage, fc.constantFrom('a', 'b')).map(([page, name]): LessonEvent => ({
		type: 'ink-undone',
		...page,
		strokeId: StrokeId.parse(name),
		by,
	})),
	anyPage.map((page): LessonEvent => ({ type: 'ink-cleared', ...page, by })),
	fc.constant<LessonEvent>({ type: 'page-missing', peerId: village }),
	fc.constant<LessonEvent>({ type: 'page-seen', peerId: village }),
);

test('whatever happens, the state is one of the contract, the shown page is where it was left, nothing is listed twice', () => {
	fc.assert(
		fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
			const state = folded(...events);
			expect(RoomState.parse(state)).toEqual(state);
			const { shown: now, left, ink, without } = state.courseware;
			if (now !== null) expect(pageLeft(state.courseware, now.coursewareId)).toBe(now.page);
			expect(new Set(left.map(({ coursewareId }) => coursewareId)).size).toBe(left.length);
			expect(new Set(ink.map(({ coursewareId, page }) => `${coursewareId} ${page}`)).size).toBe(ink.length);
			expect(new Set(without).size).toBe(without.length);
		}),
	);
});

test.each([
	[{ x: 0, y: 0, size: 10_000 }, true],
	[{ x: 8000, y: 8000, size: 2000 }, true],
	[{ x: 8001, y: 0, size: 2000 }, false],
	[{ x: 0, y: 0, size: 1999 }, false],
	[{ x: 0.5, y: 0, size: 5000 }, false],
])('zoom %o', (zoom, fits) => {
	expect(Zoom.safeParse(zoom).success).toBe(fits);
});
