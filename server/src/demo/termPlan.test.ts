import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BellScheduleInput, SchoolKind } from '@classroom/protocol';
import { addDays, bellIssues } from '../timetable/index.ts';
import { bellsOfSchool } from './bellPlan.ts';
import { termsAround } from './termPlan.ts';

test.each([
	['2026-11-27', '2026–2027 学年秋季学期', '2026-08-31', '2027-01-22'],
	['2026-03-02', '2026 年春季学期', '2026-03-02', '2026-07-10'],
	['2027-01-25', '2027 年春季学期', '2027-01-25', '2027-07-09'],
	// The Saturday after the last Friday.
	['2025-07-05', '2025–2026 学年秋季学期', '2025-07-05', '2026-01-23'],
])('on %s: %s', (today, name, firstDay, lastDay) => {
	expect(termsAround(today)[1]).toMatchObject({ name, firstDay, lastDay });
});

test('today is always in the second of two terms that do not overlap', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 5000 }), (days) => {
			const today = addDays('2024-01-01', days);
			const [before, now] = termsAround(today);
			expect(now!.firstDay <= today && today <= now!.lastDay, today).toBe(true);
			expect(before!.lastDay < now!.firstDay).toBe(true);
			expect(new Set(now!.specialDays.map(({ day }) => day)).size).toBe(now!.specialDays.length);
		}),
	);
});

test('the bells of every kind of school could have been typed in', () => {
	for (const kind of SchoolKind.options) {
		for (let place = 0; place < 60; place += 1) {
			const bells = bellsOfSchool(kind, place);
			expect(bells.map((schedule) => BellScheduleInput.parse(schedule))).toEqual(bells);
			expect(bellIssues(bells)).toEqual([]);
		}
	}
});
