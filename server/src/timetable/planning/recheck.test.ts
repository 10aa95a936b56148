import { expect, test } from 'vitest';
import { countyOf } from './county.ts';
import type { GivenLesson, PlannedTeacher, PlanningInput } from './input.ts';
import type { Placement } from './ledger.ts';
import { Ledger } from './ledger.ts';
import type { PlanRule } from './recheck.ts';
import { faultsOf } from './recheck.ts';
import { costOfSeries } from './recheckCost.ts';
import type { ProposedSeries } from './proposal.ts';
import { bellsFrom } from './testing/counties.ts';

const teacher: PlannedTeacher = {
	id: 'wang',
	schoolId: 'core',
	abilities: [{ subject: 'music', grades: [1, 2, 3] }],
	away: [{ weekday: 5, from: 0, until: 1440 }],
	mostAWeek: 4,
	mostADay: 2,
	sendingClassroomId: 'studio',
	prefersMornings: true,
};
const input: PlanningInput = {
	schools: [
		{ id: 'core', bells: bellsFrom(480, 840), linkLessons: 2, receivingClassroomIds: [] },
		{ id: 'p1', bells: bellsFrom(485, 840), linkLessons: 1, receivingClassroomIds: ['r1', 'r1b'] },
		{ id: 'p2', bells: bellsFrom(480, 860), linkLessons: null, receivingClassroomIds: ['r2'] },
	],
	communities: [{ id: 'c', coreSchoolId: 'core', memberSchoolIds: ['p1', 'p2'] }],
	teachers: [teacher, { ...teacher, id: 'li', sendingClassroomId: null }, { ...teacher, id: 'zhao' }],
	needs: [
		{ id: 'n1', schoolId: 'p1', classGroupIds: ['k1'], subject: 'music', grades: [1], lessonsAWeek: 2 },
		{ id: 'n2', schoolId: 'p2', classGroupIds: ['k2'], subject: 'music', grades: [2], lessonsAWeek: 2 },
		{ id: 'n3', schoolId: 'p2', classGroupIds: ['k3'], subject: 'music', grades: [3], lessonsAWeek: 5 },
		{ id: 'n4', schoolId: 'p1', classGroupIds: ['k4'], subject: 'art', grades: [4], lessonsAWeek: 1 },
		{ id: 'n5', schoolId: 'p1', classGroupIds: ['k5'], subject: 'music', grades: [5], lessonsAWeek: 1 },
		{ id: 'n6', schoolId: 'p1', classGroupIds: ['k6'], subject: 'music', grades: [3], lessonsAWeek: 1 },
	],
	given: [
		{
			weekday: 4,
			at: { schoolId: 'core', period: 1 },
			teacherId: 'wang',
			classroomIds: ['r2'],
			classGroupIds: ['k1'],
			schoolIds: ['core', 'p2'],
			recorded: true,
		},
	],
	rules: {
		weekdays: [1, 2, 3, 4, 5],
		seasonDays: ['2026-03-09', '2026-06-08'],
		leastShare: 0.85,
		receivingMost: 2,
		gradeBands: [[1, 2]],
		recorderPlaces: 2,
		sfuPlaces: 5,
	},
	weights: { mornings: 2, oneADay: 5, spread: 3, evenLoad: 1, evenDays: 0 },
};
const receiverOf = (needId: string, classroomId: string) => {
	const { schoolId, classGroupIds } = input.needs.find(({ id }) => id === needId)!;
	return { needId, schoolId, classroomId, classGroupIds };
};
const n1 = receiverOf('n1', 'r1');
const n2 = receiverOf('n2', 'r2');
const slot = (weekday: 1 | 2 | 3 | 4 | 5 | 6, period: number) => ({ weekday, period });
const good: ProposedSeries = {
	teacherId: 'wang',
	communityId: 'c',
	sendingClassroomId: 'studio',
	subject: 'music',
	slots: [slot(1, 1), slot(3, 2)],
	receivers: [n1, n2],
};
const by = (teacherId: string, change: Partial<ProposedSeries>): ProposedSeries => ({
	...good,
	teacherId,
	sendingClassroomId: teacherId === 'li' ? null : 'studio',
	...change,
});
const third = by('li', { receivers: [receiverOf('n3', 'r2')], slots: [slot(2, 1)] });

