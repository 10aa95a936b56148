import type { LessonInput } from '@classroom/protocol';
import { ClassGroupId, ClassroomId, CountyId, PersonId, SchoolId } from '@classroom/protocol';
import { expect, test } from 'vitest';
import type { PersonCaller } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import { checkChangeable, checkPlan, mayPlan } from './planRules.ts';

const minute = 60_000;
const now = Date.UTC(2026, 2, 2, 1, 0);
const room = (id: string) => ClassroomId.parse(id);
const input: LessonInput = {
	title: '音乐',
	kind: 'delivered',
	subject: 'music',
	teacherId: PersonId.parse('teacher'),
	sendingClassroomId: room('core'),
	receivingClassroomIds: [room('village'), room('hamlet')],
	classGroupIds: [],
	plannedStart: now,
	lengthMs: 40 * minute,
};

const outcome = (work: () => void): string => {
	try {
		work();
		return 'ok';
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const issues = (error.issues ?? []).map(({ path, code }) => `${path} ${code}`);
		return [error.code, ...issues].join(', ');
	}
};

const classGroup = ClassGroupId.parse('class');
const plans: [title: string, change: Partial<LessonInput>, expected: string][] = [
	['now', {}, 'ok'],
	['5 minutes ago', { plannedStart: now - 5 * minute }, 'ok'],
	['longer ago', { plannedStart: now - 5 * minute - 1 }, 'lesson-in-the-past'],
	[
		'5 minutes ago, over by now',
		{ plannedStart: now - 5 * minute, lengthMs: 5 * minute },
		'lesson-in-the-past',
	],
	['5 minutes ago, over soon', { plannedStart: now - 5 * minute, lengthMs: 6 * minute }, 'ok'],
	['in 1970', { plannedStart: 0 }, 'lesson-in-the-past'],
	['in two years', { plannedStart: now + 730 * 86_400_000 }, 'ok'],
	['in the year 275760', { plannedStart: 8_640_000_000_000_000 }, 'bad-request, plannedStart out-of-range'],
	['from nowhere', { sendingClassroomId: null, receivingClassroomIds: [] }, 'ok'],
	['to itself', { receivingClassroomIds: [room('village'), room('core')] }, 'sender-is-receiver'],
	[
		'twice to one',
		{ receivingClassroomIds: [room('village'), room('hamlet'), room('village')] },
		'bad-request, receivingClassroomIds.2 duplicate',
	],
	[
		'with a class twice',
		{ classGroupIds: [classGroup, classGroup] },
		'bad-request, classGroupIds.1 duplicate',
	],
];
test.each(plans)('a lesson %s: %j', (_, change, expected) => {
	expect(outcome(() => checkPlan({ ...input, ...change }, now))).toBe(expected);
});

test('a start in the past that is not moved is not asked about again', () => {
	const started = { ...input, plannedStart: now - 20 * minute };
	expect(outcome(() => checkPlan(started, now, started.plannedStart))).toBe('ok');
	expect(outcome(() => checkPlan(started, now, now))).toBe('lesson-in-the-past');
});

test.each([
	[{}, 'ok'],
	[{ phase: 'waiting' as const }, 'ok'],
	[{ phase: 'teaching' as const }, 'lesson-taken-place'],
	[{ phase: 'ended' as const, givenAt: now }, 'lesson-taken-place'],
	[{ phase: 'ended' as const }, 'lesson-in-the-past'],
	[{ cancelledAt: 1 }, 'conflict'],
	[{ plannedEnd: now - 1 }, 'lesson-in-the-past'],
])('a lesson with %j: %s', (facts, expected) => {
	const planned = {
		plannedStart: now - minute,
		plannedEnd: now + 40 * minute,
		phase: null,
		givenAt: null,
		cancelledAt: null,
	};
	expect(outcome(() => checkChangeable({ ...planned, ...facts }, now))).toBe(expected);
});

const [own, partner, stranger] = ['own', 'partner', 'stranger'].map((id) => SchoolId.parse(id));
const caller = (role: PersonCaller['role'], schoolId: SchoolId | null): PersonCaller => ({
	kind: 'person',
	personId: PersonId.parse('me'),
	countyId: CountyId.parse('county'),
	role,
	schoolId,
	classGroupId: null,
	name: '我',
	sessionId: 's',
	mustChangePassword: false,
});
test.each([
	['what it gives, to a partner', 'school-admin', [own, null], [partner], [], true],
	['what it gives, to itself', 'school-admin', [own, own], [own], [], true],
	['what another gives', 'school-admin', [partner, partner], [own], [], false],
	['for a stranger', 'school-admin', [own, null], [stranger], [], false],
	['for a stranger who is in it already', 'school-admin', [own, null], [stranger], [stranger], true],
	["with a stranger's teacher", 'school-admin', [stranger, own], [partner], [], false],
	['anything', 'county-admin', [stranger, null], [stranger], [], true],
	['anything', 'teacher', [own, own], [own], [], false],
	['anything', 'inspector', [own, own], [own], [], false],
] as const)('planning %s as %s', (_, role, giving, takingPart, already, expected) => {
	const schools = { giving: giving.map((id) => id ?? null), takingPart: takingPart.map((id) => id!) };
	const partners = new Set([own!, partner!]);
	expect(mayPlan(caller(role, own!), schools, partners, new Set(already.map((id) => id!)))).toBe(expected);
});
