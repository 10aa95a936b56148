import { expect, test } from 'vitest';
import type { DayClosed } from '@classroom/protocol';
import type { GridDay, GridRow } from './weekGrid.ts';
import { placeOf, targetIn } from './places.ts';

const zone = 'Asia/Shanghai';
const row: GridRow = { key: 'p1', period: 1, name: '第1节', span: { from: 500, until: 540 } };
const day: GridDay = {
	day: '2026-03-04',
	weekday: 3,
	week: 1,
	special: undefined,
	closures: [],
	closed: null,
	periods: [{ number: 1, name: '第1节', from: 510, until: 550 }],
};
const at = (time: string): number => Date.parse(`2026-03-04T${time}:00+08:00`);
const length = 40 * 60_000;
const own = { from: at('14:00'), until: at('14:40') };
const clash = (from: string, until: string) => ({
	resource: 'teacher' as const,
	name: '王芳',
	title: '音乐',
	from: at(from),
	until: at(until),
});

test('a lesson begins with the period of that day', () => {
	expect(targetIn(row, day, length, zone)).toMatchObject({ from: at('08:30'), until: at('09:10') });
	expect(targetIn({ ...row, period: 2 }, day, length, zone)).toBeNull();
});

const holiday: DayClosed = { day: '2026-03-04', why: 'holiday', reason: '放假', school: null };

test.each([
	['nothing is in the way', {}, [], own, 'free'],
	['one ends as it begins', {}, [clash('07:50', '08:30')], own, 'free'],
	['one begins as it ends', {}, [clash('09:10', '09:50')], own, 'free'],
	['one is there for a minute', {}, [clash('09:09', '09:50')], own, 'taken'],
	['a holiday', { closed: 'holiday' as const }, [], own, 'closed', [holiday]],
	['closed to whose timetable it is, and not to the lesson', { closed: 'closed' as const }, [], own, 'free'],
	['closed to the lesson, and not to whose timetable it is', {}, [], own, 'closed', [holiday]],
	['another day is closed', {}, [], own, 'free', [{ ...holiday, day: '2026-03-05' }]],
	['it is there already', {}, [], { from: at('08:30'), until: at('09:10') }, 'own'],
	['no such period', { periods: [] }, [], own, 'none'],
] as const)('%s', (_, change, taken, from, expected, closed: readonly DayClosed[] = []) => {
	const there = { ...day, ...change };
	expect(placeOf(targetIn(row, there, length, zone), there, { taken, closed }, from, at('07:00')).kind).toBe(
		expected,
	);
});

test('before the answer is there no place is called free', () => {
	expect(placeOf(targetIn(row, day, length, zone), day, undefined, own, at('07:00')).kind).toBe('unknown');
});

test('what is over cannot be gone back to', () => {
	expect(
		placeOf(targetIn(row, day, length, zone), day, { taken: [], closed: [] }, own, at('08:31')).kind,
	).toBe('past');
});

test('why a day is closed is said as soon as it is known', () => {
	const there = { ...day, closed: 'closed' as const };
	const target = targetIn(row, there, length, zone);
	expect(placeOf(target, there, undefined, own, at('07:00'))).toEqual({ kind: 'closed', why: undefined });
	const known = { taken: [], closed: [holiday] };
	expect(placeOf(target, there, known, own, at('07:00'))).toEqual({ kind: 'closed', why: holiday });
});
