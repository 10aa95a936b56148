import { expect, test } from 'vitest';
import type { Reader } from '../../platform/index.ts';
import { monthDayColumn, timeOf, weekdayColumn, weekdaysColumn } from './termPlanColumns.ts';
import { periodNumber } from './readPeriod.ts';

type PlainCell = Parameters<Reader<string>>[0];

const about = { header: { zh: 'a', en: 'a' }, example: { zh: 'a', en: 'a' }, width: 8 };

test.each<[PlainCell, unknown]>([
	['周四', 4],
	['星期日', 7],
	['礼拜天', 7],
	['３', 3],
	[5, 5],
	['Mon', 1],
	['Thursday', 4],
	['周八', 'bad-choice'],
	['周一、周二', 'bad-choice'],
])('weekday %j: %j', (cell, expected) => {
	const read = weekdayColumn(about).read(cell, '1900');
	expect(read.ok ? read.value : read.code).toBe(expected);
});

test.each<[PlainCell, unknown]>([
	['周一至周五', [1, 2, 3, 4, 5]],
	['周一、三，五', [1, 3, 5]],
	['星期三，周一', [1, 3]],
	['1-5', [1, 2, 3, 4, 5]],
	['Mon-Wed, Fri', [1, 2, 3, 5]],
	['周五至周一', 'bad-choice'],
	['周一至周三至周五', 'bad-choice'],
	['工作日', 'bad-choice'],
	['，', 'bad-choice'],
	[{ is: 'formula', text: '=1' }, 'formula'],
])('weekdays %j: %j', (cell, expected) => {
	const read = weekdaysColumn(about).read(cell, '1900');
	expect(read.ok ? read.value : read.code).toEqual(expected);
});

test('weekdays are written as they are read', () => {
	const column = weekdaysColumn(about);
	for (const language of ['zh-CN', 'en'] as const) {
		const written = column.write([1, 3, 7], language);
		expect(column.read(typeof written === 'string' ? written : null, '1900')).toEqual({
			ok: true,
			value: [1, 3, 7],
		});
	}
	expect(column.write(null, 'en')).toBeNull();
});

test.each<[PlainCell, string]>([
	['05-01', '05-01'],
	['5-1', '05-01'],
	['５月１日', '05-01'],
	['10/31', '10-31'],
	['2-29', '02-29'],
	[{ is: 'date', at: Date.UTC(2026, 4, 1) }, '05-01'],
	['2-30', 'bad-month-day'],
	['13-1', 'bad-month-day'],
	['五月', 'bad-month-day'],
	[5, 'bad-month-day'],
])('day of the year %j: %s', (cell, expected) => {
	const read = monthDayColumn(about).read(cell, '1900');
	expect(read.ok ? read.value : read.code).toBe(expected);
});

test.each<[PlainCell, unknown]>([
	['24:00', 1440],
	['8：05', 485],
	[0.5, 720],
	['25:00', 'bad-time'],
])('time %j: %j', (cell, expected) => {
	const read = timeOf(about.header, [], '08:00').read(cell, '1900');
	expect(read.ok ? read.value : read.code).toBe(expected);
});

test.each([
	['2', 2],
	['２', 2],
	['第2节', 2],
	['第二节', 2],
	['十', 10],
	['第十二节', 12],
	['二十', 20],
	['二十一', null],
	['0', null],
	['21', null],
	['早读', null],
	['', null],
	['第节', null],
])('period %s: %s', (text, expected) => {
	expect(periodNumber(text)).toBe(expected);
});
