import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatWeeks, parseWeeks } from './weeks.ts';

const read = (written: string, lastWeek = 20): string => {
	const parsed = parseWeeks(written, lastWeek);
	return parsed.ok ? parsed.weeks.join(' ') : `${parsed.fault.code}: ${parsed.fault.text}`;
};

describe('reading weeks', () => {
	test.each([
		['1-16周', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16'],
		['1-15周(单)', '1 3 5 7 9 11 13 15'],
		['2,4,8-12周(双)', '2 4 8 10 12'],
		['5', '5'],
		['5周', '5'],
		['第3周', '3'],
		['第2-第4周', '2 3 4'],
		['1-3周(单),10-14周(双)', '1 3 10 12 14'],
		['1-4周单周', '1 3'],
		['1-4双', '2 4'],
		['1-3周 7周', '1 2 3 7'],
		['3，1、2', '1 2 3'],
		['1-3,2-4', '1 2 3 4'],
		['１－４周（双）', '2 4'],
		[' 1 - 3 周 ', '1 2 3'],
		['1~3周', '1 2 3'],
		['1至3周', '1 2 3'],
		['1—3周', '1 2 3'],
		['1-8周10-12周', '1 2 3 4 5 6 7 8 10 11 12'],
		['1-20', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20'],
	])('%s', (written, weeks) => {
		expect(read(written)).toBe(weeks);
	});

	test.each([
		['', 'weeks-unreadable: '],
		['每周', 'weeks-unreadable: 每周'],
		['1-16-18', 'weeks-unreadable: 1-16-18'],
		['1-16周(三)', 'weeks-unreadable: 1-16周(三)'],
		['16-1周', 'weeks-backwards: 16-1周'],
		['1-16周(单双)', 'weeks-parity-twice: 1-16周(单双)'],
		['3周(双)', 'weeks-parity-empty: 3周(双)'],
		['3,8-12周(双)', 'weeks-parity-empty: 3'],
		['0-4周', 'weeks-outside-term: 0-4周'],
		['18-21周', 'weeks-outside-term: 18-21周'],
		['1-999', 'weeks-outside-term: 1-999'],
		['1-1000000000', 'weeks-unreadable: 1-1000000000'],
		['-3', 'weeks-unreadable: -3'],
	])('refuses %s', (written, fault) => {
		expect(read(written)).toBe(fault);
	});
});

describe('writing weeks', () => {
	test.each([
		['1-16周', '1-16周'],
		['1,3,5,7,9,11,13,15', '1-15周(单)'],
		['2,4,8,10,12', '2,4,8-12周(双)'],
		['1-4,8', '1-4,8周'],
		['1,3', '1,3周'],
		['1-5周(单),10-12', '1-5周(单),10-12周'],
		['1-5周(单),10-14周(双)', '1-5周(单),10-14周(双)'],
		['20', '20周'],
	])('%s as %s', (written, normal) => {
		const parsed = parseWeeks(written, 20);
		expect(parsed.ok && formatWeeks(parsed.weeks)).toBe(normal);
	});

	test('what is written is read back, for every set of weeks', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (any) => {
				const weeks = any.toSorted((a, b) => a - b);
				expect(parseWeeks(formatWeeks(weeks), 30)).toEqual({ ok: true, weeks });
			}),
		);
	});

	test('whatever is typed is read or refused, and only weeks of the term come out', () => {
		const sign = fc.constantFrom(...Array.from('0123456789-,，周单双()（）第至 １２'));
		fc.assert(
			fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
				const parsed = parseWeeks(signs.join(''), 18);
				if (!parsed.ok) return;
				expect(parsed.weeks.length).toBeGreaterThan(0);
				expect(parsed.weeks.every((week) => week >= 1 && week <= 18)).toBe(true);
				expect(parseWeeks(formatWeeks(parsed.weeks), 18)).toEqual(parsed);
			}),
		);
	});
});
