import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	bitrateText,
	bytesText,
	clockText,
	countdownText,
	dateText,
	dayNumber,
	durationText,
	isoDate,
	nameWidth,
	positionText,
	remainingText,
	schoolName,
	schoolNameForms,
	timeRange,
	timeText,
} from './index.ts';

const zone = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(text);
const MIN = 60_000;

describe('dates', () => {
	const march5 = at('2026-03-05T08:50:07+08:00');

	test('a day of this year has no year, another has', () => {
		expect(dateText(march5, zone, 'zh-CN', march5)).toBe('3月5日 周四');
		expect(dateText(march5, zone, 'en', march5)).toBe('Thu 5 Mar');
		expect(dateText(march5, zone, 'zh-CN', at('2027-01-01T00:00:00+08:00'))).toBe('2026年3月5日 周四');
		expect(dateText(march5, zone, 'en', at('2027-01-01T00:00:00+08:00'))).toBe('Thu 5 Mar 2026');
	});

	test('the zone decides the day, not the machine', () => {
		const lateEvening = at('2026-03-05T23:30:00+08:00');
		expect(dateText(lateEvening, zone, 'zh-CN', march5)).toBe('3月5日 周四');
		expect(dateText(lateEvening, 'Pacific/Auckland', 'zh-CN', march5)).toBe('3月6日 周五');
		expect(isoDate(lateEvening, zone)).toBe('2026-03-05');
	});

	test('times have two figures each, midnight is 00', () => {
		expect(timeText(march5, zone)).toBe('08:50');
		expect(clockText(march5, zone)).toBe('08:50:07');
		expect(timeText(at('2026-03-05T00:00:00+08:00'), zone)).toBe('00:00');
	});

	test('ranges', () => {
		expect(timeRange(march5, march5 + 40 * MIN, zone)).toBe('08:50–09:30');
		expect(timeRange(at('2026-03-05T23:50:00+08:00'), at('2026-03-06T00:30:00+08:00'), zone)).toBe(
			'23:50–00:30 +1',
		);
	});

	// China had summer time from 1986 to 1991.
	test('a day of a zone without summer time has one number', () => {
		const firstOf1992 = 8035;
		fc.assert(
			fc.property(
				fc.integer({ min: firstOf1992, max: 40_000 }),
				fc.integer({ min: 0, max: 86_399_999 }),
				(day, ms) => {
					expect(dayNumber(day * 86_400_000 - 8 * 3_600_000 + ms, zone)).toBe(day);
				},
			),
		);
	});
});

describe('durations', () => {
	test.each([
		[0, '0 秒', '0 s'],
		[30_000, '30 秒', '30 s'],
		[59_800, '1 分', '1 min'],
		[40 * MIN, '40 分', '40 min'],
		[60 * MIN, '1 小时', '1 h'],
		[65 * MIN, '1 小时 5 分', '1 h 5 min'],
	])('%i ms', (ms, chinese, english) => {
		expect(durationText(ms, 'zh-CN')).toBe(chinese);
		expect(durationText(ms, 'en')).toBe(english);
	});

	test('what is left is rounded up and never minus', () => {
		expect(remainingText(11 * MIN + 10_000, 'zh-CN')).toBe('12 分');
		expect(remainingText(12 * MIN, 'zh-CN')).toBe('12 分');
		expect(remainingText(30_000, 'zh-CN')).toBe('30 秒');
		expect(remainingText(-5000, 'zh-CN')).toBe('0 秒');
	});

	test.each([
		[0, '0:00'],
		[5_900, '0:05'],
		[65_000, '1:05'],
		[10 * MIN, '10:00'],
		[3_845_000, '1:04:05'],
	])('place %i ms', (ms, text) => expect(positionText(ms)).toBe(text));

	test('a countdown is 0:00 only at the end', () => {
		expect(countdownText(1)).toBe('0:01');
		expect(countdownText(0)).toBe('0:00');
		expect(countdownText(-10)).toBe('0:00');
	});
});

describe('bytes', () => {
	test.each([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1 kB'],
		[980_000, '980 kB'],
		[999_999, '1 MB'],
		[1_440_000_000, '1.4 GB'],
		[12_600_000_000, '13 GB'],
	])('%i', (bytes, text) => expect(bytesText(bytes)).toBe(text));

	test('rates', () => {
		expect(bitrateText(850_400)).toBe('850 kbit/s');
		expect(bitrateText(1_240_000)).toBe('1.2 Mbit/s');
	});
});

describe('names of schools', () => {
	const long = '白河县罗山镇周党九年一贯制学校';

	test('the county goes first, then the town', () => {
		expect(schoolNameForms(long, '白河县')).toEqual([long, '罗山镇周党九年一贯制学校', '周党九年一贯制学校']);
		expect(schoolName(long, 20)).toBe(long);
		expect(schoolName(long, 12)).toBe('罗山镇周党九年一贯制学校');
		expect(schoolName(long, 9)).toBe('周党九年一贯制学校');
		expect(schoolName(long, 99, '白河县')).toBe('罗山镇周党九年一贯制学校');
	});

	test('what is left always says which school', () => {
		expect(schoolNameForms('白河县中学', '白河县')).toEqual(['白河县中学']);
		expect(schoolNameForms('罗山教学点')).toEqual(['罗山教学点']);
	});

	test('a form is always the end of the name: nothing is cut in the middle or at the end', () => {
		const part = fc.constantFrom(
			'白河',
			'县',
			'罗山',
			'镇',
			'乡',
			'中心',
			'小学',
			'学校',
			'第一',
			'区',
			'A',
			' ',
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 10 }), fc.integer({ min: 1, max: 20 }), (parts, width) => {
				const name = parts.join('');
				expect(name.trim().endsWith(schoolName(name, width))).toBe(true);
			}),
		);
	});

	test('Latin letters are half as wide', () => expect(nameWidth('a1校')).toBe(2));
});
