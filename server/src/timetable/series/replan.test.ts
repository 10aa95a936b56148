import { LessonId } from '@classroom/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExistingLesson, PlannedLesson, Step } from './replan.ts';
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
	lessonId: LessonId.parse(`lesson-${number}`),
	over: false,
	cancelled: null,
	ownTime: false,
	ownTeacher: false,
	ownRest: false,
	ownDayClosed: false,
	...change,
});
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
			0,
		);
		expect(said(steps)).toEqual(expected);
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

test('what is over, cancelled by somebody or moved by somebody is left where it is, whatever the plan', () => {
	fc.assert(
		fc.property(anyPlan, anyExisting, fc.integer({ min: 0, max: 6 }), (plan, existing, now) => {
			for (const step of replanOf(plan, [], existing, at(now))) {
				if (step.what === 'add') {
					expect(step.planned.from).toBeGreaterThanOrEqual(at(now));
					continue;
				}
				expect(step.lesson.over).toBe(false);
				if (step.lesson.cancelled === 'person') expect(step.what).toBe('keep');
				if (step.lesson.ownTime) expect(step.what).not.toBe('move');
				if (step.what === 'revive' && step.lesson.ownTime) expect(step.from).toBe(step.lesson.from);
			}
		}),
	);
});

test('every lesson and every place of the plan is met once at most', () => {
	fc.assert(
		fc.property(anyPlan, anyExisting, (plan, existing) => {
			const steps = replanOf(plan, [], existing, 0);
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
			} else after.set(step.lesson.lessonId, { ...step.lesson, key: step.planned?.key ?? step.lesson.key });
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
			const begun = carriedOut([], replanOf(first, [], [], 0));
			const changed = carriedOut(begun, replanOf(second, [], begun, 0));
			expect(replanOf(second, [], changed, 0).every((step) => step.what === 'keep')).toBe(true);
			const back = carriedOut(changed, replanOf(first, [], changed, 0));
			expect(shown(changed)).toEqual(second.map(({ from, until }) => `${from} ${until}`).toSorted());
			expect(shown(back)).toEqual(shown(begun));
		}),
	);
});
