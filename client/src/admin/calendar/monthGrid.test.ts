import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TermDays } from './monthGrid.ts';
import { currentTerm, daysBetween, monthsOf, weekdayOf, weekNumber } from './monthGrid.ts';
import { shiftedDay } from '../zonedTime.ts';

const autumn = { firstDay: '2026-08-31', lastDay: '2027-01-22' };

test('the last of August is drawn with September, whose week it is in', () => {
	const months = monthsOf(autumn);
	expect(months.map(({ month }) => month)).toEqual(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01']);
	const [first] = months[0]!.weeks;
	expect(first!.days.slice(0, 3)).toEqual(['2026-08-31', '2026-09-01', '2026-09-02']);
	expect(months[0]!.weeks.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
	expect(months[1]!.weeks[0]).toMatchObject({
		number: 5,
		days: [null, null, null, '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'],
	});
	expect(months.at(-1)!.weeks.map(({ number }) => number)).toEqual([18, 19, 20, 21]);
});

test('a term of one week over the turn of the month is one table', () => {
	const week = { firstDay: '2026-08-31', lastDay: '2026-09-04' };
	expect(monthsOf(week).map(({ weeks }) => weeks.map(({ days }) => days.filter(Boolean).length))).toEqual([
		[7],
	]);
});

test('a week that the term begins or ends in the middle of has its number', () => {
	const term = { firstDay: '2026-03-05', lastDay: '2026-07-08' };
	expect(weekNumber(term, '2026-03-02')).toBe(1);
	expect(weekNumber(term, '2026-03-01')).toBeNull();
	expect(weekNumber(term, '2026-07-12')).toBe(19);
	expect(weekNumber(term, '2026-07-13')).toBeNull();
});

test('every day of a term is drawn once, under its weekday and beside its week, and no week is empty', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 200 }), (from, length) => {
			const firstDay = shiftedDay('2024-01-01', from);
			const term = { firstDay, lastDay: shiftedDay(firstDay, length) };
			const drawn = monthsOf(term).flatMap(({ weeks }) =>
				weeks.flatMap(({ days, number }) =>
					days.flatMap((day, place) => (day === null ? [] : [{ day, place, number }])),
				),
			);
			for (const { day, place, number } of drawn) {
				expect(weekdayOf(day)).toBe(place + 1);
				expect(number).toBe(weekNumber(term, day));
			}
			expect(
				monthsOf(term)
					.flatMap(({ weeks }) => weeks)
					.every(({ days: of }) => of.some(Boolean)),
			).toBe(true);
			const days = drawn.map(({ day }) => day);
			expect(new Set(days).size).toBe(days.length);
			expect(days).toEqual(expect.arrayContaining([...daysBetween(term.firstDay, term.lastDay)]));
		}),
	);
});

test('which term is shown first', () => {
	const spring = { firstDay: '2026-03-02', lastDay: '2026-07-10' };
	const terms = [autumn, spring];
	expect(currentTerm(terms, '2026-05-01')).toBe(spring);
	expect(currentTerm(terms, '2026-08-01')).toBe(autumn);
	expect(currentTerm(terms, '2026-10-01')).toBe(autumn);
	expect(currentTerm(terms, '2027-02-01')).toBe(autumn);
	const none: readonly TermDays[] = [];
	expect(currentTerm(none, '2026-05-01')).toBeUndefined();
});
