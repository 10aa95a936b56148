import { ClosureId, CommunityId, LessonId, PersonId, SchoolId, TermId } from '@classroom/protocol';
import type { BellSchedule, Closure, TermCalendar, TimetableLesson } from '@classroom/protocol';
import { expect, test } from 'vitest';
import {
	cellKey,
	closureOf,
	closuresFor,
	dayOf,
	daysOfWeek,
	periodsOn,
	placed,
	runsAs,
	spanIn,
	weekGrid,
} from './weekGrid.ts';

const zone = 'Asia/Shanghai';
const period = (number: number, from: number) => ({ number, name: `第${number}节`, from, until: from + 40 });
const allYear: Pick<BellSchedule, 'season' | 'weekdays' | 'periods'> = {
	season: null,
	weekdays: null,
	periods: [period(1, 500), period(2, 550)],
};
const friday = { ...allYear, weekdays: [5 as const], periods: [period(1, 480)] };
const summer = { ...allYear, season: { from: '05-01', until: '09-30' }, periods: [period(1, 470)] };
const winter = { ...allYear, season: { from: '10-01', until: '04-30' }, periods: [period(1, 510)] };

test.each([
	['2026-03-02', 1, [allYear], 500],
	['2026-03-06', 5, [allYear, friday], 480],
	// A make-up day that runs as Friday has Friday's bells.
	['2026-03-07', 5, [allYear, friday], 480],
	['2026-05-01', 4, [allYear, summer, winter], 470],
	['2027-01-01', 4, [allYear, summer, winter], 510],
	['2026-03-02', 1, [friday], undefined],
] as const)('on %s, as weekday %d, the first period', (day, weekday, schedules, from) => {
	expect(periodsOn(schedules, day, weekday)[0]?.from).toBe(from);
});

const calendar: TermCalendar = {
	term: {
		termId: TermId.parse('t'),
		name: '春',
		firstDay: '2026-03-02',
		lastDay: '2026-07-17',
		weeks: 20,
	},
	specialDays: [
		{ kind: 'holiday', day: '2026-04-06', name: '清明节' },
		{ kind: 'make-up', day: '2026-04-11', name: '清明节', asWeekday: 1, ofWeek: null },
	],
	closures: [],
	suggested: [],
	unknownYears: [],
};

test('the weekend stands there only when something is on it; a make-up day runs as another', () => {
	const week = (day: string, taken: string[] = []) =>
		daysOfWeek(day, calendar, [allYear], new Set(taken)).map((each) => [each.day.slice(8), each.closed]);
	expect(week('2026-04-08').map(([day]) => day)).toEqual(['06', '07', '08', '09', '10', '11']);
	expect(week('2026-04-08')[0]).toEqual(['06', 'holiday']);
	expect(week('2026-03-04').map(([day]) => day)).toEqual(['02', '03', '04', '05', '06']);
	expect(week('2026-03-04', ['2026-03-08'])).toHaveLength(6);
	expect(week('2026-02-25')[0]).toEqual(['23', 'outside']);
	const days = daysOfWeek('2026-04-08', calendar, [allYear], new Set());
	expect(days.at(-1)).toMatchObject({ weekday: 1, week: 6 });
	// A series that is made there is one of Mondays.
	expect([runsAs(days, '2026-04-11'), runsAs(days, '2026-04-08')]).toEqual([1, 3]);
});

const lesson = (day: string, time: string, minutes = 40): TimetableLesson => {
	const from = Date.parse(`${day}T${time}:00+08:00`);
	return {
		lessonId: LessonId.parse(`${day}-${time.replace(':', '')}`),
		title: '音乐',
		kind: 'delivered',
		subject: 'music',
		teacherId: PersonId.parse('p'),
		sending: null,
		receiving: [],
		classes: [],
		from,
		until: from + minutes * 60_000,
		status: 'planned',
		cancelCause: null,
		seriesId: null,
		makesUp: null,
		own: { time: false, teacher: false },
		mayChange: true,
	};
};

test.each([
	['08:20', 'p1'],
	['08:40', 'p1'],
	['09:00', 'p2'],
	['09:10', 'p2'],
	['12:40', 't750'],
])('a lesson at %s stands in row %s', (time, row) => {
	const days = daysOfWeek('2026-03-04', calendar, [allYear], new Set());
	const grid = weekGrid(days, placed([lesson('2026-03-04', time)], zone));
	expect([...grid.cells.keys()]).toEqual([cellKey('2026-03-04', row)]);
	expect(grid.rows.map(({ key }) => key)).toContain(row);
	expect(grid.rows.map(({ span }) => span.from)).toEqual(
		grid.rows.map(({ span }) => span.from).toSorted((a, b) => a - b),
	);
});

test('lessons between the periods stand in a row that says from when to when they are', () => {
	const days = daysOfWeek('2026-03-04', calendar, [allYear], new Set());
	const inRow = [lesson('2026-03-04', '12:40'), lesson('2026-03-05', '12:35')];
	const { rows } = weekGrid(days, placed(inRow, zone));
	expect(rows.filter(({ period }) => period === null)).toEqual([
		{ key: 't750', period: null, name: null, span: { from: 12 * 60 + 35, until: 13 * 60 + 20 } },
	]);
});

test('a school without bells is drawn by half-hours; a day without the period has no place there', () => {
	const bare = weekGrid(daysOfWeek('2026-03-04', calendar, [], new Set()), []);
	expect(bare.rows[0]).toMatchObject({ key: 't480', period: null });
	expect(bare.rows).toHaveLength(19);
	const days = daysOfWeek('2026-03-04', calendar, [allYear, friday], new Set());
	const { rows } = weekGrid(days, []);
	expect(days.map((day) => spanIn(rows[1]!, day)?.from)).toEqual([550, 550, 550, 550, undefined]);
});

test('a school is not told of the closing of another', () => {
	const closure = (whom: Closure['whom']): Closure => ({
		closureId: ClosureId.parse('c'),
		from: '2026-03-02',
		until: '2026-03-03',
		whom,
		reason: '雪',
		name: null,
		schoolIds:
			whom.kind === 'county' ? null : whom.kind === 'school' ? [whom.schoolId] : [SchoolId.parse('own')],
		mayChange: false,
	});
	const all = [
		closure({ kind: 'county' }),
		closure({ kind: 'school', schoolId: SchoolId.parse('own') }),
		closure({ kind: 'community', communityId: CommunityId.parse('east') }),
		closure({ kind: 'school', schoolId: SchoolId.parse('other') }),
	];
	expect(closuresFor(all, 'own')).toEqual(all.slice(0, 3));
	expect(closuresFor(all, undefined)).toEqual(all);
	const closed = (one: Closure | undefined, ...whose: Parameters<typeof closureOf>): unknown => {
		const closures = one === undefined ? [] : [one];
		return dayOf('2026-03-03', { ...calendar, closures }, [], closureOf(...whose)).closed;
	};
	// County, its own, its community's, another's.
	expect(all.map((one) => closed(one, 'own'))).toEqual(['closed', 'closed', 'closed', null]);
	expect(all.map((one) => closed(one, undefined, 'east'))).toEqual(['closed', null, 'closed', null]);
	expect(all.map((one) => closed(one, undefined))).toEqual(['closed', null, null, null]);
});
