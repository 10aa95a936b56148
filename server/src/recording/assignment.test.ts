import { LessonId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, chooseRecorder, freePlaces } from './assignment.ts';
import type { RecorderLoad } from './assignment.ts';

const load = (recorderId: string, places: number, lessons: number): RecorderLoad => ({
	recorderId,
	places,
	lessons,
});

describe('the chosen recorder', () => {
	test.each([
		['nobody is there', [], undefined],
		['nobody has a place', [load('a', 2, 2), load('b', 0, 0)], undefined],
		['one is idle', [load('a', 2, 1), load('b', 2, 0)], 'b'],
		['half of 8 is less load than all but one of 3', [load('a', 3, 2), load('b', 8, 4)], 'b'],
		['both idle: the larger', [load('a', 2, 0), load('b', 4, 0)], 'b'],
		['alike: by name', [load('b', 2, 1), load('a', 2, 1)], 'a'],
		['one promises less than it has', [load('a', 1, 3), load('b', 4, 3)], 'b'],
	])('%s', (_when, recorders, chosen) => {
		expect(chooseRecorder(recorders)?.recorderId).toBe(chosen);
	});
});

test('who waits longest comes first', () => {
	const waiting = [
		{ lessonId: LessonId.parse('late'), since: 20 },
		{ lessonId: LessonId.parse('early'), since: 10 },
	];
	expect(assign([load('a', 1, 0)], waiting)).toEqual([{ lessonId: 'early', recorderId: 'a' }]);
});

test('what is waiting or about to begin takes its place from the free ones', () => {
	expect(freePlaces([load('a', 4, 1), load('b', 1, 2)], 2)).toBe(1);
	expect(freePlaces([], 1)).toBe(-1);
});

const recordersArbitrary = fc.uniqueArray(
	fc.record({
		recorderId: fc.string({ minLength: 1, maxLength: 3 }),
		places: fc.integer({ min: 0, max: 5 }),
		lessons: fc.integer({ min: 0, max: 6 }),
	}),
	{ selector: (recorder) => recorder.recorderId, maxLength: 6 },
);
const waitingArbitrary = fc
	.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 })
	.map((sinces) => sinces.map((since, index) => ({ lessonId: LessonId.parse(`lesson-${index}`), since })));

test('no place is taken twice, none stays free while a lesson waits, and each lesson is given once', () => {
	fc.assert(
		fc.property(recordersArbitrary, waitingArbitrary, (recorders, waiting) => {
			const given = assign(recorders, waiting);
			const count = (recorderId: string): number =>
				given.filter((assignment) => assignment.recorderId === recorderId).length;
			for (const { recorderId, places, lessons } of recorders) {
				expect(count(recorderId)).toBeLessThanOrEqual(Math.max(0, places - lessons));
			}
			expect(new Set(given.map(({ lessonId }) => lessonId)).size).toBe(given.length);
			const free = freePlaces(recorders, 0);
			expect(given.length).toBe(Math.min(free, waiting.length));
			const latestGiven = Math.max(
				-1,
				...given.map(({ lessonId }) => waiting.find((each) => each.lessonId === lessonId)?.since ?? 99),
			);
			const left = waiting.filter((each) => !given.some(({ lessonId }) => lessonId === each.lessonId));
			for (const each of left) expect(each.since).toBeGreaterThanOrEqual(latestGiven);
		}),
	);
});
