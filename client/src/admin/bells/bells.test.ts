import { describe, expect, test } from 'vitest';
import { BellScheduleInput } from '@classroom/protocol';
import { draftOf, nextPeriod, readBells, standardBells } from './bellDraft.ts';
import { commonOf, hoursAround, hoursIn, minutesOf, placeIn, spanText } from './bellTimes.ts';

const nameOf = (number: number): string => `第${number}节`;
const standard = standardBells({ summer: '夏季', winter: '冬季', nameOf });

describe('times', () => {
	test.each([
		['8:50', 530],
		['850', 530],
		['０８：５０', 530],
		['24:00', undefined],
		['8.5', undefined],
		['', undefined],
	])('%s', (typed, minutes) => {
		expect(minutesOf(typed)).toBe(minutes);
	});

	test('a day is drawn by whole hours', () => {
		expect(hoursAround([{ from: 500, until: 540 }])).toEqual({ from: 480, until: 540 });
		expect(hoursAround([])).toEqual({ from: 480, until: 1020 });
		expect(hoursIn({ from: 480, until: 600 })).toEqual([480, 540, 600]);
		expect(placeIn({ from: 480, until: 600 }, { from: 510, until: 540 })).toEqual({ start: 25, size: 25 });
		expect(spanText({ from: 500, until: 540 })).toBe('08:20–09:00');
	});

	test('what two have in common', () => {
		expect(commonOf({ from: 0, until: 40 }, { from: 10, until: 50 })).toEqual({ from: 10, until: 40 });
		expect(commonOf({ from: 0, until: 40 }, { from: 40, until: 80 })).toBeUndefined();
	});
});

describe('what is typed', () => {
	test('the standard set could have been typed, and reads as it is', () => {
		expect(standard.map((schedule) => BellScheduleInput.parse(schedule))).toEqual(standard);
		expect(standard[0]!.periods).toHaveLength(8);
		expect(readBells(draftOf(standard))).toEqual({ ok: true, schedules: standard });
	});

	test('what cannot be read is said at its place', () => {
		const { schedules } = draftOf(standard);
		const [summer, winter] = schedules;
		summer!.periods[1]!.from = '早上';
		summer!.periods[2]!.until = ' ';
		winter!.season = { from: '10-01', until: null };
		winter!.periods[0]!.number = null;
		expect(readBells({ schedules })).toEqual({
			ok: false,
			issues: [
				['schedules.0.periods.1.from', 'bad-format'],
				['schedules.0.periods.2.until', 'required'],
				['schedules.1.season', 'required'],
				['schedules.1.periods.0.number', 'required'],
			],
		});
	});

	test('the next period follows the last', () => {
		expect(nextPeriod([], nameOf)).toEqual({ number: 1, name: '第1节', from: '08:20', until: '09:00' });
		const last = { number: 3, name: '早读', from: '07:30', until: '07:50' };
		expect(nextPeriod([last], nameOf)).toEqual({ number: 4, name: '第4节', from: '08:00', until: '08:20' });
		const late = { number: 1, name: '晚', from: '23:00', until: '23:50' };
		expect(nextPeriod([late], nameOf)).toMatchObject({ from: '23:59', until: '23:59' });
	});
});
