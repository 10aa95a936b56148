// Terms, the county's calendar, closures and the schools' bells, as tables.
import type {
	BellScheduleId,
	ClosureId,
	CommunityId,
	CountyId,
	Day,
	Instant,
	SchoolId,
	TermId,
} from '@classroom/protocol';

type TermTable = {
	term_id: TermId;
	county_id: CountyId;
	name: string;
	first_day: Day;
	last_day: Day;
	created_at: Instant;
};

/** The county's: terms do not overlap, so that a day belongs to one of them at most. */
type SpecialDayTable = {
	county_id: CountyId;
	day: Day;
	kind: 'holiday' | 'exam' | 'make-up';
	name: string;
	/** For make-up days: 1 to 7. */
	as_weekday: number | null;
	of_week: number | null;
};

/** For one school, or one community, or, with neither, the county. */
type ClosureTable = {
	closure_id: ClosureId;
	county_id: CountyId;
	community_id: CommunityId | null;
	school_id: SchoolId | null;
	from_day: Day;
	/** The last day closed. */
	until_day: Day;
	reason: string;
	created_at: Instant;
};

type BellScheduleTable = {
	schedule_id: BellScheduleId;
	school_id: SchoolId;
	position: number;
	name: string;
	/** `MM-DD`; both null: all year. */
	season_from: string | null;
	season_until: string | null;
	/** JSON, a list of 1 to 7; null: every day. */
	weekdays: string | null;
	/** JSON, see `Period` in bells.ts. */
	periods: string;
};

export type TermsTables = {
	term: TermTable;
	special_day: SpecialDayTable;
	closure: ClosureTable;
	bell_schedule: BellScheduleTable;
};

/** `text`: that is ordered by code point. */
export const termsTables = (text: string): string[] => [
	`create table term (
		term_id ${text} primary key,
		county_id text not null references county (county_id),
		name text not null,
		first_day ${text} not null,
		last_day ${text} not null,
		created_at bigint not null,
		check (last_day >= first_day))`,
	'create index term_by_county on term (county_id, first_day)',
	`create table special_day (
		county_id text not null references county (county_id),
		day ${text} not null,
		kind text not null check (kind in ('holiday', 'exam', 'make-up')),
		name text not null,
		as_weekday integer check (as_weekday between 1 and 7),
		of_week integer check (of_week > 0),
		primary key (county_id, day),
		check ((kind = 'make-up') = (as_weekday is not null)))`,
	`create table closure (
		closure_id ${text} primary key,
		county_id text not null references county (county_id),
		community_id ${text} references community (community_id) on delete cascade,
		school_id ${text} references school (school_id) on delete cascade,
		from_day ${text} not null,
		until_day ${text} not null,
		reason text not null,
		created_at bigint not null,
		check (until_day >= from_day),
		check (community_id is null or school_id is null))`,
	'create index closure_by_county on closure (county_id, until_day)',
	`create table bell_schedule (
		schedule_id ${text} primary key,
		school_id ${text} not null references school (school_id) on delete cascade,
		position integer not null,
		name text not null,
		season_from text,
		season_until text,
		weekdays text,
		periods text not null,
		check ((season_from is null) = (season_until is null)))`,
	'create index bell_schedule_by_school on bell_schedule (school_id, position)',
];
