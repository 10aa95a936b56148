import type { Day, Instant, MissedReason, OpeningCounts } from '@classroom/protocol';
import {
	CommunityId,
	LESSON_MAX_MS,
	MissedReason as Reasons,
	RoomPhase,
	SchoolId,
} from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlacedFate } from './countyRate.ts';
import { countyRate } from './countyRate.ts';
import type { Fate } from './openingRate.ts';
import { fateOf, openingCounts } from './openingRate.ts';

const minute = 60_000;
const now = Date.UTC(2026, 2, 5, 2, 0);
const fate = (change: Partial<Fate>): Fate => ({
	plannedStart: now - 90 * minute,
	plannedEnd: now - 50 * minute,
	phase: null,
	givenAt: null,
	cancelledAt: null,
	reason: null,
	...change,
});
const given = { phase: 'ended' as const, givenAt: now - 80 * minute };
const coming = { plannedStart: now + minute, plannedEnd: now + 41 * minute };
const onNow = { plannedStart: now - minute, plannedEnd: now + 39 * minute };

test.each<[what: string, lesson: Fate, counts: ReturnType<typeof fateOf>]>([
	['given and ended', fate(given), 'taught'],
	['given, and ended before its time', fate({ ...onNow, ...given }), 'taught'],
	['nobody opened it', fate({}), 'missed'],
	['its bell rang for nobody', fate({ phase: 'ended' }), 'missed'],
	['its Room still waits when its time is over', fate({ phase: 'waiting' }), 'missed'],
	['cancelled, and its time is over', fate({ cancelledAt: 1 }), 'cancelled'],
	['cancelled, and to come', fate({ ...coming, cancelledAt: 1 }), 'cancelled'],
	['to come', fate(coming), 'ahead'],
	['late for its bell', fate(onNow), 'ahead'],
	['on', fate({ ...onNow, phase: 'teaching' }), 'ahead'],
	['in overrun', fate({ plannedEnd: now - minute, phase: 'overrun' }), 'ahead'],
	['begun, and nobody has closed its Room', fate({ phase: 'teaching' }), 'taught'],
])('%s', (_, lesson, expected) => {
	expect(fateOf(lesson, now)).toBe(expected);
});

test('a day by hand', () => {
	const lessons = [
		...[fate(given), fate(given), fate(given), fate({}), fate({ reason: 'power-cut' })],
		...[fate({ phase: 'ended', reason: 'teacher-absent' }), fate({ reason: 'power-cut' })],
		...[fate({ cancelledAt: 1, reason: 'other' }), fate(coming)],
	];
	const { missedBy, ...counts } = openingCounts(lessons, now);
	expect(counts).toEqual({
		...{ planned: 7, taught: 3, missed: 4, unexplained: 1, cancelled: 1, ahead: 1 },
		rate: 3 / 7,
	});
	expect(missedBy).toMatchObject({ 'power-cut': 2, 'teacher-absent': 1, other: 0 });
	expect(openingCounts([fate(coming), fate({ cancelledAt: 1 })], now).rate).toBeNull();
});

const schoolIds = ['a', 'b', 'c', 'd'].map((id) => SchoolId.parse(id));
const anyFate: fc.Arbitrary<PlacedFate> = fc
	.record({
		plannedStart: fc.integer({ min: now - 30 * 86_400_000, max: now + 30 * 86_400_000 }),
		length: fc.integer({ min: minute, max: LESSON_MAX_MS }),
		phase: fc.constantFrom<RoomPhase | null>(null, ...RoomPhase.options),
		givenAt: fc.option(fc.constant(now)),
		cancelledAt: fc.option(fc.constant(1), { freq: 4 }),
		reason: fc.option(fc.constantFrom<MissedReason>(...Reasons.options)),
		schoolIds: fc.subarray(schoolIds, { minLength: 1 }),
		absent: fc.subarray(schoolIds),
		closed: fc.boolean(),
		why: fc.option(fc.constantFrom<MissedReason>(...Reasons.options)),
	})
	.map(({ length, absent, closed, why, ...lesson }) => ({
		...lesson,
		plannedEnd: lesson.plannedStart + length,
		absences: lesson.schoolIds
			.filter((schoolId) => absent.includes(schoolId))
			.map((schoolId, place) => ({ schoolId, closed: closed && place === 0, reason: why })),
	}));
