import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { CoursewareId, LessonId, PAGE_SCALE, PageFile, Stroke, StrokeId, Zoom } from '@classroom/protocol';
import type { CoursewarePage, NetworkState, PagePoint } from '@classroom/protocol';
import { onPage, simplified, strokeParts } from './ink.ts';
import { PageCache } from './pageCache.ts';
import { PageFetcher } from './PageFetcher.ts';
import { isWhole, nextToFetch } from './pageOrder.ts';
import type { Wish } from './pageOrder.ts';
import { panned, whole, zoomedAt } from './zoom.ts';

const place = fc.integer({ min: 0, max: PAGE_SCALE });
const point = fc.record({ x: place, y: place });

describe('ink', () => {
	test.each<[string, PagePoint[], number]>([
		['a dot', [{ x: 5, y: 5 }], 1],
		['a line of many points', Array.from({ length: 500 }, (_, index) => ({ x: index * 10, y: 300 })), 2],
		[
			'a corner',
			[
				{ x: 0, y: 0 },
				{ x: 50, y: 1 },
				{ x: 100, y: 0 },
				{ x: 100, y: 90 },
			],
			3,
		],
	])('%s is kept as far as it is seen', (_, points, kept) => {
		expect(simplified(points)).toHaveLength(kept);
	});

	test('both ends stay, nothing is made up, and every point left out lies near the line', () => {
		fc.assert(
			fc.property(
				fc.array(point, { minLength: 1, maxLength: 60 }),
				fc.integer({ min: 1, max: 500 }),
				(points, tolerance) => {
					const kept = simplified(points, tolerance);
					expect(kept[0]).toBe(points[0]);
					expect(kept.at(-1)).toBe(points.at(-1));
					for (const each of points) {
						const near =
							kept.length === 1
								? 0
								: Math.min(...kept.slice(1).map((to, index) => off(each, kept[index]!, to)));
						expect(near).toBeLessThanOrEqual(tolerance + 1e-6);
					}
				},
			),
		);
	});

	test('what is sent are strokes of the contract, each going on where the last one ended', () => {
		fc.assert(
			fc.property(fc.array(point, { minLength: 1, maxLength: 900 }), (points) => {
				const parts = strokeParts(points);
				for (const each of parts) {
					const stroke = { strokeId: StrokeId.parse('s'), colour: 'red', points: each };
					expect(Stroke.safeParse(stroke).success).toBe(true);
				}
				const joints = parts.slice(1).map((part, index) => [part.slice(0, 2), parts[index]!.slice(-2)]);
				for (const [begin, end] of joints) expect(begin).toEqual(end);
			}),
		);
	});
});

const off = (p: PagePoint, a: PagePoint, b: PagePoint): number => {
	const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
	const t =
		length === 0
			? 0
			: Math.min(1, Math.max(0, ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length));
	return Math.hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
};

describe('zoom', () => {
	test.each([
		[null, { x: 5000, y: 5000 }, 2, { x: 2500, y: 2500, size: 5000 }],
		[null, { x: 0, y: 0 }, 2, { x: 0, y: 0, size: 5000 }],
		[{ x: 2500, y: 2500, size: 5000 }, { x: 5000, y: 5000 }, 0.5, null],
		[null, { x: 5000, y: 5000 }, 100, { x: 4000, y: 4000, size: 2000 }],
	])('%o at %o by %d', (zoom, at, factor, expected) => {
		expect(zoomedAt(zoom, at, factor)).toEqual(expected);
	});

	test('whatever is done, it stays on the page; null or of the contract', () => {
		const step = fc.oneof(
			fc.record({ at: point, factor: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
			fc.record({ dx: fc.integer({ min: -9999, max: 9999 }), dy: fc.integer({ min: -9999, max: 9999 }) }),
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
				let zoom: Zoom | null = null;
				for (const each of steps) {
					zoom = 'at' in each ? zoomedAt(zoom, each.at, each.factor) : panned(zoom, each.dx, each.dy);
					expect(Zoom.safeParse(zoom ?? whole).success).toBe(true);
				}
			}),
		);
	});

	test('what is beside the page is at its edge', () => {
		expect(onPage(-5, 20_000.4)).toEqual({ x: 0, y: PAGE_SCALE });
	});
});

