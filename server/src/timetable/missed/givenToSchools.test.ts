import type { LessonEvent } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Given } from './given.ts';
import { givenTo } from './given.ts';
import {
	bell,
	joins,
	left,
	lost,
	minute,
	opened,
	parts,
	phase,
	returned,
	schoolIds,
	teacher,
	timed,
	village,
} from './given.testing.ts';

const minutesOf = ({ at: first, toSchools }: Given) => ({
	lesson: first === null ? null : first / minute,
	schools: Object.fromEntries([...toSchools].map(([schoolId, instant]) => [schoolId, instant / minute])),
});
const [hamlet, island] = [joins('hamlet', 'classroom'), joins('island', 'classroom')];

/** Lessons of 40 minutes that have to be taught for 20; for whom, and in which minute, they had been given. */
test.each<
	[what: string, log: [number, LessonEvent][], lesson: number | null, schools: Record<string, number>]
>([
	[
		'one comes, one too late, one never',
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[25, hamlet],
			[40, phase('ended')],
		],
		20,
		{ village: 20 },
	],
	[
		'one after the other, neither for long enough',
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[19, left('village')],
			[19, hamlet],
			[38, phase('ended')],
		],
		null,
		{},
	],
	[
		'the lesson is given with the first school, each for itself',
		[
			[0, teacher],
			[0, bell],
			[5, hamlet],
			[10, village],
			[40, phase('ended')],
		],
		25,
		{ hamlet: 25, village: 30 },
	],
	[
		"the classroom first, then the same school's assistant",
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[12, joins('village-aunt', 'assistant')],
			[12, lost('village')],
			[40, phase('ended')],
		],
		20,
		{ village: 20 },
	],
	[
		'students at home are their school',
		[
			[0, teacher],
			[0, bell],
			[3, joins('island-child', 'viewer')],
			[40, phase('ended')],
		],
		23,
		{ island: 23 },
	],
	[
		'somebody of no school that is known',
		[
			[0, teacher],
			[0, bell],
			[0, joins('child', 'viewer')],
			[0, hamlet],
			[5, lost('hamlet')],
			[40, phase('ended')],
		],
		20,
		{},
	],
	[
		'a server that was away for good, when one had had enough of it',
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[19, hamlet],
			[30, opened],
			[30, lost('hamlet')],
			[30, lost('village')],
		],
		21,
		{ village: 21 },
	],
	[
		'a quiet half hour until a server died, after which only one came back',
		[
			...([
				[0, teacher],
				[0, village],
				[0, hamlet],
				[0, bell],
				[30, opened],
				[30, lost('teacher')],
			] as [number, LessonEvent][]),
			...([
				[30, lost('village')],
				[30, lost('hamlet')],
				[31, returned('teacher')],
			] as [number, LessonEvent][]),
			...([
				[31, returned('village')],
				[40, phase('ended')],
			] as [number, LessonEvent][]),
		],
		31,
		{ village: 31 },
	],
])('for whom: %s', (_, events, lesson, schools) => {
	expect(minutesOf(givenTo(timed(events), { ...parts, leastMs: 20 * minute }))).toEqual({ lesson, schools });
});

const peers = [
	teacher,
	village,
	hamlet,
	island,
	joins('child', 'viewer'),
	joins('village-aunt', 'assistant'),
];
const comings = [...['teacher', 'village', 'hamlet', 'island', 'child', 'village-aunt']].flatMap((name) => [
	lost(name),
	returned(name),
	left(name),
]);
/** Logs as Rooms write them: time goes on, phases in their order; who comes and goes, and when, is by chance. */
const anyLog = fc
	.record({
		waiting: fc.integer({ min: 0, max: 10 }),
		teaching: fc.integer({ min: 0, max: 45 }),
		events: fc.array(
			fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom<LessonEvent>(...peers, ...comings, opened)),
			{ maxLength: 30 },
		),
	})
	.map(({ waiting, teaching, events }): [number, LessonEvent][] => [
		...events,
		[waiting, bell],
		[waiting + teaching, phase('ended')],
	])
	.map((events) => events.toSorted(([one], [other]) => one - other));
const anyLeast = fc.integer({ min: 0, max: 30 }).map((minutes) => minutes * minute);

test('it is given when it is given to the first of those it is for, or needs its teacher alone', () => {
	fc.assert(
		fc.property(anyLog, anyLeast, (events, leastMs) => {
			// Without the child, whose school nobody knows.
			const known = events.filter(([, event]) => !('peerId' in event && event.peerId === 'child'));
			const { at: first, toSchools } = givenTo(timed(known), { ...parts, leastMs });
			expect(first).toBe(toSchools.size === 0 ? null : Math.min(...toSchools.values()));
			const alone = givenTo(timed(known), { ...parts, leastMs, hasReceivers: false });
			if (first !== null) expect(alone.at).toBeLessThanOrEqual(first);
			expect(alone.toSchools.size).toBe(0);
		}),
	);
});

test('what a school had depends on its own and the teacher alone', () => {
	fc.assert(
		fc.property(anyLog, anyLeast, (log, leastMs) => {
			const rule = { ...parts, leastMs };
			// When a server dies it counts when it last wrote anything, whoever's.
			const events = log.filter(([, event]) => event.type !== 'room-opened');
			for (const schoolId of schoolIds) {
				const others = (event: LessonEvent): boolean =>
					'peerId' in event && event.peerId !== 'teacher' && event.peerId?.split('-')[0] !== schoolId;
				const own = events.filter(([, event]) => !others(event));
				expect(givenTo(timed(own), rule).toSchools.get(schoolId)).toBe(
					givenTo(timed(events), rule).toSchools.get(schoolId),
				);
			}
		}),
	);
});

const alsoThere = [
	joins('teacher-2', 'teacher'),
	joins('village-2', 'classroom'),
	joins('hamlet-2', 'viewer'),
	joins('village-uncle', 'assistant'),
	joins('cousin', 'viewer'),
];

test('whoever else is there never takes a lesson away, nor makes it later', () => {
	fc.assert(
		fc.property(
			anyLog,
			anyLeast,
			fc.constantFrom(...alsoThere),
			fc.nat(60),
			(events, leastMs, joined, from) => {
				const rule = { ...parts, leastMs };
				const before = givenTo(timed(events), rule);
				const more: [number, LessonEvent][] = [...events, [from, joined]];
				const after = givenTo(timed(more.toSorted(([one], [other]) => one - other)), rule);
				expect(after.at ?? Infinity).toBeLessThanOrEqual(before.at ?? Infinity);
				for (const [schoolId, instant] of before.toSchools) {
					expect(after.toSchools.get(schoolId)).toBeLessThanOrEqual(instant);
				}
			},
		),
	);
});
