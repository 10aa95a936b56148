import { expect, test } from 'vitest';
import { countWeeks } from './weeksText.ts';

test.each([
	['1-16周', 16],
	['1-15周(单)', 8],
	['2,4,8-12周(双)', 5],
	['1-3周,5-9周(单),20周', 7],
	['', 0],
])('%s are %d', (written, weeks) => {
	expect(countWeeks(written)).toBe(weeks);
});
