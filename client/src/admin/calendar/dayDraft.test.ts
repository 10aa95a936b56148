import { expect, test } from 'vitest';
import type { SpecialDay } from '@classroom/protocol';
import { CalendarChange } from '@classroom/protocol';
import { changeOf, draftOf, takenBack } from './dayDraft.ts';

const makeUp: SpecialDay = { kind: 'make-up', day: '2026-09-20', name: '中秋', asWeekday: 4, ofWeek: 4 };
const holiday: SpecialDay = { kind: 'holiday', day: '2026-10-01', name: '国庆节' };

test('opened and saved as it is, a day stays as it is', () => {
	for (const special of [makeUp, holiday]) {
		expect(changeOf(special.day, draftOf(special.day, special), '放假')).toEqual({
			what: 'special-days',
			days: [special],
		});
	}
});

test('several days at once, with the usual name where none was typed', () => {
	const draft = {
		...draftOf('2026-11-05', undefined),
		kind: 'exam' as const,
		until: '2026-11-06',
		name: ' ',
	};
	const change = changeOf('2026-11-05', draft, '考试');
	expect(CalendarChange.parse(change)).toEqual({
		what: 'special-days',
		days: [
			{ kind: 'exam', day: '2026-11-05', name: '考试' },
			{ kind: 'exam', day: '2026-11-06', name: '考试' },
		],
	});
	expect(changeOf('2026-11-05', { ...draft, until: '2026-11-04' }, '考试')).toBeUndefined();
	expect(changeOf('2026-11-05', { ...draft, kind: 'ordinary' }, '考试')).toEqual({
		what: 'ordinary-days',
		days: ['2026-11-05', '2026-11-06'],
	});
});

test('the way back', () => {
	const now = new Map([[holiday.day, holiday]]);
	expect(takenBack(['2026-09-30', '2026-10-01'], now)).toEqual([
		{ what: 'special-days', days: [holiday] },
		{ what: 'ordinary-days', days: ['2026-09-30'] },
	]);
});
