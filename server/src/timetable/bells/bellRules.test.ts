import type { BellScheduleInput, Weekday } from '@classroom/protocol';
import { BellScheduleInput as Input } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../days.ts';
import { areRivals, bellIssues, periodIssues } from './bellRules.ts';
import type { Period } from './bells.ts';
import { isInSeason } from './bells.ts';

const at = (time: string): number => {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return hours * 60 + minutes;
};
const periods = (...times: string[]): Period[] =>
	times.map((time, place) => {
		const [from = '', until = ''] = time.split('–');
		return { number: place + 1, name: `第${place + 1}节`, from: at(from), until: at(until) };
	});
const core = periods('08:00–08:40', '08:50–09:30', '10:00–10:40', '10:50–11:30');

describe('periods of one schedule', () => {
	test.each([
		['good ones', core, []],
		['none', [], []],
		['one after the other', periods('08:00–08:40', '08:40–09:20'), []],
		['a minute of both', periods('08:00–08:40', '08:39–09:20'), [['periods.1.from', 'overlap']]],
		['one in the other', periods('08:00–12:00', '08:30–09:10'), [['periods.1.from', 'overlap']]],
		['out of order', periods('10:00–10:40', '08:00–08:40'), []],
		['no length', periods('09:00–09:00'), [['periods.0.until', 'end-before-start']]],
		['backwards', periods('09:40–09:00'), [['periods.0.until', 'end-before-start']]],
		[
			'a number twice',
			[...core, { number: 2, name: '又一节', from: at('14:00'), until: at('14:40') }],
			[['periods.4.number', 'duplicate']],
		],
	])('%s', (_, given, issues) => {
		expect(periodIssues(given).map(({ path, code }) => [path, code])).toEqual(issues);
	});

	test('there is no issue just where no minute belongs to two of them', () => {
		const span = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }));
		fc.assert(
			fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
				const given = spans.map(([from, length], place) => ({
					number: place + 1,
					name: 'x',
					from,
					until: from + length,
				}));
				const minutes = given.flatMap(({ from, until }) =>
					Array.from({ length: until - from }, (_, after) => from + after),
				);
				expect(periodIssues(given).length === 0).toBe(new Set(minutes).size === minutes.length);
			}),
		);
	});
});

const summer = { from: '05-01', until: '09-30' };
const winter = { from: '10-01', until: '04-30' };
const schedule = (
	name: string,
	season: BellScheduleInput['season'] = null,
	weekdays: Weekday[] | null = null,
): BellScheduleInput => ({ name, season, weekdays, periods: core });

describe('schedules of one school', () => {
	test.each([
		[
			'summer, winter, Fridays',
			[schedule('夏', summer), schedule('冬', winter), schedule('周五', null, [5])],
			[],
		],
		['two for always', [schedule('一'), schedule('二')], [['schedules.1.season', 'duplicate']]],
		['a name twice', [schedule('夏', summer), schedule('夏', winter)], [['schedules.1.name', 'duplicate']]],
		[
			'seasons that meet on a day',
			[schedule('夏', summer), schedule('冬', { from: '09-30', until: '04-30' })],
			[['schedules.1.season', 'duplicate']],
		],
		[
			'seasons that meet over New Year',
			[schedule('冬', winter), schedule('元月', { from: '01-01', until: '01-31' })],
			[['schedules.1.season', 'duplicate']],
		],
		[
			'a weekday in two',
			[schedule('一', null, [4, 5]), schedule('二', null, [5])],
			[['schedules.1.weekdays', 'duplicate']],
		],
		['a weekday twice in one', [schedule('一', null, [5, 5])], [['schedules.0.weekdays', 'duplicate']]],
		['Fridays of different seasons', [schedule('一', summer, [5]), schedule('二', winter, [5])], []],
	])('%s', (_, given, issues) => {
		expect(bellIssues(given).map(({ path, code }) => [path, code])).toEqual(issues);
	});

	test.each([
		['02-30', 'bad-format'],
		['2-3', 'bad-format'],
		['13-01', 'bad-format'],
	])('a season does not begin on %s', (from, code) => {
		const parsed = Input.safeParse(schedule('x', { from, until: '05-01' }));
		expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
			['season.from', code],
		]);
		expect(Input.safeParse(schedule('x', { from: '02-29', until: '05-01' })).success).toBe(true);
	});

	test('two are rivals just where a day of a leap year has both with the same right', () => {
		const days = Array.from({ length: 366 }, (_, after) => addDays('2024-01-01', after));
		const monthDay = fc.constantFrom(...days.map((day) => day.slice(5)));
		const when = fc.record({
			season: fc.option(fc.record({ from: monthDay, until: monthDay })),
			weekdays: fc.option(fc.uniqueArray(fc.constantFrom<Weekday[]>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 })),
		});
		fc.assert(
			fc.property(when, when, (one, other) => {
				const sameRight =
					(one.season === null) === (other.season === null) &&
					(one.weekdays === null) === (other.weekdays === null);
				// A make-up day runs as any weekday, so that the weekday does not follow from the day.
				const meet = days.some((day) =>
					[1, 2, 3, 4, 5, 6, 7].some((weekday) =>
						[one, other].every(
							({ season, weekdays }) =>
								(season === null || isInSeason(season, day.slice(5))) &&
								(weekdays === null || weekdays.some((each) => each === weekday)),
						),
					),
				);
				expect(areRivals(one, other)).toBe(sameRight && meet);
			}),
		);
	});
});
