// What belongs to a person of which role, and whom an administrator may make. Pure.
import type { FieldIssue, PersonRole } from '@classroom/protocol';
import type { PersonInput } from '../identity/index.ts';
import type { SchoolScope } from './scope.ts';

const ofTheCounty: ReadonlySet<PersonRole> = new Set<PersonRole>(['county-admin', 'inspector']);

/** What the role has no use for is left out: the county's people have no school, and only students a class. */
export const tidied = (input: PersonInput): PersonInput => ({
	name: input.name,
	role: input.role,
	schoolId: ofTheCounty.has(input.role) ? null : input.schoolId,
	classGroupId: input.role === 'student' ? input.classGroupId : null,
	subjects: input.role === 'teacher' ? [...new Set(input.subjects)] : [],
});

/** What is missing of a {@link tidied} person: everybody of a school has one, and every student a class. */
export const missing = (input: PersonInput): FieldIssue[] => [
	...(input.schoolId === null && !ofTheCounty.has(input.role)
		? [{ path: 'schoolId', code: 'required' as const }]
		: []),
	...(input.classGroupId === null && input.role === 'student'
		? [{ path: 'classGroupId', code: 'required' as const }]
		: []),
];

/** Whether a {@link tidied} person is within an administrator's reach: a school's only its own people. */
export const isWithin = (scope: SchoolScope, person: Pick<PersonInput, 'schoolId'>): boolean =>
	scope.schoolId === null || person.schoolId === scope.schoolId;
