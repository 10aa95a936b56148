import type { Instant, LessonEvent, LogEntry } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedParts } from './given.ts';
import { givenTo } from './given.ts';
import {
	bell,
	joins,
	left,
	log,
	lost,
	minute,
	opened,
	parts,
	phase,
	returned,
	teacher,
	timed,
	village,
} from './given.testing.ts';

const givenAt = (entries: readonly LogEntry[], rule: PlannedParts): Instant | null =>
	givenTo(entries, rule).at;

/** Events; the place (from 1) of the one with which it is given. */
test.each<[what: string, events: LessonEvent[], at: number | null]>([
	['all there at the bell', [teacher, village, bell], 3],
	['the teacher comes late', [village, bell, teacher], 3],
	['the classroom comes in overrun', [teacher, bell, phase('overrun'), village], 4],
	['the bell rings for nobody', [bell, phase('overrun'), phase('ended')], null],
	['no teacher', [village, bell, phase('ended')], null],
	['no receiving classroom', [teacher, bell, phase('ended')], null],
	['the sending classroom alone', [teacher, joins('core', 'classroom'), bell], null],
	['a student at home', [teacher, bell, joins('child', 'viewer')], 3],
	["the village's assistant", [teacher, bell, joins('aunt', 'assistant')], 3],
	['an inspector and a recorder', [teacher, bell, joins('i', 'inspector'), joins('r', 'recorder')], null],
	['never at the same time', [teacher, bell, lost('teacher'), village, left('village'), teacher], null],
	['a dropout that comes back', [teacher, bell, lost('teacher'), village, returned('teacher')], 5],
	['only after the end', [bell, phase('ended'), teacher, village], null],
	['only before the bell', [teacher, village, left('village'), bell], null],
])('%s', (_, events, at) => {
	expect(givenAt(log(events), parts)).toBe(at);
});

test('a lesson for no classroom and no class needs its teacher alone', () => {
	expect(givenAt(log([bell, teacher]), { ...parts, sendingClassroomId: null, hasReceivers: false })).toBe(2);
});

/** Events with their minutes, of a lesson that has to be taught for 20; the minute in which it had been given. */
test.each<[what: string, events: [minute: number, event: LessonEvent][], at: number | null]>([
	[
		'half of its time',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[40, phase('ended')],
		],
		21,
	],
	[
		'cut off after a moment',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[2, lost('village')],
			[40, phase('ended')],
		],
		null,
	],
	[
		'a minute too little',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[20, phase('ended')],
		],
		null,
	],
	[
		'to the minute',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[21, phase('ended')],
		],
		21,
	],
	[
		'with a pause',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[11, lost('teacher')],
			[16, returned('teacher')],
			[40, phase('ended')],
		],
		26,
	],
	[
		'whatever else is said meanwhile',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[9, joins('i', 'inspector')],
			[40, phase('ended')],
		],
		21,
	],
	[
		'in overrun too',
		[
			[0, teacher],
			[0, bell],
			[25, village],
			[40, phase('overrun')],
			[50, phase('ended')],
		],
		45,
	],
	[
		'a server that was away for a minute',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[10, opened],
			[10, lost('village')],
			[11, returned('village')],
			[40, phase('ended')],
		],
		22,
	],
	[
		'quiet for half an hour until a server died, then taught to its end',
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[30, opened],
			[30, lost('teacher')],
			[30, lost('village')],
			[31, returned('village')],
			[31, returned('teacher')],
			[40, phase('ended')],
		],
		31,
	],
	[
		'quiet until a server died, and only the teacher came back',
		[
			[0, teacher],
			[0, village],
			[0, bell],
			[30, opened],
			[30, lost('teacher')],
			[30, lost('village')],
			[31, returned('teacher')],
			[40, phase('ended')],
		],
		null,
	],
	[
		'a server that was away for good',
		[
			[0, teacher],
			[0, village],
			[1, bell],
			[39, opened],
			[40, phase('ended')],
		],
		null,
	],
])('taught for 20 minutes: %s', (_, events, at) => {
	const given = givenAt(timed(events), { ...parts, leastMs: 20 * minute });
	expect(given === null ? null : given / minute).toBe(at);
});

test('once given it stays given, and what others do changes nothing', () => {
	const some = fc.constantFrom<LessonEvent>(
		...[teacher, village, bell, phase('overrun'), phase('ended'), lost('teacher'), returned('teacher')],
		...[lost('village'), returned('village'), left('village'), joins('i', 'inspector')],
	);
	fc.assert(
		fc.property(
			fc.array(some, { maxLength: 20 }),
			fc.array(some, { maxLength: 8 }),
			fc.nat(12),
			(events, more, leastMs) => {
				const rule = { ...parts, leastMs };
				const given = givenAt(log(events), rule);
				if (given !== null) expect(givenAt(log([...events, ...more]), rule)).toBe(given);
				// Whoever asks for less has it no later.
				const sooner = givenAt(log(events), parts);
				if (given !== null) expect(sooner).toBeLessThanOrEqual(given);
				if (!events.includes(teacher) || !events.includes(village)) expect(given).toBeNull();
			},
		),
	);
});
