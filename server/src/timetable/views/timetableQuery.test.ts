import { AppError } from '../../platform/index.ts';
import { expect, test } from 'vitest';
import { scopeOfQuery, spanOfDays } from './timetableQuery.ts';

const issuesOf = (work: () => unknown): unknown => {
	try {
		work();
	} catch (error) {
		return error instanceof AppError ? error.issues : error;
	}
	return 'nothing was thrown';
};

test('days are whole days of the zone, both included', () => {
	const { from, until } = spanOfDays({ from: '2026-03-02', until: '2026-03-08' }, 'Asia/Shanghai');
	expect(new Date(from).toISOString()).toBe('2026-03-01T16:00:00.000Z');
	expect(until - from).toBe(7 * 86_400_000);
});

test.each([
	['2026-03-02', '2026-03-02', 'nothing was thrown'],
	['2026-03-02', '2026-04-15', 'nothing was thrown'],
	['2026-03-02', '2026-04-16', [{ path: 'until', code: 'out-of-range' }]],
	['2026-03-02', '2026-03-01', [{ path: 'until', code: 'end-before-start' }]],
])('from %s until %s', (from, until, expected) => {
	expect(issuesOf(() => spanOfDays({ from, until }, 'Asia/Shanghai'))).toEqual(expected);
});

test('only the county needs no id', () => {
	expect(scopeOfQuery({ by: 'county' })).toEqual({ by: 'county' });
	expect(scopeOfQuery({ by: 'class', id: 'c1' })).toEqual({ by: 'class', id: 'c1' });
	expect(issuesOf(() => scopeOfQuery({ by: 'teacher' }))).toEqual([{ path: 'id', code: 'required' }]);
});
