// Strokes: fewer points for the same line, and long ones as several. Pure.
import { PAGE_SCALE, STROKE_POINTS_MAX } from '@classroom/protocol';
import type { PagePoint } from '@classroom/protocol';

/** How far a line may be off what was drawn: two pixels of a page 1,920 wide. */
const TOLERANCE = 10;

const distance = (point: PagePoint, from: PagePoint, to: PagePoint): number => {
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const length = dx * dx + dy * dy;
	const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
	const t = Math.min(1, Math.max(0, along));
	return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
};

/** Ramer–Douglas–Peucker, without recursion: a stroke may have any number of points. */
export const simplified = (points: readonly PagePoint[], tolerance = TOLERANCE): PagePoint[] => {
	const kept = new Set<number>([0, points.length - 1]);
	const open: [number, number][] = [[0, points.length - 1]];
	for (let span = open.pop(); span !== undefined; span = open.pop()) {
		const [from, to] = span;
		const [start, end] = [points[from], points[to]];
		if (start === undefined || end === undefined) continue;
		let farthest = -1;
		let most = tolerance;
		for (let index = from + 1; index < to; index += 1) {
			const point = points[index];
			const off = point === undefined ? 0 : distance(point, start, end);
			if (off > most) [farthest, most] = [index, off];
		}
		if (farthest < 0) continue;
		kept.add(farthest);
		open.push([from, farthest], [farthest, to]);
	}
	return points.filter((_, index) => kept.has(index));
};

/** A place on the page as the contract has it. */
export const onPage = (x: number, y: number): PagePoint => ({
	x: Math.min(Math.max(0, Math.round(x)), PAGE_SCALE),
	y: Math.min(Math.max(0, Math.round(y)), PAGE_SCALE),
});

/** The stroke as the contract takes it: simplified, and in parts that each begin where the last one ended. */
export const strokeParts = (points: readonly PagePoint[]): number[][] => {
	const line = simplified(points);
	const parts: number[][] = [];
	for (let from = 0; from === 0 || from < line.length - 1; from += STROKE_POINTS_MAX - 1) {
		const part = line.slice(from, from + STROKE_POINTS_MAX);
		if (part.length > 0) parts.push(part.flatMap(({ x, y }) => [x, y]));
	}
	return parts;
};
