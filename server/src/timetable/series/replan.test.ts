import { LessonId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExistingLesson, PlannedLesson, Step, When } from './replan.ts';
import { replanOf } from './replan.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const at = (number: number, slot = 0): number => number * week + slot * hour;

const planned = (number: number, slot = 0): PlannedLesson => ({
	key: `${number}-4-${slot}`,
	week: number,
	from: at(number, slot),
	until: at(number, slot) + hour,
});
const lesson = (number: number, change: Partial<ExistingLesson> = {}): ExistingLesson => ({
	...planned(number),
	place: at(number),
	lessonId: LessonId.parse(`lesson-${number}`),
	over: false,
	cancelled: null,
	ownTime: false,
	ownTeacher: false,
	ownRest: false,
	ownDayClosed: false,
	...change,
});
const when = (now: number, change: Partial<When> = {}): When => ({
	...{ now, since: null, until: null, ends: false, madeUp: new Set<LessonId>() },
	...change,
});
/** Of week `number`, moved by somebody. */
const moved = (number: number, to: number, change: Partial<ExistingLesson> = {}): ExistingLesson =>
	lesson(number, { from: at(to, 20), until: at(to, 21), ownTime: true, ...change });
const said = (steps: readonly Step[]): string[] =>
	steps.map((step) =>
		step.what === 'add' ? `add ${step.planned.key}` : `${step.what} ${step.lesson.lessonId}`,
	);

describe.each<[string, PlannedLesson[], string[], ExistingLesson[], string[]]>([
	['a new series', [planned(1), planned(2)], [], [], ['add 1-4-0', 'add 2-4-0']],
	['nothing new', [planned(1)], [], [lesson(1)], ['keep lesson-1']],
	['what is over stays', [], [], [lesson(1, { over: true })], []],
	['another time', [planned(1, 2)], [], [lesson(1)], ['move lesson-1']],
	[
		'another time, but this one was moved',
		[planned(1, 2)],
		[],
		[lesson(1, { ownTime: true })],
		['keep lesson-1'],
	],
	['a holiday', [], ['1-4-0'], [lesson(1)], ['drop lesson-1']],
	[
		'a holiday that passes over again',
		[planned(1)],
		[],
		[lesson(1, { cancelled: 'calendar' })],
		['revive lesson-1'],
	],
	['cancelled by somebody', [planned(1)], [], [lesson(1, { cancelled: 'person' })], ['keep lesson-1']],
	['a holiday where somebody had cancelled', [], ['1-4-0'], [lesson(1, { cancelled: 'person' })], []],
	['a holiday it was moved away from', [], ['1-4-0'], [lesson(1, { ownTime: true })], ['keep lesson-1']],
	[
		'a holiday it was moved to',
		[planned(1)],
		[],
		[lesson(1, { ownTime: true, ownDayClosed: true })],
		['drop lesson-1'],
	],
	['fewer weeks', [planned(1)], [], [lesson(1), lesson(2)], ['keep lesson-1', 'drop lesson-2']],
	['a lesson more a week', [planned(1), planned(1, 2)], [], [lesson(1)], ['keep lesson-1', 'add 1-4-2']],
])('%s', (_, plan, omitted, existing, expected) => {
	test('is told step by step', () => {
		const steps = replanOf(
			plan,
			omitted.map((key) => ({ key, why: 'holiday' })),
			existing,
			when(0),
		);
		expect(said(steps)).toEqual(expected);
	});
});

