// Whose schools a caller deals with: the county's people with all of the county, a school's with their own alone.
import type { CountyId, SchoolId } from '@classroom/protocol';
import type { PersonCaller } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';

export interface SchoolScope {
	readonly countyId: CountyId;
	/** Null: every school of the county. */
	readonly schoolId: SchoolId | null;
}

/** Throws `forbidden` for somebody of a school who has none. */
export const scopeOf = (caller: PersonCaller): SchoolScope => {
	if (caller.role === 'county-admin' || caller.role === 'inspector') {
		return { countyId: caller.countyId, schoolId: null };
	}
	if (caller.schoolId === null) throw new AppError('forbidden', 'a person without a school');
	return { countyId: caller.countyId, schoolId: caller.schoolId };
};

/**
 * Lets through what is within the scope. Throws `not-found` for what does not exist, `other-county` for what is
 * another county's and `forbidden` for what is another school's: the last two are counted as refusals.
 */
export const within = <T extends { county_id: CountyId; school_id?: SchoolId }>(
	scope: SchoolScope,
	row: T | undefined,
): T => {
	if (row === undefined) throw new AppError('not-found');
	if (row.county_id !== scope.countyId) throw new AppError('other-county');
	if (scope.schoolId !== null && row.school_id !== scope.schoolId) throw new AppError('forbidden');
	return row;
};