test.each<[what: string, plan: ProposedSeries[], rules: PlanRule[]]>([
	['nothing', [], []],
	['a lesson for two schools', [good], []],
	[
		'two teachers at once in different places',
		[
			{ ...good, receivers: [n1] },
			{ ...third, slots: [slot(1, 1)] },
		],
		[],
	],
	['an unknown teacher', [by('nobody', {})], ['community', 'no-such-period', 'unknown']],
	[
		'a subject not taught',
		[{ ...good, subject: 'art', receivers: [receiverOf('n4', 'r1')], slots: [slot(1, 1)] }],
		['subject'],
	],
	['a grade not taught', [{ ...good, receivers: [receiverOf('n5', 'r1')], slots: [slot(1, 1)] }], ['grade']],
	[
		'another subject than the need',
		[{ ...good, receivers: [receiverOf('n4', 'r1')], slots: [slot(1, 1)] }],
		['grade', 'not-together'],
	],
	[
		'grades that are not taught together',
		[{ ...good, slots: [slot(1, 1)], receivers: [n1, receiverOf('n3', 'r2')] }],
		['not-together'],
	],
	['no community', [{ ...good, communityId: 'other' }], ['community']],
	['a classroom of another school', [{ ...good, receivers: [receiverOf('n1', 'r2')] }], ['no-classroom']],
	['other classes', [{ ...good, receivers: [{ ...n1, classGroupIds: ['k9'] }] }], ['other-classes']],
	['another studio', [{ ...good, sendingClassroomId: 'studio2' }], ['unknown']],
	['no such period', [{ ...good, slots: [slot(1, 8)] }], ['no-such-period']],
	['no such day', [{ ...good, slots: [slot(6, 1)] }], ['no-such-period']],
	['bells that do not fit', [{ ...good, slots: [slot(1, 5)] }], ['bells']],
	['a teacher who is away', [{ ...good, slots: [slot(5, 1)] }], ['away']],
	['too many lessons of a need', [{ ...good, slots: [slot(1, 1), slot(2, 1), slot(3, 1)] }], ['too-many']],
	[
		'too many of a teacher in a week',
		[
			by('wang', {
				...third,
				teacherId: 'wang',
				sendingClassroomId: 'studio',
				slots: [slot(1, 1), slot(1, 2), slot(2, 1), slot(3, 1)],
			}),
		],
		['teacher-load'],
	],
	[
		'too many of a teacher on a day',
		[{ ...third, slots: [slot(2, 1), slot(2, 2), slot(2, 3)] }],
		['teacher-load'],
	],
	[
		'two teachers of a need',
		[{ ...good, slots: [slot(1, 1)] }, by('li', { slots: [slot(2, 1)] })],
		['one-teacher'],
	],
	[
		'two classrooms of a need',
		[
			{ ...good, slots: [slot(1, 1)], receivers: [n1] },
			{ ...good, slots: [slot(2, 1)], receivers: [receiverOf('n1', 'r1b')] },
		],
		['one-teacher'],
	],
	[
		'a teacher twice at once',
		[
			{ ...good, slots: [slot(1, 1)], receivers: [n1] },
			by('wang', { ...third, teacherId: 'wang', sendingClassroomId: 'studio', slots: [slot(1, 1)] }),
		],
		['sending-classroom', 'teacher-taken'],
	],
	[
		'a studio twice at once',
		[
			{ ...good, slots: [slot(1, 1)], receivers: [n1] },
			by('zhao', { receivers: [receiverOf('n3', 'r2')], slots: [slot(1, 1)] }),
		],
		['sending-classroom'],
	],
	[
		'a receiving classroom twice at once',
		[
			{ ...good, slots: [slot(1, 1)], receivers: [n2] },
			{ ...third, slots: [slot(1, 1)] },
		],
		['receiving-classroom'],
	],
	[
		'a link with too many lessons',
		[
			{ ...good, slots: [slot(1, 1)], receivers: [n1] },
			by('li', { receivers: [receiverOf('n6', 'r1b')], slots: [slot(1, 1)] }),
		],
		['link'],
	],
	[
		'what is taken already',
		[{ ...good, slots: [slot(4, 1)] }],
		['class', 'receiving-classroom', 'teacher-taken'],
	],
])('%s', (_what, plan, rules) => {
	expect([...new Set(faultsOf(plan, input).map(({ rule }) => rule))].toSorted()).toEqual(rules);
});

