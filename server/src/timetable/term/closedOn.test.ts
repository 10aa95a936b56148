import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommunityId, SchoolId } from '@classroom/protocol';
import type { Calendar, Closure, SpecialDay } from './calendar.ts';
import { schoolDay } from './calendar.ts';
import type { Attending } from './closedOn.ts';
import { closedOn, isSchoolDay } from './closedOn.ts';
import { publishedDays } from './published.ts';
import { daysOf, weekdayOf } from './term.ts';

const term = { firstDay: '2026-03-02', lastDay: '2026-07-10' };
const id = (name: string) => name as SchoolId & CommunityId;
const school = (name: string, ...communities: string[]) => ({
	schoolId: id(name),
	communityIds: communities.map(id),
});
const core = school('core', 'east');
const village = school('village', 'east');
const hamlet = school('hamlet', 'west');
const special: SpecialDay[] = [
	{ kind: 'holiday', day: '2026-05-01', name: '劳动节' },
	{ kind: 'exam', day: '2026-06-25', name: '期末考试' },
	{ kind: 'make-up', day: '2026-05-09', name: '劳动节', asWeekday: 2, ofWeek: 10 },
];
const snow = (whom: Closure['whom'], day = '2026-03-10'): Closure => ({
	from: day,
	until: day,
	whom,
	reason: '大雪',
});
const calendarOf = (...closures: Closure[]): Calendar => ({
	term,
	specialDays: new Map(special.map((each) => [each.day, each])),
	closures,
});

const everybody = { giving: [core], receiving: [village, hamlet] };
const nobody = { giving: [], receiving: [] };
const closure = (schoolId: string | null) => ({ why: 'closed', reason: '大雪', schoolId });

test.each<[string, Calendar, string, Attending, object | null]>([
	['an ordinary day', calendarOf(), '2026-03-10', everybody, null],
	['a weekend', calendarOf(), '2026-03-14', everybody, null],
	['outside of the term', calendarOf(snow({ kind: 'county' }, '2026-02-20')), '2026-02-20', everybody, null],
	['a holiday', calendarOf(), '2026-05-01', everybody, { why: 'holiday', reason: '劳动节', schoolId: null }],
	['an exam day', calendarOf(), '2026-06-25', nobody, { why: 'exam', reason: '期末考试', schoolId: null }],
	['a make-up Saturday', calendarOf(), '2026-05-09', everybody, null],
	['a closed county', calendarOf(snow({ kind: 'county' })), '2026-03-10', everybody, closure(null)],
	['a closed county and nobody', calendarOf(snow({ kind: 'county' })), '2026-03-10', nobody, closure(null)],
	[
		'the giving school',
		calendarOf(snow({ kind: 'school', schoolId: id('core') })),
		'2026-03-10',
		everybody,
		closure('core'),
	],
	[
		'one of two that receive',
		calendarOf(snow({ kind: 'school', schoolId: id('village') })),
		'2026-03-10',
		everybody,
		null,
	],
	[
		'all that receive',
		calendarOf(
			snow({ kind: 'school', schoolId: id('village') }),
			snow({ kind: 'school', schoolId: id('hamlet') }),
		),
		'2026-03-10',
		everybody,
		closure('village'),
	],
	[
		"the giving school's community",
		calendarOf(snow({ kind: 'community', communityId: id('east') })),
		'2026-03-10',
		everybody,
		closure('core'),
	],
	['a day later', calendarOf(snow({ kind: 'county' })), '2026-03-11', everybody, null],
])('%s', (_what, calendar, day, attending, closed) => {
	expect(closedOn(calendar, day, attending)).toEqual(closed);
});

test('in 2026 a day with lessons is open to all, and one without to nobody', () => {
	const { days } = publishedDays(term);
	const calendar = { term, specialDays: new Map(days.map((each) => [each.day, each])), closures: [] };
	for (const day of daysOf(term)) {
		const runs = schoolDay(calendar, day);
		expect(closedOn(calendar, day, everybody) === null, day).toBe(runs.lessons);
		const made = calendar.specialDays.get(day)?.kind === 'make-up';
		if (runs.lessons) expect(isSchoolDay(calendar, day), day).toBe(made || weekdayOf(day) < 6);
	}
	expect(isSchoolDay(null, '2026-08-01')).toBe(false);
	expect(isSchoolDay(null, '2026-08-03')).toBe(true);
});

test('who closes more closes no fewer, and a day that is closed says by whose doing', () => {
	const whom = fc.constantFrom<Closure['whom']>(
		{ kind: 'county' },
		...['core', 'village', 'hamlet'].map((name) => ({ kind: 'school' as const, schoolId: id(name) })),
		...['east', 'west'].map((name) => ({ kind: 'community' as const, communityId: id(name) })),
	);
	fc.assert(
		fc.property(fc.array(whom, { maxLength: 4 }), whom, (some, more) => {
			const closures = some.map((each) => snow(each));
			const before = closedOn(calendarOf(...closures), '2026-03-10', everybody);
			const after = closedOn(calendarOf(...closures, snow(more)), '2026-03-10', everybody);
			if (before !== null) expect(after).not.toBeNull();
			expect(before === null || before.reason === '大雪').toBe(true);
			if (some.length === 0) expect(before).toBeNull();
		}),
	);
});
