import { ClassroomId, PersonId, SeriesId, TermId } from '@classroom/protocol';
import type { Series, Slot } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { inItsWeek, laterFrom, movedSeries, seriesInputOf } from './moved.ts';

const slot = (weekday: Slot['weekday'], period: number): Slot => ({ weekday, period, own: null });
const series: Series = {
	seriesId: SeriesId.parse('s'),
	termId: TermId.parse('t'),
	title: '音乐',
	kind: 'delivered',
	subject: 'music',
	teacherId: PersonId.parse('p'),
	teacher: '王芳',
	sendingClassroom: { classroomId: ClassroomId.parse('c'), name: '互动教室', school: '中心小学' },
	receivingClassrooms: [],
	classGroups: [],
	slots: [slot(1, 2), slot(3, 4)],
	weeks: '1-16周',
	fromDay: null,
	untilDay: null,
	lessons: 32,
	given: 0,
	changed: 0,
	mayChange: true,
};
const row = (period: number | null) => ({ key: 'r', period, name: null, span: { from: 500, until: 540 } });
const target = (weekday: number, period: number | null) => ({
	weekday,
	row: row(period),
	span: { from: 500, until: 540 },
});

test('only the slot of the lesson moves', () => {
	expect(movedSeries(series, { weekday: 3, period: 4 }, target(5, 6))).toEqual({
		...seriesInputOf(series),
		slots: [slot(1, 2), slot(5, 6)],
	});
});

test('outside of the periods the slot gets times of its own', () => {
	const moved = movedSeries(series, { weekday: 1, period: 2 }, target(2, null));
	expect(moved?.slots[0]).toEqual({ weekday: 2, period: 2, own: { from: 500, until: 540 } });
});

test('a lesson whose period has other times now is of the only slot of its weekday; of two nobody knows', () => {
	expect(movedSeries(series, { weekday: 1, period: null }, target(2, 1))?.slots[0]).toEqual(slot(2, 1));
	const twice = { ...series, slots: [slot(1, 2), slot(1, 3)] };
	expect(movedSeries(twice, { weekday: 1, period: null }, target(2, 1))).toBeUndefined();
	expect(movedSeries(series, { weekday: 4, period: 1 }, target(2, 1))).toBeUndefined();
});

test('a lesson that goes to an earlier day takes part in the change of the later ones', () => {
	expect(laterFrom('2026-03-03', '2026-03-02', '2026-03-03')).toBe('2026-03-02');
	expect(laterFrom('2026-03-03', '2026-03-06', '2026-03-03')).toBe('2026-03-03');
});

test('so does one that was moved to a later day before; of another week there is only this one', () => {
	expect(laterFrom('2026-03-06', '2026-03-05', '2026-03-03')).toBe('2026-03-03');
	expect(inItsWeek('2026-03-02', '2026-03-08')).toBe(true);
	expect(inItsWeek('2026-03-02', '2026-03-09')).toBe(false);
});
