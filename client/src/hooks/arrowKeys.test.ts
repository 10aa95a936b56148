import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directionOf, nextBox } from './arrowKeys.ts';
import type { Box } from './arrowKeys.ts';

const box = (left: number, top: number, width = 100, height = 40): Box => ({
	left,
	top,
	right: left + width,
	bottom: top + height,
});

//  0   1   2
//  3       4
const grid = [box(0, 0), box(200, 0), box(400, 0), box(0, 100), box(400, 100)];

describe('arrow keys', () => {
	test.each([
		[0, 'right', 1],
		[1, 'right', 2],
		[2, 'right', undefined],
		[0, 'down', 3],
		[1, 'down', 3],
		[3, 'right', 4],
		[4, 'up', 2],
		[4, 'left', 3],
		[0, 'left', undefined],
	] as const)('from %i %s to %s', (from, direction, to) => {
		expect(nextBox(grid, from, direction)).toBe(to);
	});

	test('without a focus the first is taken', () => {
		expect(nextBox(grid, -1, 'down')).toBe(0);
		expect(nextBox([], -1, 'down')).toBeUndefined();
	});

	test('only arrows have a direction', () => {
		expect(directionOf('ArrowUp')).toBe('up');
		expect(directionOf('Enter')).toBeUndefined();
	});

	test('going on in one direction always ends', () => {
		const boxes = fc.array(fc.tuple(fc.integer({ min: 0, max: 1900 }), fc.integer({ min: 0, max: 1000 })), {
			minLength: 1,
			maxLength: 12,
		});
		fc.assert(
			fc.property(boxes, fc.constantFrom('left', 'right', 'up', 'down'), (corners, direction) => {
				const all = corners.map(([left, top]) => box(left, top));
				let at: number | undefined = 0;
				let steps = 0;
				while (at !== undefined) {
					at = nextBox(all, at, direction);
					steps += 1;
					expect(steps).toBeLessThanOrEqual(all.length);
				}
			}),
		);
	});
});
