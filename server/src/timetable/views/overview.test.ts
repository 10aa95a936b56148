import { ClassGroupId, ClassroomId, CountyId, SchoolId, SeriesId } from '@classroom/protocol';
import type { Need, Slot } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedSince, lackingOf, overviewOf, perWeekOf } from './overview.ts';

/** Monday of week 1 to Friday of week 20. */
const term = { firstDay: '2026-03-02', lastDay: '2026-07-17' };
const weeks = (from: number, to: number, step = 1): number[] =>
	Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, place) => from + place * step);
const slot = (weekday: Slot['weekday']): Slot => ({ weekday, period: 1, own: null });
const plan = { slots: [slot(1)], weeks: weeks(1, 20), fromDay: null, untilDay: null };

test.each([
	['every week', {}, 1],
	['twice a week', { slots: [slot(1), slot(4)] }, 2],
	['odd weeks', { weeks: weeks(1, 19, 2) }, 0.5],
	['until the middle', { untilDay: '2026-05-11' }, 0.5],
	['from the middle on', { fromDay: '2026-05-11' }, 0.5],
	['a Saturday, of which there are 19', { slots: [slot(6)], weeks: weeks(1, 19) }, 1],
	['no weeks', { weeks: [] }, 0],
])('%s', (_, change, expected) => {
	expect(perWeekOf({ ...plan, ...change }, term, term.firstDay)).toBe(expected);
});

test.each([
	['2026-02-01', '2026-03-02'],
	['2026-03-04', '2026-03-09'],
	['2026-03-08', '2026-03-09'],
	['2026-07-15', '2026-03-02'],
])('on %s what is to come is from %s on', (today, since) => {
	expect(countedSince(term, today)).toBe(since);
});

test('a series that begins late lacks nothing of what is to come', () => {
	const late = { ...plan, fromDay: '2026-05-06' };
	expect(perWeekOf(late, term, countedSince(term, '2026-05-06'))).toBe(1);
});

test.each([
	[1, 1, 0],
	[1, 0.8, 0],
	[1, 0.5, 0.5],
	[2, 1, 1],
	[2, 0, 2],
	[1, 3, 0],
])('of %d a week with %d it lacks %d', (needed, perWeek, lacking) => {
	expect(lackingOf(needed, perWeek)).toBe(lacking);
});

const countyId = CountyId.parse('county');
const village = SchoolId.parse('village');
const hamlet = SchoolId.parse('hamlet');
const room = (schoolId: SchoolId) => ({
	classroomId: ClassroomId.parse(`${schoolId}-room`),
	schoolId,
	countyId,
	name: 'room',
	school: schoolId,
});
const group = (schoolId: SchoolId, name: string) => ({
	classGroupId: ClassGroupId.parse(`${schoolId}-${name}`),
	schoolId,
	countyId,
	name,
	school: schoolId,
});
const music = {
	...plan,
	seriesId: SeriesId.parse('music'),
	facts: { title: 'music', kind: 'delivered' as const, subject: 'music' as const },
	receivingClassrooms: [room(village), room(hamlet)],
	classGroups: [group(village, '3'), group(village, '4'), group(hamlet, '3')],
};
const schools = [village, hamlet].map((schoolId) => ({
	schoolId,
	name: schoolId,
	kind: 'teaching-point' as const,
	fallenAway: 0,
	needs: [
		{ subject: 'music' as const, lessons: 2 },
		{ subject: 'art' as const, lessons: 1 },
	],
}));

test('two classes of a school in one lesson are one lesson of the school, and one of each class', () => {
	const [first] = overviewOf(schools, [music], term, '2026-02-01');
	expect(first).toMatchObject({
		subjects: [
			{ subject: 'music', perWeek: 1, needed: 2, lacking: 1 },
			{ subject: 'art', perWeek: 0, needed: 1, lacking: 1 },
		],
		classes: [
			{ name: '3', subjects: [{ subject: 'music', perWeek: 1 }] },
			{ name: '4', subjects: [{ subject: 'music', perWeek: 1 }] },
		],
	});
});

test('what is given and what is lacking make what is needed, or more; another series never makes a gap larger', () => {
	const needs = fc.integer({ min: 1, max: 6 }).map((lessons): Need[] => [{ subject: 'music', lessons }]);
	const some = fc.subarray(weeks(1, 20));
	fc.assert(
		fc.property(needs, fc.array(some, { maxLength: 6 }), some, (wanted, those, another) => {
			const series = [...those, another].map((each, place) => ({
				...music,
				seriesId: SeriesId.parse(`s${place}`),
				weeks: each,
			}));
			const of = (plans: typeof series) =>
				overviewOf([{ ...schools[0]!, needs: wanted }], plans, term, '2026-02-01')[0]!.subjects[0]!;
			const [before, after] = [of(series.slice(0, -1)), of(series)];
			expect(after.perWeek + after.lacking).toBeGreaterThanOrEqual(wanted[0]!.lessons - 0.26);
			expect(after.lacking).toBeLessThanOrEqual(before.lacking);
		}),
	);
});