const lessonId = LessonId.parse('lesson');
const file = (text: string) => PageFile.parse(`${text.padStart(32, '0')}.webp`);
const page = (name: string): CoursewarePage => ({
	...{ width: 1920, height: 1080, largeBytes: 9, smallBytes: 3 },
	...{ large: file(`a${name}`), small: file(`b${name}`) },
});
const ready = [
	{ coursewareId: CoursewareId.parse('song'), pages: ['1', '2', '3'].map(page) },
	{ coursewareId: CoursewareId.parse('maths'), pages: ['4'].map(page) },
];
const song = ready[0]!;

/** Fetches until nothing is left; the short names of what came. */
const all = (wish: Partial<Wish>): string[] => {
	const came: string[] = [];
	for (;;) {
		const next = nextToFetch({ lessonId, ready, shown: null, wide: false, ...wish }, (address) =>
			came.includes(address),
		);
		if (next === null) return came.map((address) => address.replace(/^.*0([ab]\d)\.webp$/, '$1'));
		came.push(next);
	}
};

describe('what is fetched ahead', () => {
	const shown = { coursewareId: song.coursewareId, page: 2 };
	test.each<[string, Partial<Wish>, string[]]>([
		['everything in its order', {}, ['b1', 'b2', 'b3', 'b4']],
		['from the page shown on', { shown }, ['b2', 'b3', 'b1', 'b4']],
		['only what comes next', { shown, near: 2 }, ['b2', 'b3']],
		['nothing near when nothing is shown', { near: 2 }, []],
		['nothing where there is none', { ready: [] }, []],
	])('%s', (_, wish, order) => {
		expect(all(wish)).toEqual(order);
	});

	test('large ones after all small ones, and no small one where the large one is', () => {
		expect(all({ shown, wide: true }).slice(4)).toEqual(['a2', 'a3', 'a1', 'a4']);
		const large = new Set(song.pages.map(({ large: name }) => `/courseware/lesson/song/${name}`));
		const isHere = (address: string): boolean => large.has(address);
		expect(isWhole(lessonId, song, isHere)).toBe(true);
		expect(nextToFetch({ lessonId, ready: [song], shown, wide: false }, isHere)).toBeNull();
	});
});

describe('the fetcher', () => {
	const start = (answers: (address: string) => boolean) => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
		const asked: string[] = [];
		let network: NetworkState = 'slow';
		const cache = new PageCache((address) => {
			asked.push(address);
			return Promise.resolve(answers(address) ? new Response('picture') : new Response('', { status: 503 }));
		});
		const wish: Wish = { lessonId, ready: [song], shown: null, wide: false };
		const fetcher = new PageFetcher(cache, () => ({ wish, network, shares: true }));
		return { asked, fetcher, cache, turns: (next: NetworkState) => (network = next) };
	};

	test('waits while the link is bad, fetches one after the other, and ends when it is stopped', async () => {
		const { asked, fetcher, cache, turns } = start(() => true);
		try {
			await vi.advanceTimersByTimeAsync(10_000);
			expect(asked).toEqual([]);
			turns('fine');
			await vi.advanceTimersByTimeAsync(10_000);
			expect(asked).toHaveLength(3);
			expect(isWhole(lessonId, song, (address) => cache.urlOf(address) !== undefined)).toBe(true);
		} finally {
			fetcher.stop();
			vi.useRealTimers();
		}
	});

	test('what failed is tried again, in no hurry', async () => {
		let fails = 2;
		const { asked, fetcher, turns } = start(() => (fails -= 1) < 0);
		try {
			turns('fine');
			await vi.advanceTimersByTimeAsync(2500);
			expect(asked).toHaveLength(1);
			await vi.advanceTimersByTimeAsync(10_000);
			expect(new Set(asked).size).toBe(3);
			expect(asked).toHaveLength(5);
		} finally {
			fetcher.stop();
			vi.useRealTimers();
		}
	});
});
