import { describe, expect, test } from 'vitest';
import { shiftDay, partOfDay } from './days.ts';
import { comingLesson, PERIODS_SHOWN, periodsShown } from './idle.ts';
import { testLesson } from './lesson.testing.ts';
import { filterLessons } from './overview.ts';

const MIN = 60_000;
const now = 1000 * MIN;
const ids = (lessons: readonly { lessonId: string }[]): string[] => lessons.map(({ lessonId }) => lessonId);

describe('the overview', () => {
	const place = { classroomId: 'k1', name: '互动教室', school: '罗山教学点' };
	const lessons = [
		testLesson('on', now, { status: 'teaching', receivingClassrooms: [place] }),
		testLesson('ahead', now + 60 * MIN, { teacher: 'Chen' }),
		testLesson('over', now - 90 * MIN, { status: 'ended' }),
		testLesson('not', now - 90 * MIN, { status: 'missed' }),
		testLesson('off', now - 90 * MIN, { status: 'cancelled' }),
	];

	test.each([
		['all', ['on', 'ahead', 'over', 'not', 'off']],
		['now', ['on']],
		['ahead', ['ahead']],
		['ended', ['over']],
		['missed', ['not']],
	] as const)('filter %s', (filter, found) => {
		expect(ids(filterLessons(lessons, filter, '', now))).toEqual(found);
	});

	test('every word searched must occur somewhere', () => {
		expect(ids(filterLessons(lessons, 'all', '罗山  春天', now))).toEqual(['on']);
		expect(ids(filterLessons(lessons, 'all', 'chen', now))).toEqual(['ahead']);
		expect(ids(filterLessons(lessons, 'ended', '罗山', now))).toEqual([]);
	});
});

describe("a classroom's day", () => {
	const day = Array.from({ length: 9 }, (_, index) =>
		testLesson(`l${index}`, now + (index - 3) * 60 * MIN, { status: index < 3 ? 'ended' : 'planned' }),
	);

	test('the periods shown begin with the last one over', () => {
		expect(ids(periodsShown(day))).toEqual(['l2', 'l3', 'l4', 'l5', 'l6', 'l7']);
		expect(periodsShown(day.slice(0, 4))).toHaveLength(4);
		expect(periodsShown([])).toEqual([]);
	});

	test('at the end of the day the last periods stay', () => {
		const over = day.map((lesson) => ({ ...lesson, status: 'ended' as const }));
		expect(ids(periodsShown(over))).toEqual(['l3', 'l4', 'l5', 'l6', 'l7', 'l8']);
		expect(periodsShown(over)).toHaveLength(PERIODS_SHOWN);
		expect(comingLesson(over, now)).toBeUndefined();
	});

	test('the coming lesson is the open one, else the first ahead', () => {
		expect(comingLesson(day, now - 30 * MIN)?.lessonId).toBe('l3');
		expect(comingLesson(day, now)?.lessonId).toBe('l3');
	});
});

test('days and greetings', () => {
	expect(shiftDay('2026-02-28', 1)).toBe('2026-03-01');
	expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31');
	expect([8, 12, 15, 20].map(partOfDay)).toEqual(['morning', 'noon', 'afternoon', 'evening']);
});
