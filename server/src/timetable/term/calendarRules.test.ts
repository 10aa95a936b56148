import type { CalendarChange, Day, SpecialDay, Weekday } from '@classroom/protocol';
import { ClosureId, CountyId, SchoolId, TermId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../days.ts';
import { closureFor, schoolDay } from './calendar.ts';
import type { CalendarRecord } from './calendarReader.ts';
import { mayChangeCalendar } from './calendarAccess.ts';
import { changedCalendar, termIssues } from './calendarRules.ts';
import { publishedDays } from './published.ts';
import { dayIn, daysOf } from './term.ts';

const today = '2026-04-15';
const closureId = ClosureId.parse('new');
const [luoshan, other] = [SchoolId.parse('luoshan'), SchoolId.parse('other')];
const spring = { firstDay: '2026-03-02', lastDay: '2026-07-10' };
const context = { today, closureId };

const calendarOf = (
	term = spring,
	days: readonly SpecialDay[] = publishedDays(term).days,
	...closures: { from: Day; until: Day }[]
): CalendarRecord => ({
	term: { termId: TermId.parse('t'), countyId: CountyId.parse('c'), name: '春季学期', ...term },
	specialDays: new Map(days.map((special) => [special.day, special])),
	closures: closures.map((dates, place) => ({
		...dates,
		closureId: ClosureId.parse(`closure-${place}`),
		whom: { kind: 'school', schoolId: luoshan },
		reason: '大雪',
	})),
});
const calendar = calendarOf(
	spring,
	undefined,
	{ from: '2026-03-10', until: '2026-03-11' },
	{ from: '2026-04-14', until: '2026-04-20' },
	{ from: '2026-05-11', until: '2026-05-12' },
);

const special = (day: Day, more: object = {}): SpecialDay => ({ kind: 'holiday', day, name: '假', ...more });
const makeUp = (day: Day, asWeekday: Weekday, ofWeek: number | null): SpecialDay => ({
	kind: 'make-up',
	day,
	name: '补课',
	asWeekday,
	ofWeek,
});
const closing = (from: Day, until: Day): CalendarChange => ({
	what: 'close',
	closure: { from, until, whom: { kind: 'school', schoolId: luoshan }, reason: '流感' },
});
const term = (firstDay: Day, lastDay: Day): CalendarChange => ({
	what: 'term',
	term: { name: '春季学期', firstDay, lastDay },
});
const setting = (...days: SpecialDay[]): CalendarChange => ({ what: 'special-days', days });
const clearing = (...days: Day[]): CalendarChange => ({ what: 'ordinary-days', days });
const reopening = (id: string): CalendarChange => ({ what: 'reopen', closureId: ClosureId.parse(id) });

describe('which changes there cannot be', () => {
	test.each<[string, CalendarChange, [string, string][]]>([
		['a holiday yesterday', setting(special('2026-04-14')), [['change.days.0.day', 'in-the-past']]],
		['a holiday today', setting(special(today)), []],
		['a holiday of the past as it is', setting(special('2026-04-06', { name: '清明' })), []],
		[
			'another name for one of the past',
			setting(special('2026-04-06')),
			[['change.days.0.day', 'in-the-past']],
		],
		['a holiday after the term', setting(special('2026-07-11')), [['change.days.0.day', 'out-of-range']]],
		[
			'a day twice',
			setting(special('2026-05-06'), special('2026-05-06')),
			[['change.days.1.day', 'duplicate']],
		],
		['as week 20 of 19', setting(makeUp('2026-05-16', 4, 20)), [['change.days.0.ofWeek', 'out-of-range']]],
		['as the last week', setting(makeUp('2026-05-16', 4, 19)), []],
		['a past holiday taken away', clearing('2026-04-06'), [['change.days.0', 'in-the-past']]],
		['an ordinary day made ordinary', clearing('2026-04-07'), []],
		[
			'a closure from yesterday',
			closing('2026-04-14', '2026-04-16'),
			[['change.closure.from', 'in-the-past']],
		],
		[
			'a closure backwards',
			closing('2026-04-17', '2026-04-16'),
			[['change.closure.until', 'end-before-start']],
		],
		[
			'a closure past the term',
			closing('2026-07-09', '2026-07-11'),
			[['change.closure.until', 'out-of-range']],
		],
		['a closure that was', reopening('closure-0'), [['change.closureId', 'in-the-past']]],
		['a closure that is not', reopening('nothing'), [['change.closureId', 'not-found']]],
		[
			'another first day, once begun',
			term('2026-03-03', '2026-07-10'),
			[['change.term.firstDay', 'in-the-past']],
		],
		['an end before today', term('2026-03-02', '2026-04-13'), [['change.term.lastDay', 'in-the-past']]],
		['an end with yesterday', term('2026-03-02', '2026-04-14'), []],
		[
			'an end before the start',
			term('2026-03-02', '2026-03-01'),
			[
				['change.term.lastDay', 'end-before-start'],
				['change.term.lastDay', 'in-the-past'],
			],
		],
		['longer than a year', term('2026-03-02', '2027-03-03'), [['change.term.lastDay', 'out-of-range']]],
	])('%s', (_, change, issues) => {
		const changed = changedCalendar(calendar, change, context);
		expect(changed.ok ? [] : changed.issues.map(({ path, code }) => [path, code])).toEqual(issues);
	});

	test('a term lasts a year at the most', () => {
		expect(termIssues({ firstDay: '2026-03-02', lastDay: '2027-03-02' })).toEqual([]);
		expect(termIssues({ firstDay: '2026-03-02', lastDay: '2026-03-02' })).toEqual([]);
	});
});

const after = (change: CalendarChange, before = calendar, now = today): CalendarRecord => {
	const changed = changedCalendar(before, change, { today: now, closureId });
	if (!changed.ok) throw new Error(JSON.stringify(changed.issues));
	return changed.calendar;
};

describe('what a change makes of it', () => {
	test('a closure that is on ends with yesterday, one to come is gone', () => {
		expect(after(reopening('closure-1')).closures[1]).toMatchObject({
			from: '2026-04-14',
			until: '2026-04-14',
		});
		expect(after(reopening('closure-2')).closures).toHaveLength(2);
	});

	test('closing and opening again is the identity', () => {
		const closed = after(closing('2026-05-01', '2026-05-08'));
		expect(closed.closures.map((each) => each.from)).toEqual([
			'2026-03-10',
			'2026-04-14',
			'2026-05-01',
			'2026-05-11',
		]);
		expect(after(reopening('new'), closed)).toEqual(calendar);
	});

	test('a shorter term loses what is after its end, a longer one gets what is published', () => {
		const short = after(term('2026-03-02', '2026-05-03'));
		expect([...short.specialDays.keys()].at(-1)).toBe('2026-05-03');
		expect(short.closures.map((each) => each.until)).toEqual(['2026-03-11', '2026-04-20']);
		const long = after(term('2026-03-02', '2026-07-10'), short);
		expect([...long.specialDays.keys()]).toEqual([...calendar.specialDays.keys()]);
	});

	test('before the term begins its weeks may move, and a make-up day stands for the day it stood for', () => {
		const early = calendarOf();
		const moved = after(term('2026-03-09', '2026-07-10'), early, '2026-02-20');
		const [day = ''] = [...early.specialDays.values()].flatMap((each) =>
			each.kind === 'make-up' ? [each.day] : [],
		);
		const standsFor = ({ term: of, specialDays }: CalendarRecord): Day | null => {
			const each = specialDays.get(day);
			return each?.kind === 'make-up' ? dayIn(of, each.ofWeek ?? 0, each.asWeekday) : null;
		};
		expect(standsFor(early)).not.toBeNull();
		expect(standsFor(moved)).toBe(standsFor(early));
	});

	const dayOfTerm = fc.integer({ min: -10, max: 150 }).map((n) => addDays(spring.firstDay, n));
	const weekday = fc.constantFrom<Weekday[]>(1, 2, 3, 4, 5, 6, 7);
	const anySpecial = fc.oneof(
		dayOfTerm.map((day) => special(day)),
		dayOfTerm.map((day) => special(day, { kind: 'exam' })),
		fc
			.tuple(dayOfTerm, weekday, fc.option(fc.integer({ min: 1, max: 20 })))
			.map(([day, asWeekday, ofWeek]) => makeUp(day, asWeekday, ofWeek)),
	);
	const anyChange: fc.Arbitrary<CalendarChange> = fc.oneof(
		fc
			.uniqueArray(anySpecial, { minLength: 1, maxLength: 5, selector: ({ day }) => day })
			.map((days) => setting(...days)),
		fc.array(dayOfTerm, { minLength: 1, maxLength: 5 }).map((days) => clearing(...days)),
		fc.tuple(dayOfTerm, dayOfTerm).map(([from, until]) => closing(from, until)),
		fc.constantFrom('closure-0', 'closure-1', 'closure-2').map(reopening),
		fc
			.tuple(fc.constantFrom(spring.firstDay, '2026-03-09'), dayOfTerm)
			.map(([from, until]) => term(from, until)),
	);

	test('what is past never changes, whatever is changed in turn', () => {
		fc.assert(
			fc.property(fc.array(anyChange, { maxLength: 6 }), dayOfTerm, (changes, now) => {
				const end = changes.reduce((before, change) => {
					const changed = changedCalendar(before, change, { today: now, closureId });
					return changed.ok ? changed.calendar : before;
				}, calendar);
				for (const day of daysOf(spring)) {
					if (day >= now) break;
					expect(schoolDay(end, day)).toEqual(schoolDay(calendar, day));
					const attends = [{ schoolId: luoshan, communityIds: [] }];
					expect(closureFor(end, day, attends) !== null).toBe(closureFor(calendar, day, attends) !== null);
				}
			}),
		);
	});

	test('all of a calendar lies in its term, by day, whatever is changed in turn', () => {
		fc.assert(
			fc.property(fc.array(anyChange, { maxLength: 6 }), (changes) => {
				const end = changes.reduce((before, change) => {
					const changed = changedCalendar(before, change, context);
					return changed.ok ? changed.calendar : before;
				}, calendar);
				const { firstDay, lastDay } = end.term;
				const days = [...end.specialDays.keys()];
				expect(days).toEqual(days.toSorted());
				for (const day of [...days, ...end.closures.flatMap(({ from, until }) => [from, until])]) {
					expect(firstDay <= day && day <= lastDay, day).toBe(true);
				}
			}),
		);
	});
});

describe('who may change it', () => {
	const county = { role: 'county-admin', schoolId: null } as const;
	const own = { role: 'school-admin', schoolId: luoshan } as const;
	const elsewhere = { role: 'school-admin', schoolId: other } as const;
	const teacher = { role: 'teacher', schoolId: luoshan } as const;
	const everywhere: CalendarChange = {
		what: 'close',
		closure: { from: today, until: today, whom: { kind: 'county' }, reason: '大雪' },
	};
	test.each<[CalendarChange, boolean, boolean, boolean]>([
		[closing(today, today), true, true, false],
		[everywhere, true, false, false],
		[reopening('closure-1'), true, true, false],
		[setting(special(today)), true, false, false],
		[clearing(today), true, false, false],
		[term('2026-03-02', '2026-07-11'), true, false, false],
	])('%j', (change, ...may) => {
		expect([county, own, elsewhere].map((each) => mayChangeCalendar(each, change, calendar))).toEqual(may);
		expect(mayChangeCalendar(teacher, change, calendar)).toBe(false);
	});
});
