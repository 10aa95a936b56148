// A person as the rest of the server knows them; and how the table's row becomes one.
import type { ClassGroupId, CountyId, PersonId, PersonRole, SchoolId } from '@classroom/protocol';
import { Subject } from '@classroom/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { IdentityTables } from '../identityTables.ts';

export interface PersonInput {
	readonly name: string;
	readonly role: PersonRole;
	readonly schoolId: SchoolId | null;
	/** For students. */
	readonly classGroupId: ClassGroupId | null;
	/** For teachers. */
	readonly subjects: readonly Subject[];
}

export interface PersonRecord extends PersonInput {
	readonly personId: PersonId;
	readonly countyId: CountyId;
	readonly loginName: string;
	readonly disabled: boolean;
	readonly mustChangePassword: boolean;
	/** UTC ms. */
	readonly createdAt: number;
}

export interface NewPerson extends PersonInput {
	readonly countyId: CountyId;
	readonly loginName: string;
	/** Null: cannot sign in by password (demonstration). */
	readonly password: string | null;
	/** Whether the password was chosen by somebody else. */
	readonly mustChangePassword: boolean;
	/** When the id was made before, as for the demonstration. */
	readonly personId?: PersonId;
}

export type PersonRow = Selectable<IdentityTables['person']>;

const Subjects = z.array(Subject);

export const personOf = (row: PersonRow): PersonRecord => ({
	personId: row.person_id,
	countyId: row.county_id,
	name: row.name,
	role: row.role,
	schoolId: row.school_id,
	classGroupId: row.class_group_id,
	subjects: Subjects.parse(JSON.parse(row.subjects)),
	loginName: row.login_name,
	disabled: row.disabled === 1,
	mustChangePassword: row.must_change_password === 1,
	createdAt: row.created_at,
});