const anyFates = fc.array(anyFate, { maxLength: 40 });

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const countOf = ({ planned, cancelled, ahead }: OpeningCounts): number => planned + cancelled + ahead;

test('every lesson is counted once, every missed one under one reason', () => {
	fc.assert(
		fc.property(anyFates, (lessons) => {
			const counts = openingCounts(lessons, now);
			expect(countOf(counts)).toBe(lessons.length);
			expect(counts.taught + counts.missed).toBe(counts.planned);
			expect(sum(Object.values(counts.missedBy)) + counts.unexplained).toBe(counts.missed);
			if (counts.rate !== null) expect(counts.rate * counts.planned).toBeCloseTo(counts.taught);
			expect(counts.rate === null).toBe(counts.planned === 0);
		}),
	);
});

test('parts counted apart add up to the whole, in whatever order', () => {
	fc.assert(
		fc.property(anyFates, anyFates, (some, others) => {
			const [a, b, all] = [some, others, [...others, ...some]].map((each) => openingCounts(each, now));
			for (const what of ['planned', 'taught', 'missed', 'unexplained', 'cancelled', 'ahead'] as const) {
				expect(all?.[what]).toBe((a?.[what] ?? 0) + (b?.[what] ?? 0));
			}
		}),
	);
});

test('as time goes on, what was taught, missed or cancelled stays so', () => {
	fc.assert(
		fc.property(anyFate, fc.nat({ max: 60 * 86_400_000 }), (lesson, later) => {
			const early = fateOf(lesson, now);
			if (early !== 'ahead') expect(fateOf(lesson, now + later)).toBe(early);
		}),
	);
});

const dayOf = (instant: Instant): Day => new Date(instant).toISOString().slice(0, 10);
const [one, two] = ['one', 'two'].map((id) => CommunityId.parse(id));
const member = (
	communityId: CommunityId | undefined,
	school: number,
	from: Day,
	until: Day | null = null,
) => ({
	...{ communityId: communityId!, schoolId: schoolIds[school]!, role: 'member' as const, from, until },
});
const county = {
	schools: schoolIds.map((schoolId) => ({ schoolId, name: schoolId })),
	communities: [
		{
			...{ communityId: one!, name: 'one' },
			members: [member(one, 0, '2020-01-01'), member(one, 1, '2020-01-01', '2026-03-05')],
		},
		{ communityId: two!, name: 'two', members: [member(two, 1, '2026-03-05')] },
	],
};

test('a school that changes its community takes its later lessons with it', () => {
	const at = (day: Day): PlacedFate => ({
		...fate({ ...given, plannedStart: Date.parse(day), plannedEnd: Date.parse(day) + minute }),
		schoolIds: [schoolIds[1]!],
		absences: [],
	});
	const rate = countyRate([at('2026-03-04'), at('2026-03-05')], county, now + 86_400_000, dayOf);
	expect(rate.communities.map(({ counts }) => counts.taught)).toEqual([1, 1]);
	expect(rate.schools.map(({ counts }) => counts.taught)).toEqual([0, 2, 0, 0]);
	expect(rate.total.taught).toBe(2);
});

test('schools and communities: each lesson once for each that has a part in it', () => {
	fc.assert(
		fc.property(anyFates, (lessons) => {
			const rate = countyRate(lessons, county, now, dayOf);
			expect(countOf(rate.total)).toBe(lessons.length);
			expect(sum(rate.schools.map(({ counts }) => countOf(counts)))).toBe(
				sum(lessons.map((lesson) => lesson.schoolIds.length)),
			);
			for (const { communityId, counts } of rate.communities) {
				const theirs = lessons.filter((lesson) =>
					county.communities
						.filter((community) => community.communityId === communityId)
						.flatMap((community) => community.members)
						.some(
							({ schoolId, from, until }) =>
								lesson.schoolIds.includes(schoolId) &&
								dayOf(lesson.plannedStart) >= from &&
								(until === null || dayOf(lesson.plannedStart) < until),
						),
				);
				expect(countOf(counts)).toBe(theirs.length);
			}
		}),
	);
});