describe.each<[string, PlannedLesson[], ExistingLesson[], Partial<When>, string[]]>([
	[
		'another plan from week 6 on: what is given before it stays',
		[planned(6), planned(7)],
		[lesson(5), lesson(6), lesson(7)],
		{ since: at(6) },
		['keep lesson-6', 'keep lesson-7'],
	],
	[
		'the lesson of week 8 was moved to week 4: it is not given a second time',
		[planned(6), planned(7), planned(8)],
		[lesson(6), lesson(7), moved(8, 4)],
		{ since: at(6) },
		['keep lesson-6', 'keep lesson-7', 'take-in lesson-8'],
	],
	[
		'nor on another day, nor when it is over',
		[planned(7, 2), planned(8, 2)],
		[moved(7, 3, { over: true }), moved(8, 4)],
		{ now: at(4), since: at(6) },
		['take-in lesson-7', 'take-in lesson-8'],
	],
	[
		'the lesson of week 4 was moved to week 8: it has the new parts and no place',
		[planned(7), planned(8)],
		[moved(4, 8), lesson(7), lesson(8)],
		{ since: at(6) },
		['keep lesson-7', 'keep lesson-8', 'lend-parts lesson-4'],
	],
	[
		'one that is to follow again follows, from wherever it was moved to',
		[planned(7), planned(8, 2)],
		[lesson(7), moved(8, 4, { ownTime: false })],
		{ since: at(6) },
		['keep lesson-7', 'move lesson-8'],
	],
	[
		'an end: whoever moved one across it',
		[planned(4), planned(5)],
		[moved(4, 8), lesson(5), lesson(6), moved(7, 7), moved(8, 4)],
		{ until: at(6), ends: true },
		['drop lesson-4', 'keep lesson-5', 'drop lesson-6', 'drop lesson-7', 'keep lesson-8'],
	],
	[
		'what an end took away does not come back, what it did not does',
		[planned(4), planned(5)],
		[moved(4, 8, { cancelled: 'series' }), lesson(5, { cancelled: 'series' })],
		{ until: at(6) },
		['keep lesson-4', 'revive lesson-5'],
	],
	[
		'what is made up for does not come back',
		[planned(1), planned(2), planned(3)],
		[
			lesson(1, { cancelled: 'calendar' }),
			moved(2, 3, { cancelled: 'clash' }),
			lesson(3, { cancelled: 'calendar' }),
		],
		{ madeUp: new Set([lesson(1).lessonId, lesson(2).lessonId]) },
		['made-up lesson-1', 'made-up lesson-2', 'revive lesson-3'],
	],
	[
		'what had fallen away goes with its place, so that it does not come back as another',
		[],
		[lesson(6, { cancelled: 'series' }), lesson(7)],
		{ since: at(6) },
		['take-in lesson-6', 'drop lesson-7'],
	],
])('%s', (_, plan, existing, change, expected) => {
	test('is told step by step', () => {
		expect(said(replanOf(plan, [], existing, when(0, change))).toSorted()).toEqual(expected.toSorted());
	});
});

const anyLesson = fc
	.record({
		number: fc.integer({ min: 1, max: 6 }),
		over: fc.boolean(),
		cancelled: fc.constantFrom(
			null,
			'person' as const,
			'calendar' as const,
			'series' as const,
			'clash' as const,
		),
		ownTime: fc.boolean(),
		ownDayClosed: fc.boolean(),
		moved: fc.integer({ min: 0, max: 40 }),
	})
	.map(({ number, moved, ...rest }) => {
		const from = rest.ownTime ? at(number, moved) : at(number);
		return lesson(number, { ...rest, from, until: from + hour });
	});
const anyExisting = fc.uniqueArray(anyLesson, { selector: ({ key }) => key });
const anyPlan = fc
	.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 })), {
		selector: ([number, slot]) => `${number} ${slot}`,
	})
	.map((list) => list.map(([number, slot]) => planned(number, slot)));

