// What there is already, as far as an import or an export of rosters concerns it.
import type {
	ClassGroupId,
	ClassroomId,
	ClassroomKind,
	CountyId,
	SchoolId,
	SchoolKind,
} from '@classroom/protocol';
import type { People, RosterPerson } from '../../identity/index.ts';
import type { SchoolsDb, SchoolsTransaction } from '../schoolsTables.ts';
import type { SchoolScope } from '../scope.ts';

export interface KnownSchool {
	readonly schoolId: SchoolId;
	readonly name: string;
	readonly kind: SchoolKind;
	readonly town: string | null;
	readonly linkDownKbps: number | null;
	readonly linkUpKbps: number | null;
}
export interface KnownClassroom {
	readonly classroomId: ClassroomId;
	readonly schoolId: SchoolId;
	readonly name: string;
	readonly kind: ClassroomKind;
}
export interface KnownClass {
	readonly classGroupId: ClassGroupId;
	readonly schoolId: SchoolId;
	readonly name: string;
	readonly grade: number;
}

/** Within the scope; people: whoever has one of the file's sign-in names, of whichever county, by `loginKey`. */
export interface RosterState {
	readonly countyId: CountyId;
	/** Null: the whole county. */
	readonly ownSchoolId: SchoolId | null;
	readonly schools: readonly KnownSchool[];
	readonly classrooms: readonly KnownClassroom[];
	readonly classes: readonly KnownClass[];
	readonly people: ReadonlyMap<string, RosterPerson>;
}

export type IdentityTransaction = Parameters<People['insert']>[0];

export const readPlaces = async (
	db: SchoolsDb | SchoolsTransaction,
	{ countyId, schoolId }: SchoolScope,
): Promise<Omit<RosterState, 'people'>> => {
	const schools = db.selectFrom('school').where('county_id', '=', countyId);
	const classrooms = db.selectFrom('classroom').where('county_id', '=', countyId);
	const classes = db.selectFrom('class_group').where('county_id', '=', countyId);
	return {
		countyId,
		ownSchoolId: schoolId,
		schools: await (schoolId === null ? schools : schools.where('school_id', '=', schoolId))
			.select([
				'school_id as schoolId',
				'name',
				'kind',
				'town',
				'link_down_kbps as linkDownKbps',
				'link_up_kbps as linkUpKbps',
			])
			.orderBy('school_id')
			.execute(),
		classrooms: await (schoolId === null ? classrooms : classrooms.where('school_id', '=', schoolId))
			.select(['classroom_id as classroomId', 'school_id as schoolId', 'name', 'kind'])
			.orderBy('school_id')
			.orderBy('classroom_id')
			.execute(),
		classes: await (schoolId === null ? classes : classes.where('school_id', '=', schoolId))
			.select(['class_group_id as classGroupId', 'school_id as schoolId', 'name', 'grade'])
			.orderBy('school_id')
			.orderBy('grade')
			.orderBy('class_group_id')
			.execute(),
	};
};
