import { LessonId, PersonId } from '@classroom/protocol';
import { expect, test } from 'vitest';
import type { DayBlock, DayRow } from './dayAxis.ts';
import { nextBlock, stopOf } from './dayKeys.ts';

const block = (lessonId: string, from: number): DayBlock => ({
	lesson: {
		lessonId: LessonId.parse(lessonId),
		title: lessonId,
		kind: 'delivered',
		subject: 'music',
		teacherId: PersonId.parse('p'),
		sending: null,
		receiving: [],
		classes: [],
		from,
		until: from + 40,
		status: 'planned',
		cancelCause: null,
		seriesId: null,
		makesUp: null,
		own: { time: false, teacher: false },
		mayChange: true,
	},
	span: { from, until: from + 40 },
	part: 'sends',
	lane: 0,
});
const row = (key: string, ...blocks: DayBlock[]): DayRow => ({
	kind: 'classroom',
	key,
	school: key,
	name: key,
	blocks,
});
const rows: readonly DayRow[] = [
	{ kind: 'community', key: 'east', name: 'east', classrooms: 3 },
	row('a', block('a1', 500), block('a2', 600), block('a3', 900)),
	row('empty'),
	{ kind: 'community', key: 'west', name: 'west', classrooms: 1 },
	row('b', block('a1', 500), block('b2', 880)),
];

test.each([
	['a', 'a2', 'ArrowLeft', 'a a1'],
	['a', 'a2', 'ArrowRight', 'a a3'],
	['a', 'a1', 'ArrowLeft', undefined],
	['a', 'a3', 'ArrowRight', undefined],
	['a', 'a1', 'End', 'a a3'],
	['a', 'a3', 'Home', 'a a1'],
	['a', 'a2', 'ArrowDown', 'b a1'],
	['a', 'a3', 'ArrowDown', 'b b2'],
	['b', 'b2', 'ArrowUp', 'a a3'],
	['a', 'a1', 'ArrowUp', undefined],
	['b', 'a1', 'ArrowDown', undefined],
	['a', 'a1', 'x', undefined],
	['gone', 'a1', 'ArrowRight', undefined],
])('from %s %s by %s: %s', (key, lessonId, pressed, expected) => {
	const next = nextBlock(rows, { row: key, lessonId }, pressed);
	expect(next && `${next.row} ${next.lessonId}`).toBe(expected);
});

test('Tab stops at what was chosen, at the first lesson when that is not there any more', () => {
	expect(stopOf(rows, { row: 'b', lessonId: 'b2' })).toEqual({ row: 'b', lessonId: 'b2' });
	expect(stopOf(rows, { row: 'b', lessonId: 'gone' })).toEqual({ row: 'a', lessonId: 'a1' });
	expect(stopOf(rows, undefined)).toEqual({ row: 'a', lessonId: 'a1' });
	expect(stopOf([], undefined)).toBeUndefined();
});
