import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../days.ts';
import type { Period } from '../bells/bells.ts';
import type { Calendar, Closure, SpecialDay } from '../term/calendar.ts';
import { schoolDay } from '../term/calendar.ts';
import { publishedDays } from '../term/published.ts';
import type { Term, Weekday } from '../term/term.ts';
import { isInTerm, lastWeekOf, weekdayOf } from '../term/term.ts';
import { parseWeeks } from '../term/weeks.ts';
import type { SeriesPlan, SeriesWorld } from './occurrences.ts';
import { occurrencesOf } from './occurrences.ts';

const day = Array.from({ length: 6 }, (_, place): Period => {
	const from = 480 + place * 50;
	return { number: place + 1, name: `第${place + 1}节`, from, until: from + 40 };
});

const world = (calendar: Calendar): SeriesWorld => ({
	calendar,
	periodsOn: () => day,
	attendance: () => ({
		giving: [{ schoolId: 'core' as never, communityIds: ['east' as never] }],
		receiving: ['near', 'far'].map((school) => ({ schoolId: school as never, communityIds: [] })),
	}),
});

const calendarOf = (term: Term, specialDays: readonly SpecialDay[], closures: Closure[] = []): Calendar => ({
	term,
	specialDays: new Map(specialDays.map((special) => [special.day, special])),
	closures,
});

const series = (term: Term, weeks: string, ...slots: [Weekday, number][]): SeriesPlan => {
	const parsed = parseWeeks(weeks, lastWeekOf(term));
	if (!parsed.ok) throw new Error(parsed.fault.code);
	return { weeks: parsed.weeks, slots: slots.map(([weekday, period]) => ({ weekday, period, own: null })) };
};

const daysOf = (plan: SeriesPlan, calendar: Calendar): string[] =>
	occurrencesOf(plan, world(calendar)).lessons.map(({ day, period }) => `${day.slice(5)} ${period}`);

describe('the spring of 2026, lesson by lesson', () => {
	const term: Term = { firstDay: '2026-03-02', lastDay: '2026-07-10' };
	const calendar = calendarOf(term, publishedDays(term).days);

	test('Monday, all weeks: 清明 and 劳动节 fall on Mondays', () => {
		const plan = series(term, '1-19周', [1, 2]);
		expect(daysOf(plan, calendar)).toEqual([
			...['03-02 2', '03-09 2', '03-16 2', '03-23 2', '03-30 2', '04-13 2', '04-20 2', '04-27 2'],
			...['05-11 2', '05-18 2', '05-25 2', '06-01 2', '06-08 2', '06-15 2', '06-22 2', '06-29 2', '07-06 2'],
		]);
		expect(occurrencesOf(plan, world(calendar)).omitted.map(({ day, why }) => `${day} ${why}`)).toEqual([
			'2026-04-06 holiday',
			'2026-05-04 holiday',
		]);
	});

	test('Tuesday of even weeks: 9 May runs as Tuesday of week 10, which 劳动节 took', () => {
		expect(daysOf(series(term, '1-19周(双)', [2, 1]), calendar)).toEqual([
			...['03-10 1', '03-24 1', '04-07 1', '04-21 1', '05-09 1', '05-19 1', '06-02 1', '06-16 1', '06-30 1'],
		]);
		expect(daysOf(series(term, '1-19周(单)', [2, 1]), calendar)).not.toContain('05-09 1');
	});

	test('Friday: 劳动节 and 端午', () => {
		expect(daysOf(series(term, '9-16周', [5, 3], [5, 1]), calendar)).toEqual([
			...['05-08 1', '05-08 3', '05-15 1', '05-15 3', '05-22 1', '05-22 3', '05-29 1', '05-29 3'],
			...['06-05 1', '06-05 3', '06-12 1', '06-12 3'],
		]);
	});
});

describe('the autumn of 2026, lesson by lesson', () => {
	const term: Term = { firstDay: '2026-08-31', lastDay: '2027-01-22' };
	const published = publishedDays(term);
	const calendar = calendarOf(term, published.days);

	test('Tuesday, all weeks: 20 September and 10 October run as the days that 国庆 took', () => {
		const madeUp = published.days.filter(({ kind }) => kind === 'make-up');
		expect(madeUp).toEqual([
			{ kind: 'make-up', day: '2026-09-20', name: '国庆节', asWeekday: 2, ofWeek: 6 },
			{ kind: 'make-up', day: '2026-10-10', name: '国庆节', asWeekday: 3, ofWeek: 6 },
		]);
		expect(daysOf(series(term, '1-8周', [2, 1]), calendar)).toEqual([
			...['09-01 1', '09-08 1', '09-15 1', '09-20 1', '09-22 1', '09-29 1', '10-13 1', '10-20 1'],
		]);
	});

	test('the week of 国庆 has no lessons but those made up', () => {
		const plan = series(term, '5-6周', [4, 2], [5, 2], [3, 2]);
		expect(daysOf(plan, calendar)).toEqual(['09-30 2', '10-08 2', '10-09 2', '10-10 2']);
	});
});

