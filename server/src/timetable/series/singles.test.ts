import { expect, test } from 'vitest';
import type { Calendar, SpecialDay } from '../term/calendar.ts';
import type { ClosedDay } from '../term/closedOn.ts';
import type { SingleLesson } from './singles.ts';
import { isDayChanged, singleSteps } from './singles.ts';

const snow: ClosedDay = { why: 'closed', reason: '大雪', schoolId: null };
const lesson = (change: Partial<SingleLesson>): SingleLesson => ({
	lessonId: 'one' as never,
	makesUp: null,
	day: '2026-03-10',
	from: 0,
	until: 1,
	cancelled: null,
	madeUp: false,
	parts: undefined as never,
	facts: undefined as never,
	...change,
});

test.each<[string, Partial<SingleLesson>, ClosedDay | null, ClosedDay | null, string]>([
	['on a day that closes', {}, null, snow, 'drop 大雪'],
	['on a day that stays open', {}, null, null, ''],
	['on a day that was closed before', {}, snow, snow, ''],
	['on a day that opens', {}, snow, null, ''],
	['that fell away with a day that opens', { cancelled: 'calendar' }, snow, null, 'revive'],
	['that fell away with a day that stays closed', { cancelled: 'calendar' }, snow, snow, ''],
	['in whose way another was, on an open day', { cancelled: 'clash' }, null, null, 'revive'],
	['in whose way another was, on a day that closes', { cancelled: 'clash' }, null, snow, ''],
	['that fell away and was made up for', { cancelled: 'calendar', madeUp: true }, snow, null, ''],
])('one %s', (_what, change, before, after, expected) => {
	const steps = singleSteps(
		[lesson(change)],
		() => before,
		() => after,
	);
	expect(steps.map((step) => (step.what === 'drop' ? `drop ${step.reason}` : step.what)).join()).toBe(
		expected,
	);
});

test('only days of which the calendar says something else are looked at', () => {
	const term = { firstDay: '2026-03-02', lastDay: '2026-07-10' };
	const calendar = (days: SpecialDay[], closures: Calendar['closures'] = []): Calendar => ({
		term,
		specialDays: new Map(days.map((each) => [each.day, each])),
		closures,
	});
	const before = calendar([{ kind: 'holiday', day: '2026-05-01', name: '劳动节' }]);
	const after = calendar(
		[
			{ kind: 'holiday', day: '2026-05-01', name: '五一' },
			{ kind: 'exam', day: '2026-06-25', name: '期末考试' },
		],
		[{ from: '2026-03-10', until: '2026-03-11', whom: { kind: 'county' }, reason: '大雪' }],
	);
	const changed = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-05-01', '2026-06-25'];
	expect(changed.filter((day) => isDayChanged([before], [after], day))).toEqual([
		...['2026-03-10', '2026-03-11', '2026-06-25'],
	]);
	const shorter = { ...before, term: { ...term, lastDay: '2026-04-30' } };
	expect(isDayChanged([before], [shorter], '2026-05-01')).toBe(true);
	expect(isDayChanged([], [before], '2026-05-01')).toBe(true);
	expect(isDayChanged([before], [before], '2026-05-01')).toBe(false);
});
