import type { PersonRole } from '@classroom/protocol';
import {
	ClassGroupId,
	ClassroomId,
	CountyId,
	DeviceId,
	LessonId,
	PersonId,
	SchoolId,
} from '@classroom/protocol';
import { expect, test } from 'vitest';
import type { Caller } from '../identity/index.ts';
import { changeOf, concerns } from './lessonChanges.ts';
import {
	absencesShown,
	joinRoleOf,
	mayChange,
	mayExplain,
	mayExplainAbsence,
	mayReplay,
	maySee,
} from './lessonRules.ts';

const place = (school: string, county = 'home') => ({
	classroomId: ClassroomId.parse(`room-${school}`),
	schoolId: SchoolId.parse(school),
	countyId: CountyId.parse(county),
	name: '互动教室',
	school,
});
const group = (school: string, county = 'home') => ({
	...place(school, county),
	classGroupId: ClassGroupId.parse(`class-${school}`),
});

const lesson = {
	lessonId: LessonId.parse('lesson'),
	countyId: CountyId.parse('home'),
	teacherId: PersonId.parse('teacher'),
	teacherSchoolId: SchoolId.parse('core'),
	sendingClassroom: place('core'),
	receivingClassrooms: [place('village'), place('abroad', 'guest')],
	classGroups: [group('village'), group('abroad', 'guest')],
	guestCounties: [CountyId.parse('guest')],
	closedSchools: [],
};
const revoked = { ...lesson, guestCounties: [] };

const person = (role: PersonRole, school: string | null, county = 'home', id = 'somebody'): Caller => ({
	kind: 'person',
	role,
	personId: PersonId.parse(id),
	countyId: CountyId.parse(county),
	schoolId: school === null ? null : SchoolId.parse(school),
	classGroupId: role === 'student' ? ClassGroupId.parse(`class-${school ?? ''}`) : null,
	name: '某人',
	sessionId: 's',
	mustChangePassword: false,
});
const device = (school: string, county = 'home'): Caller => ({
	kind: 'classroom',
	...place(school, county),
	deviceId: DeviceId.parse('device'),
});

/** Who; joins as; may replay; may change. */
const table: [who: string, caller: Caller, joins: string | null, replays: boolean, changes: boolean][] = [
	['the teacher', person('teacher', 'core', 'home', 'teacher'), 'teacher', true, false],
	["another teacher of the teacher's school", person('teacher', 'core'), null, true, false],
	['a teacher of a receiving school', person('teacher', 'village'), null, true, false],
	['a teacher of a strange school', person('teacher', 'stranger'), null, false, false],
	['the teacher, of another county', person('teacher', 'core', 'third', 'teacher'), null, false, false],
	['an assistant of a receiving school', person('assistant', 'village'), 'assistant', true, false],
	['an assistant of the sending school', person('assistant', 'core'), null, true, false],
	['an assistant of a strange school', person('assistant', 'stranger'), null, false, false],
	['a student of the class', person('student', 'village'), 'viewer', true, false],
	['a student of another class', person('student', 'core'), null, false, false],
	['a county administrator', person('county-admin', null), 'inspector', true, true],
	['an inspector', person('inspector', null), 'inspector', true, false],
	["a third county's administrator", person('county-admin', null, 'third'), null, false, false],
	["the guest county's administrator", person('county-admin', null, 'guest'), null, false, false],
	["the guest county's inspector", person('inspector', null, 'guest'), null, false, false],
	['the sending school administrator', person('school-admin', 'core'), 'inspector', true, true],
	['a receiving school administrator', person('school-admin', 'village'), 'inspector', true, false],
	['a strange school administrator', person('school-admin', 'stranger'), null, false, false],
	['a school administrator without school', person('school-admin', null), null, false, false],
	['the sending classroom', device('core'), 'classroom', true, false],
	['a receiving classroom', device('village'), 'classroom', true, false],
	['another classroom', device('stranger'), null, false, false],
	['the recorder', { kind: 'service', service: 'recorder' }, 'recorder', false, false],
	['nobody', { kind: 'anonymous' }, null, false, false],
];

