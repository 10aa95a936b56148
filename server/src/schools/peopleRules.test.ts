import { ClassGroupId, CountyId, PersonRole, SchoolId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersonInput } from '../identity/index.ts';
import { isWithin, missing, tidied } from './peopleRules.ts';

const schoolId = SchoolId.parse('school');
const classGroupId = ClassGroupId.parse('class');
const everything: PersonInput = {
	name: '王秀兰',
	role: 'teacher',
	schoolId,
	classGroupId,
	subjects: ['music', 'art', 'music'],
};
const nothing: PersonInput = { ...everything, schoolId: null, classGroupId: null, subjects: [] };

const table: [role: PersonRole, kept: Partial<PersonInput>, missing: string[]][] = [
	['county-admin', { schoolId: null, classGroupId: null, subjects: [] }, []],
	['inspector', { schoolId: null, classGroupId: null, subjects: [] }, []],
	['school-admin', { schoolId, classGroupId: null, subjects: [] }, ['schoolId']],
	['teacher', { schoolId, classGroupId: null, subjects: ['music', 'art'] }, ['schoolId']],
	['assistant', { schoolId, classGroupId: null, subjects: [] }, ['schoolId']],
	['student', { schoolId, classGroupId, subjects: [] }, ['schoolId', 'classGroupId']],
];

test.each(table)('a %s keeps %j and needs %j', (role, kept, needed) => {
	expect(tidied({ ...everything, role })).toMatchObject(kept);
	expect(missing(tidied({ ...everything, role }))).toEqual([]);
	expect(missing(tidied({ ...nothing, role })).map((issue) => issue.path)).toEqual(needed);
});

test("a school's administrator reaches nobody outside the school, whatever is asked for", () => {
	const scope = { countyId: CountyId.parse('county'), schoolId };
	const anyone = fc.record({
		name: fc.constant('某人'),
		role: fc.constantFrom(...PersonRole.options),
		schoolId: fc.constantFrom(null, schoolId, SchoolId.parse('another')),
		classGroupId: fc.constantFrom(null, classGroupId),
		subjects: fc.constant([]),
	});
	fc.assert(
		fc.property(anyone, (person) => {
			const within = isWithin(scope, tidied(person));
			expect(within).toBe(
				person.schoolId === schoolId && !['county-admin', 'inspector'].includes(person.role),
			);
		}),
	);
});