const named = (counts: readonly { name: string; counts: OpeningCounts }[]) =>
	Object.fromEntries(
		counts.map(({ name, counts: { taught, missed, unexplained, cancelled } }) => [
			name,
			[taught, missed, unexplained, cancelled],
		]),
	);

test('a school that missed what others had: in its own row, by its own reason; nowhere else', () => {
	const [a, b, c] = [schoolIds[0]!, schoolIds[1]!, schoolIds[2]!];
	const lesson = (absences: PlacedFate['absences'], change: Partial<Fate> = {}): PlacedFate => ({
		...fate({ ...given, reason: 'other', ...change }),
		schoolIds: [a, b, c],
		absences,
	});
	const absent = (schoolId: SchoolId, reason: MissedReason | null = null, closed = false) => ({
		...{ schoolId, reason, closed },
	});
	const lessons = [
		lesson([]),
		lesson([absent(b)]),
		lesson([absent(b, 'network-down'), absent(a)]),
		lesson([absent(b, null, true)]),
		// Nobody had it: that is no school's doing alone.
		lesson([], { givenAt: null }),
	];
	const rate = countyRate(lessons, county, now, dayOf);
	expect(rate.total).toMatchObject({ taught: 4, missed: 1, unexplained: 0, rate: 4 / 5 });
	// One that was closed would not have had it in any case.
	const closed = countyRate([lesson([absent(b, null, true)], { givenAt: null })], county, now, dayOf);
	expect(named(closed.schools)).toEqual({
		a: [0, 1, 0, 0],
		b: [0, 0, 0, 1],
		c: [0, 1, 0, 0],
		d: [0, 0, 0, 0],
	});
	expect(named(closed.communities)).toEqual({ one: [0, 1, 0, 0], two: [0, 0, 0, 1] });
	expect(closed.total).toMatchObject({ missed: 1, cancelled: 0 });
	expect(named(rate.schools)).toEqual({
		...{ a: [3, 2, 1, 0], b: [1, 3, 1, 1], c: [4, 1, 0, 0], d: [0, 0, 0, 0] },
	});
	const [, ofB] = rate.schools;
	expect(ofB?.counts.missedBy).toMatchObject({ 'network-down': 1, other: 1 });
	// Of `one`, a and b are members until the fifth of March, a only from then on, when b is alone in `two`.
	expect(named(rate.communities)).toEqual({ one: [3, 2, 1, 0], two: [1, 3, 1, 1] });
	const both = {
		...county.communities[0]!,
		members: [member(one, 0, '2020-01-01'), member(one, 1, '2020-01-01')],
	};
	const together = countyRate(lessons, { ...county, communities: [both] }, now, dayOf);
	expect(named(together.communities)).toEqual({ one: [3, 2, 0, 0] });
	expect(together.communities[0]?.counts.missedBy).toMatchObject({ 'network-down': 1, other: 1 });
});

test('who missed a lesson changes neither the total nor what others had, and no school has more by it', () => {
	fc.assert(
		fc.property(anyFates, (lessons) => {
			const rate = countyRate(lessons, county, now, dayOf);
			const all = lessons.map((lesson) => ({ ...lesson, absences: [] }));
			const there = countyRate(all, county, now, dayOf);
			expect(rate.total).toEqual(there.total);
			for (const [place, { schoolId, counts }] of rate.schools.entries()) {
				const usual = there.schools[place]!.counts;
				expect(countOf(counts)).toBe(countOf(usual));
				expect(counts.taught).toBeLessThanOrEqual(usual.taught);
				const never = lessons.every(({ absences }) =>
					absences.every((absence) => absence.schoolId !== schoolId),
				);
				if (never) expect(counts).toEqual(usual);
			}
			for (const [place, { counts }] of rate.communities.entries()) {
				expect(countOf(counts)).toBe(countOf(there.communities[place]!.counts));
				expect(counts.taught).toBeLessThanOrEqual(there.communities[place]!.counts.taught);
			}
		}),
	);
});
