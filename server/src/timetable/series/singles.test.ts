import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Calendar, SpecialDay } from '../term/calendar.ts';
import type { ClosedDay } from '../term/closedOn.ts';
import type { SingleLesson } from './singles.ts';
import { closedIn, isDayChanged, isDayConcerned, singleSteps } from './singles.ts';

const snow: ClosedDay = { why: 'closed', reason: '大雪', schoolId: null };
const lesson = (change: Partial<SingleLesson>): SingleLesson => ({
	lessonId: 'one' as never,
	makesUp: null,
	day: '2026-03-10',
	from: 0,
	until: 1,
	cancelled: null,
	madeUp: false,
	signUp: false,
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

const dayOf = (number: number): string => `2026-03-${String(number).padStart(2, '0')}`;
const number = fc.integer({ min: 1, max: 28 });
const school = fc.constantFrom('luoshan', 'liuwan');

/** Up to two terms of March, one after the other, each with days and closures of its own. */
const calendars = fc
	.tuple(
		fc.uniqueArray(number, { minLength: 0, maxLength: 4 }),
		fc.uniqueArray(number, { maxLength: 8 }),
		fc.array(fc.tuple(number, number, fc.option(school)), { maxLength: 3 }),
	)
	.map(([bounds, holidays, closures]): Calendar[] => {
		const [first, second, third, fourth] = bounds.toSorted((a, b) => a - b).map(dayOf);
		const terms = [
			...(first === undefined || second === undefined ? [] : [{ firstDay: first, lastDay: second }]),
			...(third === undefined || fourth === undefined ? [] : [{ firstDay: third, lastDay: fourth }]),
		];
		return terms.map((each) => ({
			term: each,
			specialDays: new Map(
				holidays
					.map(dayOf)
					.filter((day) => each.firstDay <= day && day <= each.lastDay)
					.map((day) => [day, { kind: 'holiday', day, name: '放假' }]),
			),
			closures: closures.map(([from, until, schoolId]) => ({
				from: dayOf(Math.min(from, until)),
				until: dayOf(Math.max(from, until)),
				whom: schoolId === null ? { kind: 'county' } : { kind: 'school', schoolId: schoolId as never },
				reason: '大雪',
			})),
		}));
	});

interface Single {
	readonly day: string;
	readonly school: string;
}
const attending = (schoolId: string) => ({
	giving: [],
	receiving: [{ schoolId: schoolId as never, communityIds: [] }],
});

/** As lessons are when the calendars have become others: which of them stand. */
const changed = (
	singles: readonly Single[],
	stand: readonly boolean[],
	before: Calendar[],
	after: Calendar[],
) => {
	const lessons = singles.map(({ day }, place) =>
		lesson({ lessonId: String(place) as never, day, cancelled: stand[place] === true ? null : 'calendar' }),
	);
	const schoolOf = ({ lessonId }: SingleLesson): string => singles[Number(lessonId)]?.school ?? '';
	const concerned = lessons.filter(
		({ day, cancelled }) =>
			isDayConcerned(before, after, day) && (cancelled !== null || isDayChanged(before, after, day)),
	);
	const closedBy = (by: Calendar[]) => (each: SingleLesson) =>
		closedIn(by, each.day, attending(schoolOf(each)));
	const steps = singleSteps(concerned, closedBy(before), closedBy(after));
	return stand.map((stands, place) => {
		const step = steps.find(({ lesson: { lessonId } }) => lessonId === String(place));
		return step === undefined ? stands : step.what === 'revive';
	});
};

test('whatever calendars change, a lesson stands where its day is open, and changing back is the identity', () => {
	const single = fc.record({ day: number.map(dayOf), school });
	fc.assert(
		fc.property(calendars, calendars, fc.array(single, { maxLength: 6 }), (before, after, singles) => {
			const open = (by: Calendar[]) =>
				singles.map((each) => closedIn(by, each.day, attending(each.school)) === null);
			const planned = changed(
				singles,
				singles.map(() => true),
				[],
				before,
			);
			expect(planned).toEqual(open(before));
			const then = changed(singles, planned, before, after);
			expect(then).toEqual(open(after));
			expect(changed(singles, then, after, before)).toEqual(planned);
			expect(changed(singles, then, after, [])).toEqual(singles.map(() => true));
		}),
	);
});
