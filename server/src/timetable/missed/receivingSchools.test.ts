import { ClassGroupId, ClassroomId, CountyId, PersonId, SchoolId } from '@classroom/protocol';
import type { Instant, LogEntry, PeerRole, PeerSubject } from '@classroom/protocol';
import { LessonId, PeerId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absentSchools, onlyReceiving, receiversIn, receivesFor } from './receivingSchools.ts';

const countyId = CountyId.parse('county');
const school = (name: string): SchoolId => SchoolId.parse(name);
const room = (name: string) => ({
	...{ classroomId: ClassroomId.parse(`room-${name}`), schoolId: school(name), countyId, name, school: name },
});
const group = (name: string, of = name) => ({
	...{ classGroupId: ClassGroupId.parse(`class-${name}`), schoolId: school(of), countyId, name, school: of },
});
const lesson = {
	teacherSchoolId: school('core'),
	sendingClassroom: room('core'),
	receivingClassrooms: [room('village'), room('hamlet')],
	classGroups: [group('village'), group('island')],
};

const known: readonly [name: string, of: string | null, classOf: string | null][] = [
	['aunt', 'village', null],
	['child', 'island', 'island'],
	// Has changed to another school since, and their class is still in the lesson.
	['mover', 'elsewhere', 'village'],
	// Their class has gone on to another one; their school is in the lesson.
	['grown', 'hamlet', 'other'],
	['stranger', 'elsewhere', 'other'],
	['clerk', null, null],
];
const people = new Map(
	known.map(([name, of, classOf]) => [
		PersonId.parse(name),
		{
			schoolId: of === null ? null : school(of),
			classGroupId: classOf === null ? null : ClassGroupId.parse(`class-${classOf}`),
		},
	]),
);
const person = (name: string): PeerSubject => ({ kind: 'person', personId: PersonId.parse(name) });
const device = (name: string): PeerSubject => ({
	kind: 'classroom',
	classroomId: ClassroomId.parse(`room-${name}`),
});

test.each<[who: string, subject: PeerSubject, of: string | null]>([
	["a classroom's device", device('hamlet'), 'hamlet'],
	['a classroom that is not of the lesson', device('elsewhere'), null],
	['an assistant', person('aunt'), 'village'],
	['a student', person('child'), 'island'],
	['a student who has changed school', person('mover'), 'village'],
	['a student who has changed class', person('grown'), 'hamlet'],
	['somebody of another school', person('stranger'), null],
	['somebody of no school', person('clerk'), null],
	['somebody who has been removed', person('gone'), null],
	['a recorder', { kind: 'service', service: 'recorder' }, null],
])('for whom is there: %s', (_, subject, of) => {
	expect(receivesFor(lesson, people)(subject)).toBe(of);
});

test('a school that gives the lesson is not one that only receives it', () => {
	expect(onlyReceiving(lesson)).toEqual(['hamlet', 'island', 'village']);
	const own = { ...lesson, receivingClassrooms: [...lesson.receivingClassrooms, room('core')] };
	expect(onlyReceiving(own)).toEqual(['hamlet', 'island', 'village']);
	expect(onlyReceiving({ ...own, teacherSchoolId: school('hamlet') })).toEqual(['island', 'village']);
	expect(onlyReceiving({ ...own, teacherSchoolId: null, sendingClassroom: null })).toContain('core');
});

test('who missed it are those that only receive it and did not have it, if anybody had', () => {
	fc.assert(
		fc.property(fc.subarray(['village', 'hamlet', 'island', 'core'].map(school)), (had) => {
			const toSchools = new Map<SchoolId, Instant>(had.map((schoolId, place) => [schoolId, place]));
			const missed = absentSchools(lesson, { at: had.length === 0 ? null : 0, toSchools });
			const receiving = onlyReceiving(lesson);
			expect(missed.every((schoolId) => receiving.includes(schoolId) && !had.includes(schoolId))).toBe(true);
			const others = receiving.filter((schoolId) => had.includes(schoolId)).length;
			expect(missed).toHaveLength(had.length === 0 ? 0 : receiving.length - others);
		}),
	);
});

test('people who came to receive it, each once', () => {
	const joins = (role: PeerRole, subject: PeerSubject, place: number): LogEntry => ({
		...{ lessonId: LessonId.parse('lesson'), seq: place + 1, at: place },
		event: { type: 'peer-joined', peerId: PeerId.parse(`peer-${place}`), role, subject },
	});
	const log = [
		joins('viewer', person('child'), 0),
		joins('teacher', person('teacher'), 1),
		joins('assistant', person('aunt'), 2),
		joins('classroom', device('village'), 3),
		joins('inspector', person('inspector'), 4),
		joins('viewer', person('child'), 5),
	];
	expect(receiversIn(log)).toEqual(['child', 'aunt']);
});
