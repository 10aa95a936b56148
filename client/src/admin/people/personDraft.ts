// What the form of a person holds, and what of it the contract wants.
import { z } from 'zod';
import { ClassGroupId, PersonRole, SchoolId, Subject } from '@classroom/protocol';
import type { Person } from '@classroom/protocol';

export const PersonDraft = z.object({
	name: z.string(),
	loginName: z.string(),
	role: PersonRole,
	schoolId: SchoolId.nullable(),
	subjects: z.array(Subject),
	classGroupId: ClassGroupId.nullable(),
});
export type PersonDraft = z.infer<typeof PersonDraft>;

type Defaults = Readonly<{ role: PersonRole | undefined; schoolId: SchoolId | null }>;

export function draftOf(person: Person | null, { role, schoolId }: Defaults): PersonDraft {
	return {
		name: person?.name ?? '',
		loginName: person?.loginName ?? '',
		role: person?.role ?? role ?? 'teacher',
		schoolId: person ? person.schoolId : schoolId,
		subjects: [...(person?.subjects ?? [])],
		classGroupId: person?.classGroupId ?? null,
	};
}

/** People of the county have no school. */
export function hasSchool(role: PersonRole): boolean {
	return role !== 'county-admin' && role !== 'inspector';
}

/** Without what the role has no use for, whatever was chosen before the role was changed. */
export function bodyOf({ name, role, schoolId, subjects, classGroupId }: PersonDraft) {
	return {
		name,
		role,
		schoolId: hasSchool(role) ? schoolId : null,
		subjects: role === 'teacher' ? subjects : [],
		classGroupId: role === 'student' ? classGroupId : null,
	};
}

/** What an administrator may make of somebody: a school's has no say over the county's people. */
export function rolesFor(administrator: PersonRole): readonly PersonRole[] {
	return PersonRole.options.filter((role) => administrator === 'county-admin' || hasSchool(role));
}

/** A person as they are, as the body of a change. */
export function bodyOfPerson(person: Person) {
	return { ...bodyOf(draftOf(person, { role: undefined, schoolId: null })), disabled: person.disabled };
}
