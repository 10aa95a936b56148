// Which schools and communities a county has, and who was in which community when: for whoever counts by them.
import type { CommunityId, CountyId, SchoolId } from '@classroom/protocol';
import type { DatedMember } from './membershipRules.ts';
import { datedMembersOfCounty } from './memberships.ts';
import type { SchoolsDb } from './schoolsTables.ts';

export interface CountyMap {
	/** In the order in which they were made. */
	readonly schools: readonly { readonly schoolId: SchoolId; readonly name: string }[];
	/** With every membership there was, is and will be. */
	readonly communities: readonly {
		readonly communityId: CommunityId;
		readonly name: string;
		readonly members: readonly DatedMember[];
	}[];
}

export const countyMap = async (db: SchoolsDb, countyId: CountyId): Promise<CountyMap> => {
	const schools = await db
		.selectFrom('school')
		.select(['school_id as schoolId', 'name'])
		.where('county_id', '=', countyId)
		.orderBy('school_id')
		.execute();
	const communities = await db
		.selectFrom('community')
		.select(['community_id as communityId', 'name'])
		.where('county_id', '=', countyId)
		.orderBy('community_id')
		.execute();
	const members = await datedMembersOfCounty(db, countyId);
	return {
		schools,
		communities: communities.map((community) => ({
			...community,
			members: members.get(community.communityId) ?? [],
		})),
	};
};