test('what is over, cancelled, moved or made up for by somebody is left so, whatever the plan', () => {
	fc.assert(
		fc.property(
			anyPlan,
			anyExisting,
			fc.integer({ min: 0, max: 6 }),
			fc.boolean(),
			(plan, existing, now, all) => {
				const madeUp = new Set(
					existing.filter((_, place) => all || place % 2 === 0).map(({ lessonId }) => lessonId),
				);
				for (const step of replanOf(plan, [], existing, when(at(now), { madeUp }))) {
					if (step.what === 'add') {
						expect(step.planned.from).toBeGreaterThanOrEqual(at(now));
						continue;
					}
					expect(step.lesson.over).toBe(false);
					if (madeUp.has(step.lesson.lessonId)) expect(step.what).not.toBe('revive');
					if (step.lesson.cancelled === 'person') expect(step.what).toBe('keep');
					if (step.lesson.ownTime) expect(step.what).not.toBe('move');
					if (step.what === 'revive' && step.lesson.ownTime) expect(step.from).toBe(step.lesson.from);
				}
			},
		),
	);
});

test('every lesson and every place of the plan is met once at most', () => {
	fc.assert(
		fc.property(anyPlan, anyExisting, (plan, existing) => {
			const steps = replanOf(plan, [], existing, when(0));
			const lessons = steps.flatMap((step) => (step.what === 'add' ? [] : [step.lesson.lessonId]));
			const keys = steps.flatMap((step) =>
				step.what === 'add' || step.what === 'move' ? [step.planned.key] : [],
			);
			expect(new Set(lessons).size).toBe(lessons.length);
			expect(new Set(keys).size).toBe(keys.length);
		}),
	);
});

test('there and back is where it was, and done twice is done once', () => {
	const carriedOut = (existing: readonly ExistingLesson[], steps: readonly Step[]): ExistingLesson[] => {
		const after = new Map(existing.map((each) => [each.lessonId, each]));
		for (const step of steps) {
			if (step.what === 'add') {
				const lessonId = LessonId.parse(`lesson-${step.planned.key}`);
				after.set(lessonId, { ...lesson(1), ...step.planned, lessonId });
			} else if (step.what === 'drop')
				after.set(step.lesson.lessonId, { ...step.lesson, cancelled: step.cause });
			else if (step.what === 'move') after.set(step.lesson.lessonId, { ...step.lesson, ...step.planned });
			else if (step.what === 'revive') {
				const { planned, from, until } = step;
				after.set(step.lesson.lessonId, { ...step.lesson, key: planned.key, from, until, cancelled: null });
			} else if (step.what === 'keep')
				after.set(step.lesson.lessonId, { ...step.lesson, key: step.planned?.key ?? step.lesson.key });
		}
		return [...after.values()];
	};
	const shown = (lessons: readonly ExistingLesson[]): string[] =>
		lessons
			.filter((each) => each.cancelled === null)
			.map(({ from, until }) => `${from} ${until}`)
			.toSorted();
	fc.assert(
		fc.property(anyPlan, anyPlan, (first, second) => {
			const begun = carriedOut([], replanOf(first, [], [], when(0)));
			const changed = carriedOut(begun, replanOf(second, [], begun, when(0)));
			expect(replanOf(second, [], changed, when(0)).every((step) => step.what === 'keep')).toBe(true);
			const back = carriedOut(changed, replanOf(first, [], changed, when(0)));
			expect(shown(changed)).toEqual(second.map(({ from, until }) => `${from} ${until}`).toSorted());
			expect(shown(back)).toEqual(shown(begun));
		}),
	);
});

/** A lesson with the half of the series that it is of, and whose parts it has. */
interface Held extends ExistingLesson {
	readonly half: 'first' | 'second';
	readonly parts: 'first' | 'second';
}

const WEEKS = [1, 2, 3, 4, 5, 6, 7, 8];
const anyHeld = fc
	.record({
		moves: fc.dictionary(fc.constantFrom(...WEEKS.map(String)), fc.integer({ min: 1, max: 8 })),
		cancelled: fc.subarray(WEEKS),
		now: fc.integer({ min: 0, max: 8 }),
		slot: fc.integer({ min: 0, max: 3 }),
		boundary: fc.integer({ min: 1, max: 9 }),
	})
	.map(({ moves, cancelled, now, ...rest }) => {
		const lessons = WEEKS.map((number): Held => {
			const to = moves[String(number)];
			const own = to === undefined ? lesson(number) : moved(number, to);
			const gone = cancelled.includes(number) ? ('person' as const) : null;
			const over = own.from <= at(now);
			return { ...own, cancelled: gone, over, half: 'first', parts: 'first' };
		});
		return { ...rest, lessons, now: at(now) };
	});
