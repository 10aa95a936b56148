// What identity needs to know of counties, schools and classrooms. The schools feature implements it; main wires it.
import type { ClassroomId, CountyId, SchoolId } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import type { NoTables } from '../platform/index.ts';

export interface ClassroomEntry {
	readonly classroomId: ClassroomId;
	readonly name: string;
	readonly schoolId: SchoolId;
	readonly school: string;
	readonly countyId: CountyId;
	readonly county: string;
}

export interface SchoolDirectory {
	/** Null: there is no such county. */
	countyName(countyId: CountyId): Promise<string | null>;
	/** Null: the county has no such school. */
	schoolName(countyId: CountyId, schoolId: SchoolId): Promise<string | null>;
	/** Of whichever county; null: there is no such classroom. */
	classroom(classroomId: ClassroomId): Promise<ClassroomEntry | null>;
	/** Null: no county is called so. */
	countyNamed(transaction: Transaction<NoTables>, name: string): Promise<CountyId | null>;
	/** Makes a county, in the transaction that makes its first administrator or the link for one. */
	createCounty(
		transaction: Transaction<NoTables>,
		county: { readonly countyId: CountyId; readonly name: string },
	): Promise<void>;
}