test.each(table)('%s', (_, caller, joins, replays, changes) => {
	expect(joinRoleOf(caller, lesson)).toBe(joins);
	expect(mayReplay(caller, lesson)).toBe(replays);
	expect(mayChange(caller, lesson)).toBe(changes);
	expect(maySee(caller, lesson)).toBe(caller.kind !== 'service' && (joins !== null || replays));
});

const guests: [who: string, caller: Caller, joins: string | null][] = [
	['classroom', device('abroad', 'guest'), 'classroom'],
	['assistant', person('assistant', 'abroad', 'guest'), 'assistant'],
	['student', person('student', 'abroad', 'guest'), 'viewer'],
	['school-admin', person('school-admin', 'abroad', 'guest'), 'inspector'],
];
test.each(guests)("a guest county's %s takes part while the agreement is in force", (_, caller, joins) => {
	expect(joinRoleOf(caller, lesson)).toBe(joins);
	expect(mayReplay(caller, lesson)).toBe(true);
	expect(joinRoleOf(caller, revoked)).toBeNull();
	expect(mayReplay(caller, revoked)).toBe(false);
	expect(maySee(caller, revoked)).toBe(false);
	expect(mayChange(caller, lesson)).toBe(false);
});

test('a lesson without sending classroom or teacher school is nobody else’s', () => {
	const bare = { ...lesson, teacherSchoolId: null, sendingClassroom: null };
	expect(mayChange(person('school-admin', 'core'), bare)).toBe(false);
	expect(mayChange(person('school-admin', null), bare)).toBe(false);
	expect(joinRoleOf(person('school-admin', null), bare)).toBeNull();
});

test('whoever may see a lesson is told when it changes', () => {
	const change = changeOf('changed', [lesson]);
	for (const [who, caller] of [...table, ...guests]) {
		if (maySee(caller, lesson)) expect(concerns(caller, change), who).toBe(true);
		if (caller.kind === 'anonymous' || caller.kind === 'service')
			expect(concerns(caller, change)).toBe(false);
	}
	expect(concerns(person('teacher', 'stranger'), change)).toBe(false);
	expect(concerns(person('county-admin', null, 'third'), change)).toBe(false);
	expect(concerns(device('stranger'), change)).toBe(false);
});

const heads: [who: string, caller: Caller, lesson: boolean, villages: boolean, shown: string | null][] = [
	['the county', person('county-admin', null), true, true, 'all'],
	["the village school's administrator", person('school-admin', 'village'), true, true, 'village'],
	["the giving school's administrator", person('school-admin', 'core'), true, false, 'core'],
	["another school's administrator", person('school-admin', 'stranger'), false, false, 'stranger'],
	["a guest county's school", person('school-admin', 'abroad', 'guest'), true, false, 'abroad'],
	['a guest county', person('county-admin', null, 'guest'), false, false, 'all'],
	['the inspector', person('inspector', null), false, false, 'all'],
	['the teacher', person('teacher', 'core', 'home', 'teacher'), false, false, null],
	["the village's assistant", person('assistant', 'village'), false, false, null],
	['a student', person('student', 'village'), false, false, null],
	['the classroom', device('village'), false, false, null],
];
test.each(heads)(
	'why nobody had a lesson, or one village did not, says or not: %s',
	(_, caller, whole, villages, shown) => {
		expect(mayExplain(caller, lesson)).toBe(whole);
		expect(mayExplainAbsence(caller, lesson, SchoolId.parse('village'))).toBe(villages);
		expect(absencesShown(caller)).toBe(shown);
	},
);

test('a school that was closed is not asked why nobody had a lesson; the others and the county are', () => {
	const windy = { ...lesson, closedSchools: [SchoolId.parse('village')] };
	for (const [who, caller, whole] of heads) {
		expect(mayExplain(caller, windy), who).toBe(who !== "the village school's administrator" && whole);
	}
	const abroad = { ...lesson, closedSchools: [SchoolId.parse('abroad')] };
	expect(mayExplain(person('school-admin', 'abroad', 'guest'), abroad)).toBe(false);
});

test("a guest county's school says why it missed a lesson, while the agreement is in force", () => {
	const head = person('school-admin', 'abroad', 'guest');
	expect(mayExplainAbsence(head, lesson, SchoolId.parse('abroad'))).toBe(true);
	expect(mayExplainAbsence(head, revoked, SchoolId.parse('abroad'))).toBe(false);
});