describe('what takes a lesson away', () => {
	const term: Term = { firstDay: '2026-03-02', lastDay: '2026-03-31' };

	test('a closure of a school that takes part, and a period that is no longer there', () => {
		const closure: Closure = {
			from: '2026-03-09',
			until: '2026-03-15',
			whom: { kind: 'school', schoolId: 'core' as never },
			reason: '大雪',
		};
		const { lessons, omitted } = occurrencesOf(
			series(term, '1-3周', [1, 1], [1, 9]),
			world(calendarOf(term, [], [closure])),
		);
		expect(lessons.map((lesson) => lesson.day)).toEqual(['2026-03-02', '2026-03-16']);
		expect(omitted.map(({ day, period, why }) => `${day} ${period} ${why}`)).toEqual([
			'2026-03-02 9 no-such-period',
			'2026-03-09 1 closed',
			'2026-03-09 9 closed',
			'2026-03-16 9 no-such-period',
		]);
	});

	test('one of two receiving schools that is closed misses the lesson; when both are there is none', () => {
		const closed = (school: string, from: string, until: string): Closure => ({
			from,
			until,
			whom: { kind: 'school', schoolId: school as never },
			reason: '流感',
		});
		const closures = [closed('near', '2026-03-02', '2026-03-16'), closed('far', '2026-03-09', '2026-03-09')];
		const { lessons, omitted } = occurrencesOf(
			series(term, '1-3周', [1, 1]),
			world(calendarOf(term, [], closures)),
		);
		expect(lessons.map((lesson) => lesson.day)).toEqual(['2026-03-02', '2026-03-16']);
		expect(omitted.map(({ day, why }) => `${day} ${why}`)).toEqual(['2026-03-09 closed']);
	});

	test('a lesson is the same wherever the calendar puts it; a day that runs twice has two', () => {
		const madeUp: SpecialDay = { kind: 'make-up', day: '2026-03-14', name: '调休', asWeekday: 4, ofWeek: 1 };
		const holiday: SpecialDay = { kind: 'holiday', day: '2026-03-05', name: '放假' };
		const plan = series(term, '1周', [4, 2]);
		const keys = (...days: SpecialDay[]): string[] =>
			occurrencesOf(plan, world(calendarOf(term, days))).lessons.map(
				({ key, day }) => `${key} ${day.slice(8)}`,
			);
		expect(keys()).toEqual(['1-4-2 05']);
		expect(keys(holiday, madeUp)).toEqual(['1-4-2 14']);
		expect(keys(madeUp)).toEqual(['1-4-2 05', '1-4-2-2 14']);
	});

	test('a series with times of its own needs no bell', () => {
		const plan = series(term, '1周', [1, 9]);
		const own = { from: 1000, until: 1040 };
		const { lessons } = occurrencesOf(
			{ ...plan, slots: [{ ...plan.slots[0]!, own }] },
			world(calendarOf(term, [])),
		);
		expect(lessons).toEqual([
			{
				key: '1-1-9',
				day: '2026-03-02',
				weekday: 1,
				week: 1,
				period: 9,
				madeUp: false,
				from: 1000,
				until: 1040,
			},
		]);
	});
});

describe('whatever is planned', () => {
	const weekday = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;
	const anyTerm = fc
		.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 30, max: 150 }))
		.map(([from, length]): Term => {
			const firstDay = addDays('2026-01-01', from);
			return { firstDay, lastDay: addDays(firstDay, length) };
		});
	const specialDay = (term: Term) =>
		fc
			.tuple(
				fc.integer({ min: 0, max: 150 }),
				fc.constantFrom('holiday', 'exam', 'make-up'),
				weekday,
				fc.nat(20),
			)
			.map(([after, kind, asWeekday, week]): SpecialDay => {
				const day = addDays(term.firstDay, after);
				const ofWeek = week === 0 ? null : week;
				return kind === 'make-up'
					? { kind, day, name: '调休', asWeekday, ofWeek }
					: { kind: kind === 'exam' ? 'exam' : 'holiday', day, name: '放假' };
			});
	const any = anyTerm.chain((term) =>
		fc.record({
			term: fc.constant(term),
			special: fc.array(specialDay(term), { maxLength: 30 }),
			slots: fc.uniqueArray(fc.tuple(weekday, fc.integer({ min: 1, max: 6 })), {
				minLength: 1,
				maxLength: 5,
				selector: String,
			}),
			weeks: fc.uniqueArray(fc.integer({ min: 1, max: lastWeekOf(term) }), { minLength: 1 }),
			parity: fc.constantFrom(null, 0, 1),
			closedFrom: fc.integer({ min: 0, max: 150 }),
		}),
	);

	test('no lesson on a closed day, in a week of the wrong parity, or outside of the term', () => {
		fc.assert(
			fc.property(any, ({ term, special, slots, weeks, parity, closedFrom }) => {
				const closure: Closure = {
					from: addDays(term.firstDay, closedFrom),
					until: addDays(term.firstDay, closedFrom + 3),
					whom: { kind: 'community', communityId: 'east' as never },
					reason: '',
				};
				const calendar = calendarOf(term, special, [closure]);
				const wanted = parity === null ? weeks : weeks.filter((week) => week % 2 === parity);
				const plan = {
					weeks: wanted,
					slots: slots.map(([weekday, period]) => ({ weekday, period, own: null })),
				};
				const { lessons, omitted } = occurrencesOf(plan, world(calendar));
				for (const lesson of lessons) {
					expect(isInTerm(term, lesson.day)).toBe(true);
					expect(wanted).toContain(lesson.week);
					expect(lesson.day < closure.from || lesson.day > closure.until).toBe(true);
					const kind = calendar.specialDays.get(lesson.day)?.kind ?? 'ordinary';
					expect(['ordinary', 'make-up']).toContain(kind);
					expect(lesson.madeUp).toBe(kind === 'make-up');
					if (kind === 'ordinary') expect(weekdayOf(lesson.day)).toBe(lesson.weekday);
					const runs = schoolDay(calendar, lesson.day);
					expect(runs).toMatchObject({ lessons: true, week: lesson.week, weekday: lesson.weekday });
				}
				const places = [...lessons, ...omitted].map(({ day, period }) => `${day} ${period}`);
				expect(new Set(places).size).toBe(places.length);
			}),
		);
	});
});
