import { LessonId, PersonId } from '@classroom/protocol';
import type { TimetableLesson } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeAt, placesOn } from './dayPlaces.ts';
import type { GridDay } from './weekGrid.ts';

const zone = 'Asia/Shanghai';
const at = (time: string): number => Date.parse(`2026-03-04T${time}:00+08:00`);
const day: GridDay = {
	day: '2026-03-04',
	weekday: 3,
	week: 1,
	special: undefined,
	closures: [],
	closed: null,
	periods: [
		{ number: 1, name: '第1节', from: 500, until: 540 },
		{ number: 2, name: '第2节', from: 550, until: 590 },
		{ number: 3, name: '第3节', from: 610, until: 650 },
	],
};
const lesson: TimetableLesson = {
	lessonId: LessonId.parse('l'),
	title: '音乐',
	kind: 'delivered',
	subject: 'music',
	teacherId: PersonId.parse('p'),
	sending: null,
	receiving: [],
	classes: [],
	from: at('09:10'),
	until: at('09:50'),
	status: 'planned',
	cancelCause: null,
	seriesId: null,
	makesUp: null,
	own: { time: false, teacher: false },
	mayChange: true,
};
const clash = {
	resource: 'teacher' as const,
	name: '王芳',
	title: '美术',
	from: at('10:20'),
	until: at('10:30'),
};
const kinds = (taken: readonly (typeof clash)[] | undefined, now: number, on = day) =>
	placesOn(on, { lesson, known: taken && { taken, closed: [] } }, zone, now).map(
		({ row, place }) => `${row.key} ${place.kind}`,
	);

test('each period of the day is a place: past, the lesson’s own, taken, free, or not known yet', () => {
	expect(kinds([clash], at('07:00'))).toEqual(['p1 free', 'p2 own', 'p3 taken']);
	expect(kinds([], at('08:30'))).toEqual(['p1 past', 'p2 own', 'p3 free']);
	expect(kinds(undefined, at('07:00'))).toEqual(['p1 unknown', 'p2 own', 'p3 unknown']);
	expect(kinds([], at('07:00'), { ...day, closed: 'outside' })).toEqual(['p1 closed', 'p2 own', 'p3 closed']);
});

test('a school without bells has half hours', () => {
	const places = placesOn(
		{ ...day, periods: [] },
		{ lesson, known: { taken: [], closed: [] } },
		zone,
		at('07:00'),
	);
	expect(places.length).toBe(19);
	expect(places[0]).toMatchObject({ span: { from: 480, until: 510 }, target: { from: at('08:00') } });
});

test('what is put down between two periods goes to the nearer, before the first to the first', () => {
	const places = placesOn(day, { lesson, known: { taken: [], closed: [] } }, zone, at('07:00'));
	const rowAt = (minutes: number) => placeAt(places, minutes)?.row.key;
	expect([0, 500, 543, 547, 590, 601, 1439].map(rowAt)).toEqual(['p1', 'p1', 'p1', 'p2', 'p2', 'p3', 'p3']);
	expect(placeAt([], 500)).toBeUndefined();
	fc.assert(
		fc.property(fc.constantFrom(...places), fc.nat(40), (place, into) => {
			expect(placeAt(places, place.span.from + into)).toBe(place);
		}),
	);
});
