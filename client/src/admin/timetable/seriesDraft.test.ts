import { PersonId, TermId } from '@classroom/protocol';
import type { Slot } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { instead, newSeries, readSeriesDraft, slotAt, toggled } from './seriesDraft.ts';

const termId = TermId.parse('t');
const slot = (weekday: Slot['weekday'], period: number): Slot => ({ weekday, period, own: null });
const span = { from: 500, until: 540 };

test('a new series is for all weeks, in the place where it was made', () => {
	expect(newSeries({ weeks: 18 }, { weekday: 3, period: 2, span })).toMatchObject({
		slots: [slot(3, 2)],
		weeks: '1-18周',
	});
	expect(newSeries({ weeks: 18 }, undefined).slots).toEqual([]);
	expect(slotAt({ weekday: 2, period: null, span })).toEqual({ weekday: 2, period: 1, own: span });
	expect(slotAt({ weekday: 8, period: 1, span })).toBeUndefined();
});

test('what is missing is named; a title that nobody gave is the one suggested', () => {
	const draft = newSeries({ weeks: 18 }, undefined);
	expect(readSeriesDraft({ ...draft, weeks: ' ' }, termId, '音乐')).toEqual({
		missing: ['teacherId', 'slots', 'weeks'],
	});
	const whole = { ...draft, teacherId: PersonId.parse('p'), teacher: '王芳', slots: [slot(1, 1)] };
	expect(readSeriesDraft(whole, termId, '音乐')).toMatchObject({ input: { title: '音乐', termId } });
	expect(readSeriesDraft(whole, termId, '音乐')).not.toHaveProperty('input.teacher');
});

test('slots are chosen and given back; a free one takes the place of the last', () => {
	const two = toggled([slot(3, 1)], slot(1, 2));
	expect(two).toEqual([slot(1, 2), slot(3, 1)]);
	expect(toggled(two, slot(1, 2))).toEqual([slot(3, 1)]);
	expect(instead([slot(3, 1)], slot(4, 1))).toEqual([slot(4, 1)]);
	expect(instead(two, slot(4, 1))).toEqual([slot(1, 2), slot(4, 1)]);
	expect(instead(two, slot(3, 1))).toEqual(two);
});
