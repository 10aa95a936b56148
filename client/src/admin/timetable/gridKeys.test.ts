import { expect, test } from 'vitest';
import { firstAt, nextAt } from './gridKeys.ts';
import type { PlacedLesson, WeekGrid } from './weekGrid.ts';
import { cellKey } from './weekGrid.ts';

const day = (text: string) => ({
	day: text,
	weekday: 1,
	week: 1,
	special: undefined,
	closures: [],
	closed: null,
	periods: [],
});
const row = (key: string) => ({ key, period: 1, name: key, span: { from: 0, until: 1 } });
// Only how many there are counts.
const two = [{}, {}] as unknown as readonly PlacedLesson[];
const grid: WeekGrid = {
	days: [day('mon'), day('tue'), day('wed')],
	rows: [row('a'), row('b'), row('c')],
	cells: new Map([[cellKey('tue', 'b'), two]]),
};
const at = (day: string, row: string, index = 0) => ({ day, row, index });

test.each([
	['ArrowRight', at('mon', 'a'), at('tue', 'a')],
	['ArrowRight', at('wed', 'a'), at('wed', 'a')],
	['ArrowLeft', at('mon', 'b'), at('mon', 'b')],
	['ArrowDown', at('tue', 'a'), at('tue', 'b')],
	['ArrowDown', at('tue', 'b'), at('tue', 'b', 1)],
	['ArrowDown', at('tue', 'b', 1), at('tue', 'c')],
	['ArrowUp', at('tue', 'c'), at('tue', 'b', 1)],
	['ArrowUp', at('mon', 'a'), at('mon', 'a')],
	['ArrowDown', at('mon', 'c'), at('mon', 'c')],
	['Home', at('wed', 'b'), at('mon', 'b')],
	['End', at('mon', 'b'), at('wed', 'b')],
] as const)('%s', (key, from, to) => {
	expect(nextAt(grid, from, key, false)).toEqual(to);
});

test('while a lesson is carried a place is one stop', () => {
	expect(nextAt(grid, at('tue', 'b'), 'ArrowDown', true)).toEqual(at('tue', 'c'));
	expect(nextAt(grid, at('tue', 'c'), 'ArrowUp', true)).toEqual(at('tue', 'b'));
});

test('other keys go nowhere; one begins today, or on the first day', () => {
	expect(nextAt(grid, at('mon', 'a'), 'x', false)).toBeUndefined();
	expect(firstAt(grid, 'tue')).toEqual(at('tue', 'a'));
	expect(firstAt(grid, 'sun')).toEqual(at('mon', 'a'));
});
