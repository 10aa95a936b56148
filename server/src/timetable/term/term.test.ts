import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../days.ts';
import type { Calendar, SpecialDay } from './calendar.ts';
import { closureFor, schoolDay } from './calendar.ts';
import { publishedDays } from './published.ts';
import type { Term, Weekday } from './term.ts';
import { dayIn, daysBetween, daysOf, lastWeekOf, weekdayOf, weekOf } from './term.ts';

const spring: Term = { firstDay: '2026-03-02', lastDay: '2026-07-10' };

const anyTerm = fc
	.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 200 }))
	.map(([from, length]): Term => {
		const firstDay = addDays('2024-01-01', from);
		return { firstDay, lastDay: addDays(firstDay, length) };
	});

describe('weeks of a term', () => {
	test.each([
		['2026-03-01', null],
		['2026-03-02', 1],
		['2026-03-08', 1],
		['2026-03-09', 2],
		['2026-07-10', 19],
		['2026-07-11', null],
	])('%s is in week %s', (day, week) => {
		expect(weekOf(spring, day)).toBe(week);
	});

	test('a term that begins on a Thursday has that Thursday in week 1 and the next Monday in week 2', () => {
		const term: Term = { firstDay: '2026-03-05', lastDay: '2026-07-10' };
		expect(weekOf(term, '2026-03-05')).toBe(1);
		expect(weekOf(term, '2026-03-09')).toBe(2);
		expect(dayIn(term, 1, 1)).toBeNull();
		expect(dayIn(term, 1, 4)).toBe('2026-03-05');
	});

	test('weekdays', () => {
		expect(['2026-03-02', '2026-03-07', '2026-03-08'].map(weekdayOf)).toEqual([1, 6, 7]);
		expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
		expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
	});

	test('every day of a term is the day of its weekday and week, and there is no other', () => {
		fc.assert(
			fc.property(anyTerm, (term) => {
				const days = daysOf(term);
				expect(days.at(-1)).toBe(term.lastDay);
				for (const day of days) {
					const week = weekOf(term, day);
					expect(week).toBeGreaterThanOrEqual(1);
					expect(week).toBeLessThanOrEqual(lastWeekOf(term));
					expect(dayIn(term, week ?? 0, weekdayOf(day))).toBe(day);
				}
				expect(weekOf(term, addDays(term.lastDay, 1))).toBeNull();
				expect(weekOf(term, addDays(term.firstDay, -1))).toBeNull();
			}),
		);
	});
});

const calendarOf = (term: Term, ...days: SpecialDay[]): Calendar => ({
	term,
	specialDays: new Map(days.map((special) => [special.day, special])),
	closures: [],
});