const heldAfter = (lessons: readonly Held[], steps: readonly Step[]): Held[] => {
	const after = new Map(lessons.map((each) => [each.lessonId, each]));
	for (const step of steps) {
		if (step.what === 'add') throw new Error(`${step.planned.key} is given twice`);
		const before = after.get(step.lesson.lessonId);
		if (before === undefined) throw new Error('no such lesson');
		const planned = 'planned' in step && step.planned !== null ? step.planned : null;
		const own = planned === null ? {} : { key: planned.key, place: planned.from };
		const put = (change: Partial<Held>) => after.set(before.lessonId, { ...before, ...own, ...change });
		if (step.what === 'drop') put({ cancelled: step.cause });
		else if (step.what === 'lend-parts') put({ parts: 'second' });
		else if (step.what === 'take-in') put({ half: 'second', ownTime: true });
		else if (step.what === 'move') put({ half: 'second', parts: 'second', ...span(step.planned) });
		else put({ half: 'second', parts: 'second' });
	}
	return [...after.values()];
};
const span = ({ from, until }: PlannedLesson) => ({ from, until });
const ofHalf = (lessons: readonly Held[], half: Held['half']) => lessons.filter((each) => each.half === half);
const onlyKept = (steps: readonly Step[]): boolean => steps.every(({ what }) => what === 'keep');

test('a series that is split keeps one lesson for each place, wherever somebody moved them', () => {
	fc.assert(
		fc.property(anyHeld, ({ lessons, now, slot, boundary }) => {
			const since = at(boundary);
			const early = WEEKS.filter((number) => number < boundary).map((number) => planned(number));
			const late = WEEKS.filter((number) => number >= boundary).map((number) => planned(number, slot));
			const after = heldAfter(lessons, replanOf(late, [], lessons, when(now, { since })));
			expect(after.map(({ key }) => Number(key.split('-')[0]))).toEqual(WEEKS);
			for (const [place, is] of after.entries()) {
				const was = lessons[place]!;
				expect(is.cancelled).toBe(was.cancelled);
				const stays = was.over || was.from < since;
				expect(is.parts).toBe(stays ? 'first' : 'second');
				if (stays || was.ownTime) expect(is.from).toBe(was.from);
				expect(is.half).toBe(place + 1 < boundary ? 'first' : 'second');
			}
			// And no later look at the calendar finds anything to do.
			const first = replanOf(early, [], ofHalf(after, 'first'), when(now, { until: since }));
			expect(onlyKept(first)).toBe(true);
			expect(onlyKept(replanOf(late, [], ofHalf(after, 'second'), when(now)))).toBe(true);
		}),
	);
});

test('nothing of a series that is ended is given from that day on, wherever somebody moved it', () => {
	fc.assert(
		fc.property(anyHeld, ({ lessons, now, boundary }) => {
			const until = Math.max(at(boundary), now);
			const plan = WEEKS.map((number) => planned(number)).filter(({ from }) => from < until);
			const after = heldAfter(lessons, replanOf(plan, [], lessons, when(now, { until, ends: true })));
			for (const [place, is] of after.entries()) {
				const was = lessons[place]!;
				expect(is.from).toBe(was.from);
				const ends = !was.over && was.from >= until && was.cancelled === null;
				expect(is.cancelled).toBe(ends ? 'series' : was.cancelled);
			}
			expect(onlyKept(replanOf(plan, [], after, when(now, { until })))).toBe(true);
		}),
	);
});
