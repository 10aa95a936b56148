import { noEffect } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { expectedMs, MAX_FILE_BYTES, newAccounts, totals, unfit } from './importState.ts';

test.each([
	['名单.xlsx', 1000, null],
	['名单.XLSX ', 1000, null],
	['名单.xls', 1000, 'not-xlsx'],
	['名单.xlsx.csv', 1000, 'not-xlsx'],
	['名单.xlsx', MAX_FILE_BYTES, null],
	['名单.xlsx', MAX_FILE_BYTES + 1, 'too-large'],
])('%s of %i bytes: %s', (name, size, why) => {
	expect(unfit({ name, size })).toBe(why);
});

test('what is changed is summed over the sheets', () => {
	const counts = {
		schools: { created: 1, updated: 2, unchanged: 3 },
		classrooms: { created: 10, updated: 0, unchanged: 0 },
		classes: { created: 0, updated: 20, unchanged: 0 },
		teachers: { created: 100, updated: 0, unchanged: 0 },
		students: { created: 1000, updated: 0, unchanged: 200 },
	};
	expect(totals(counts)).toEqual({ created: 1111, updated: 22, unchanged: 203 });
	expect(newAccounts(counts)).toBe(1100);
	const rest = { saved: false, issues: [], issueCount: 0, otherSheets: [] };
	expect(expectedMs({ ...rest, counts, firstPasswords: null })).toBeGreaterThan(1500);
	const none = { created: 0, updated: 0, unchanged: 0 };
	const plan = { terms: none, days: none, bells: none, series: { ...none, created: 600 } };
	expect(totals(plan).created).toBe(600);
	const term = { ...rest, counts: plan, effect: noEffect };
	expect(expectedMs({ ...term, lessons: 9000 })).toBeGreaterThan(expectedMs({ ...term, lessons: 0 }) + 4000);
});
