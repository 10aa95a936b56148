// The tables of this feature. The timetable, above, joins their names to its lessons; nobody else writes them.
import type {
	AgreementId,
	ClassGroupId,
	ClassroomId,
	ClassroomKind,
	CommunityId,
	CommunityKind,
	CountyId,
	Day,
	Instant,
	MembershipId,
	SchoolId,
	SchoolKind,
} from '@classroom/protocol';
import type { Kysely, Transaction } from 'kysely';

type CountyTable = { county_id: CountyId; name: string; region: string; created_at: Instant };

type AgreementTable = {
	agreement_id: AgreementId;
	host_county_id: CountyId;
	guest_county_id: CountyId;
	since: Instant;
	/** Null: offered, and not yet in force. */
	accepted_at: Instant | null;
	revoked_at: Instant | null;
};

type CommunityTable = {
	community_id: CommunityId;
	county_id: CountyId;
	name: string;
	kind: CommunityKind;
	created_at: Instant;
	/** Written by everything that changes its memberships, which so take their turns. */
	changed_at: Instant;
};

type MembershipTable = {
	membership_id: MembershipId;
	community_id: CommunityId;
	school_id: SchoolId;
	role: 'core' | 'member';
	from_day: Day;
	/** Up to and without; null: open. */
	until_day: Day | null;
};

type SchoolTable = {
	school_id: SchoolId;
	county_id: CountyId;
	name: string;
	/** For search. */
	name_key: string;
	kind: SchoolKind;
	town: string | null;
	link_down_kbps: number | null;
	link_up_kbps: number | null;
	created_at: Instant;
};

type ClassroomTable = {
	classroom_id: ClassroomId;
	county_id: CountyId;
	school_id: SchoolId;
	name: string;
	name_key: string;
	kind: ClassroomKind;
	created_at: Instant;
};

type ClassGroupTable = {
	class_group_id: ClassGroupId;
	county_id: CountyId;
	school_id: SchoolId;
	name: string;
	name_key: string;
	grade: number;
	created_at: Instant;
};

export type SchoolsTables = {
	county: CountyTable;
	county_agreement: AgreementTable;
	community: CommunityTable;
	community_membership: MembershipTable;
	school: SchoolTable;
	classroom: ClassroomTable;
	class_group: ClassGroupTable;
};

export type SchoolsDb = Kysely<SchoolsTables>;
export type SchoolsTransaction = Transaction<SchoolsTables>;
