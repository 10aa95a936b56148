import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lesson } from '@classroom/protocol';
import { groupDay, isOpen, lessonToEnter } from './groups.ts';
import { testLesson } from './lesson.testing.ts';

const MIN = 60_000;

const lesson = (id: string, start: number, status: Lesson['status'] = 'planned'): Lesson =>
	testLesson(id, start, { status });

const ids = (lessons: readonly Lesson[]): string[] => lessons.map((each) => each.lessonId);

describe('the groups of a day', () => {
	const now = 1000 * MIN;

	test('now, next, later, done', () => {
		const groups = groupDay(
			[
				lesson('e', now + 200 * MIN),
				lesson('a', now - 100 * MIN, 'ended'),
				lesson('d', now + 60 * MIN),
				lesson('b', now - 5 * MIN, 'teaching'),
				lesson('c', now + 60 * MIN),
				lesson('x', now + 30 * MIN, 'cancelled'),
			],
			now,
		);
		expect(ids(groups.now)).toEqual(['b']);
		expect(ids(groups.next)).toEqual(['d', 'c']);
		expect(ids(groups.later)).toEqual(['e']);
		expect(ids(groups.done)).toEqual(['a', 'x']);
	});

	test('a Room counts as open from ten minutes before the bell, whatever the last answer said', () => {
		expect(isOpen(lesson('a', now), now - 10 * MIN - 1)).toBe(false);
		expect(isOpen(lesson('a', now), now - 10 * MIN)).toBe(true);
		expect(isOpen(lesson('a', now), now + 40 * MIN)).toBe(false);
	});

	test('a classroom follows the lesson that starts last: the one before it has run over', () => {
		const entered = lessonToEnter([lesson('b', now - 5 * MIN), lesson('a', now - 50 * MIN, 'overrun')], now);
		expect(entered?.lessonId).toBe('b');
		expect(lessonToEnter([lesson('a', now, 'ended')], now)).toBeUndefined();
	});

	test('every lesson is in exactly one group', () => {
		const status = fc.constantFrom(
			'planned',
			'waiting',
			'teaching',
			'overrun',
			'ended',
			'missed',
			'cancelled',
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1440 }), status)), (parts) => {
				const lessons = parts.map(([minute, state], index) => lesson(`l${index}`, minute * MIN, state));
				const groups = groupDay(lessons, 700 * MIN);
				const all = [...groups.now, ...groups.next, ...groups.later, ...groups.done];
				expect(ids(all).sort()).toEqual(ids(lessons).sort());
			}),
		);
	});
});