describe('what a day is for lessons', () => {
	const calendar = calendarOf(
		spring,
		{ kind: 'holiday', day: '2026-05-01', name: '劳动节' },
		{ kind: 'exam', day: '2026-06-25', name: '期末考试' },
		{ kind: 'make-up', day: '2026-05-09', name: '劳动节', asWeekday: 2, ofWeek: 10 },
		{ kind: 'make-up', day: '2026-05-10', name: '停课补上', asWeekday: 4, ofWeek: null },
	);
	test.each([
		['2026-03-01', { lessons: false, why: 'outside-term' }],
		['2026-03-03', { lessons: true, weekday: 2, week: 1, madeUp: false }],
		['2026-03-07', { lessons: true, weekday: 6, week: 1, madeUp: false }],
		['2026-05-01', { lessons: false, why: 'holiday' }],
		['2026-06-25', { lessons: false, why: 'exam' }],
		// "as Tuesday of week 10", although it is the Saturday of week 10 itself
		['2026-05-09', { lessons: true, weekday: 2, week: 10, madeUp: true }],
		// "as Thursday of this week"
		['2026-05-10', { lessons: true, weekday: 4, week: 10, madeUp: true }],
	])('%s', (day, runs) => {
		expect(schoolDay(calendar, day)).toEqual(runs);
	});

	test('a make-up day has the parity of the week it runs as', () => {
		const fair = calendarOf(spring, {
			kind: 'make-up',
			day: '2026-05-09',
			name: '劳动节',
			asWeekday: 2,
			ofWeek: 11,
		});
		expect(weekOf(spring, '2026-05-09')).toBe(10);
		expect(schoolDay(fair, '2026-05-09')).toMatchObject({ week: 11 });
	});

	test('closures keep away whom they name', () => {
		const closed: Calendar = {
			...calendar,
			closures: [
				{
					from: '2026-03-10',
					until: '2026-03-12',
					whom: { kind: 'school', schoolId: 'luoshan' as never },
					reason: '大雪',
				},
				{
					from: '2026-03-12',
					until: '2026-03-12',
					whom: { kind: 'community', communityId: 'east' as never },
					reason: '流感',
				},
			],
		};
		const luoshan = { schoolId: 'luoshan' as never, communityIds: ['east' as never] };
		const other = { schoolId: 'other' as never, communityIds: ['east' as never] };
		const far = { schoolId: 'far' as never, communityIds: [] };
		expect(closureFor(closed, '2026-03-09', [luoshan])).toBeNull();
		expect(closureFor(closed, '2026-03-10', [other, luoshan])?.schoolId).toBe('luoshan');
		expect(closureFor(closed, '2026-03-12', [luoshan])?.closure.reason).toBe('大雪');
		expect(closureFor(closed, '2026-03-12', [far, other])?.closure.reason).toBe('流感');
		expect(closureFor(closed, '2026-03-12', [far])).toBeNull();
		expect(closureFor(closed, '2026-03-13', [luoshan, other])).toBeNull();
	});
});

// General Office of the State Council, notice on the holidays of 2026 (国务院办公厅关于2026年部分节假日安排的通知).
const holidaysOf2026 = {
	元旦: ['01-01', '01-02', '01-03'],
	春节: ['02-15', '02-16', '02-17', '02-18', '02-19', '02-20', '02-21', '02-22', '02-23'],
	清明: ['04-04', '04-05', '04-06'],
	劳动节: ['05-01', '05-02', '05-03', '05-04', '05-05'],
	端午: ['06-19', '06-20', '06-21'],
	中秋: ['09-25', '09-26', '09-27'],
	国庆节: ['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'],
};
const makeUpDaysOf2026 = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'];

describe('the calendar of 2026 as published', () => {
	const whole = publishedDays({ firstDay: '2026-01-01', lastDay: '2026-12-31' });
	const daysLike = (kind: SpecialDay['kind']): string[] =>
		whole.days.filter((special) => special.kind === kind).map(({ day }) => day.slice(5));

	test('has all holidays and make-up days, and nothing else', () => {
		expect(daysLike('holiday')).toEqual(Object.values(holidaysOf2026).flat());
		expect(daysLike('make-up')).toEqual(makeUpDaysOf2026);
		expect(whole.unknownYears).toEqual([]);
	});

	test('suggests that a make-up day runs as a day that fell away', () => {
		const holidays = new Set(daysLike('holiday'));
		for (const term of [spring, { firstDay: '2026-08-31', lastDay: '2027-01-22' }]) {
			for (const special of publishedDays(term).days) {
				if (special.kind !== 'make-up') continue;
				const day = dayIn(term, special.ofWeek ?? weekOf(term, special.day) ?? 0, special.asWeekday);
				expect(holidays, `${special.day} as ${day ?? ''}`).toContain(day?.slice(5));
				expect(special.asWeekday).toBeLessThan(6 satisfies Weekday);
			}
		}
	});

	test('says which year it does not know', () => {
		const { days, unknownYears } = publishedDays({ firstDay: '2026-08-31', lastDay: '2040-01-22' });
		expect(unknownYears).toEqual([2040]);
		expect(days[0]).toMatchObject({ day: '2026-09-20', kind: 'make-up' });
	});
});