test.each<[what: string, change: Partial<PlanningInput['rules']>, rules: PlanRule[]]>([
	['one receiving classroom', { receivingMost: 1 }, ['receiving-most']],
	['no recorder place', { recorderPlaces: 0 }, ['recorder']],
	['two places in the SFU', { sfuPlaces: 2 }, ['sfu']],
	['any number of places', { sfuPlaces: null, recorderPlaces: null }, []],
])('with %s', (_what, change, rules) => {
	const faults = faultsOf([good], { ...input, rules: { ...input.rules, ...change } });
	expect([...new Set(faults.map(({ rule }) => rule))]).toEqual(rules);
});

test.each<[what: string, plan: ProposedSeries[], cost: number]>([
	['the second and third lesson of a week', [good], 2 + 3],
	['shared by none', [{ ...good, receivers: [n1] }, by('li', { receivers: [n2] })], 2 + 3 + 1 + 2],
	['two on successive days', [{ ...good, slots: [slot(1, 1), slot(2, 1)], receivers: [n1] }], 2 + 3 + 3],
	[
		'two on one day, which is not spread either',
		[{ ...good, slots: [slot(1, 1), slot(1, 2)], receivers: [n1] }],
		2 + 3 + 5 + 3,
	],
	['one in the afternoon', [{ ...good, slots: [slot(1, 5)], receivers: [n1] }], 2 + 2],
])('cost: %s', (_what, plan, cost) => {
	expect(costOfSeries(plan, input)).toBe(cost);
});

/** The school's at Thursday: one of wang's from core to p2. */
test.each<[what: string, plan: ProposedSeries[], pairs: number]>([
	['on different days', [good], 0],
	['two on a day, of a teacher and at three schools', [{ ...good, slots: [slot(1, 1), slot(1, 2)] }], 1 + 3],
	['three on a day', [{ ...good, slots: [slot(1, 1), slot(1, 2), slot(1, 3)] }], 3 + 3 * 3],
	['beside one that there is', [{ ...good, slots: [slot(4, 2)], receivers: [n1] }], 1 + 1],
	['two teachers of a school', [{ ...good, receivers: [n1] }, by('li', { receivers: [n2] })], 2],
	[
		'two classes of a school in one lesson',
		[{ ...good, slots: [slot(1, 1)], receivers: [n1, receiverOf('n6', 'r1b')] }],
		1,
	],
])('pairs of lessons on a weekday: %s', (_what, plan, pairs) => {
	const evenly = { ...input, weights: { mornings: 0, oneADay: 0, spread: 0, evenLoad: 0, evenDays: 7 } };
	expect(costOfSeries(plan, evenly)).toBe(7 * pairs);
});

const weekly = (teacherId: string | null, period: number, weeks: number[]): GivenLesson => ({
	weekday: 1,
	at: { schoolId: 'core', period },
	teacherId,
	classroomIds: [],
	classGroupIds: [],
	schoolIds: [],
	recorded: true,
	weeks,
});

test.each<[what: string, given: GivenLesson[], rules: PlanRule[]]>([
	['odd and even weeks are one lesson of a teacher', [weekly('wang', 3, [1, 3]), weekly('wang', 4, [2])], []],
	['a week has two of them', [weekly('wang', 3, [1, 2, 3]), weekly('wang', 4, [2])], ['teacher-load']],
	['different weeks share a recorder place', [weekly(null, 1, [1]), weekly(null, 1, [2])], []],
	['the same week does not', [weekly(null, 1, [1, 2]), weekly(null, 1, [2])], ['recorder']],
])('of what is given, the fullest week counts: %s', (_what, given, rules) => {
	const known = { ...input, given: [...input.given, ...given] };
	const plan = [{ ...good, receivers: [n1] }];
	expect([...new Set(faultsOf(plan, known).map(({ rule }) => rule))]).toEqual(rules);
	const ledger = new Ledger(countyOf(known));
	const { county } = ledger;
	const placements = good.slots.map(({ weekday, period }): Placement => {
		const [option] = (county.options.get(known.needs[0]!) ?? []).filter(
			(each) => each.teacher.id === 'wang' && each.classroomId === 'r1',
		);
		const place = county.weeks
			.get(option!.teacher)!
			.slots.find((each) => each.weekday === weekday && each.period === period);
		return { option: option!, slot: place! };
	});
	const broken = placements.toReversed().flatMap((placement) => {
		const rulesBroken = ledger.broken(placement);
		ledger.add(placement);
		return rulesBroken;
	});
	expect([...new Set(broken)]).toEqual(rules);
});
