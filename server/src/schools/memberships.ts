// Reads memberships, for communities, schools and the rules about both.
import type { CommunityId, CountyId, Day, Membership, SchoolId } from '@classroom/protocol';
import type { DatedMember } from './membershipRules.ts';
import type { SchoolsDb, SchoolsTransaction } from './schoolsTables.ts';

type Db = SchoolsDb | SchoolsTransaction;

const dated = ['community_id as communityId', 'school_id as schoolId', 'role'] as const;

/** Every membership there was, is and will be. */
export const datedMembersOf = (db: Db, communityId: CommunityId): Promise<DatedMember[]> =>
	db
		.selectFrom('community_membership')
		.select([...dated, 'from_day as from', 'until_day as until'])
		.where('community_id', '=', communityId)
		.execute();

/** The same for all communities of a county. */
export const datedMembersOfCounty = async (
	db: Db,
	countyId: CountyId,
): Promise<Map<CommunityId, DatedMember[]>> => {
	const members: DatedMember[] = await db
		.selectFrom('community_membership')
		.select([...dated, 'from_day as from', 'until_day as until'])
		.where('community_id', 'in', (county) =>
			county.selectFrom('community').select('community.community_id').where('county_id', '=', countyId),
		)
		.execute();
	return Map.groupBy(members, (member) => member.communityId);
};

const shown = [
	'membership.membership_id as membershipId',
	'membership.community_id as communityId',
	'membership.school_id as schoolId',
	'school.name as school',
	'membership.role',
	'membership.from_day as from',
	'membership.until_day as until',
] as const;

/** In force on `day`, core school first, then in the order in which they joined. */
export const membersOn = async (
	db: Db,
	day: Day,
	communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, Membership[]>> => {
	if (communityIds.length === 0) return new Map();
	const members: Membership[] = await inForceOn(db, day)
		.innerJoin('school', 'school.school_id', 'membership.school_id')
		.select(shown)
		.where('membership.community_id', 'in', communityIds)
		.orderBy('membership.role') // `core` before `member`
		.orderBy('membership.membership_id')
		.execute();
	return Map.groupBy(members, (member) => member.communityId);
};

/** Those that begin after `day`, the soonest first. */
export const membersComing = async (
	db: Db,
	day: Day,
	communityIds: readonly CommunityId[],
): Promise<Map<CommunityId, Membership[]>> => {
	if (communityIds.length === 0) return new Map();
	const members: Membership[] = await db
		.selectFrom('community_membership as membership')
		.innerJoin('school', 'school.school_id', 'membership.school_id')
		.select(shown)
		.where('membership.from_day', '>', day)
		.where('membership.community_id', 'in', communityIds)
		.orderBy('membership.from_day')
		.orderBy('membership.membership_id')
		.execute();
	return Map.groupBy(members, (member) => member.communityId);
};

/** The communities that each school belongs to on `day`. */
export const communitiesOf = async (
	db: Db,
	day: Day,
	schoolIds: readonly SchoolId[],
): Promise<Map<SchoolId, { communityId: CommunityId; name: string }[]>> => {
	if (schoolIds.length === 0) return new Map();
	const rows = await inForceOn(db, day)
		.innerJoin('community', 'community.community_id', 'membership.community_id')
		.select(['membership.school_id', 'community.community_id as communityId', 'community.name'])
		.where('membership.school_id', 'in', schoolIds)
		.orderBy('community.community_id')
		.execute();
	const bySchool = [...Map.groupBy(rows, (row) => row.school_id)];
	return new Map(
		bySchool.map(([schoolId, group]) => [
			schoolId,
			group.map(({ communityId, name }) => ({ communityId, name })),
		]),
	);
};

/** Schools that share a community with this one on `day`, itself among them. */
export const partnersOf = async (db: Db, day: Day, schoolId: SchoolId): Promise<Set<SchoolId>> => {
	const rows = await inForceOn(db, day)
		.select('membership.school_id')
		.where(
			'membership.community_id',
			'in',
			inForceOn(db, day).select('membership.community_id').where('membership.school_id', '=', schoolId),
		)
		.execute();
	return new Set([schoolId, ...rows.map((row) => row.school_id)]);
};

const inForceOn = (db: Db, day: Day) =>
	db
		.selectFrom('community_membership as membership')
		.where('membership.from_day', '<=', day)
		.where((row) => row.or([row('membership.until_day', 'is', null), row('membership.until_day', '>', day)]));
