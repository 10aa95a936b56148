// The steps that make this feature's tables.
import { ClassroomKind, CommunityKind, SchoolKind } from '@classroom/protocol';
import type { DatabaseKind, Migration } from '../platform/index.ts';

const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Text that is ordered by code point on both databases, whatever the server's locale. */
const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const counties = (): string[] => [
	`create table county (
		county_id text primary key,
		name text not null,
		region text not null,
		created_at bigint not null)`,
	`create table county_agreement (
		agreement_id text primary key,
		host_county_id text not null references county (county_id),
		guest_county_id text not null references county (county_id),
		since bigint not null,
		revoked_at bigint,
		check (host_county_id <> guest_county_id))`,
	`create unique index county_agreement_in_force on county_agreement (host_county_id, guest_county_id)
		where revoked_at is null`,
	'create index county_agreement_by_guest on county_agreement (guest_county_id)',
];

const schools = (text: string): string[] => [
	`create table school (
		school_id ${text} primary key,
		county_id text not null references county (county_id),
		name text not null,
		name_key ${text} not null,
		kind text not null check (kind in (${oneOf(SchoolKind.options)})),
		town text,
		link_down_kbps integer,
		link_up_kbps integer,
		created_at bigint not null)`,
	'create index school_by_county on school (county_id, school_id)',
	`create table classroom (
		classroom_id ${text} primary key,
		county_id text not null references county (county_id),
		school_id ${text} not null references school (school_id),
		name text not null,
		name_key ${text} not null,
		kind text not null check (kind in (${oneOf(ClassroomKind.options)})),
		created_at bigint not null)`,
	'create index classroom_by_county on classroom (county_id, school_id, classroom_id)',
	'create index classroom_by_school on classroom (school_id)',
	`create table class_group (
		class_group_id ${text} primary key,
		county_id text not null references county (county_id),
		school_id ${text} not null references school (school_id),
		name text not null,
		name_key ${text} not null,
		grade integer not null check (grade between 1 and 9),
		created_at bigint not null)`,
	'create index class_group_by_county on class_group (county_id, school_id, grade, class_group_id)',
	'create index class_group_by_school on class_group (school_id)',
];

const communities = (text: string): string[] => [
	`create table community (
		community_id ${text} primary key,
		county_id text not null references county (county_id),
		name text not null,
		kind text not null check (kind in (${oneOf(CommunityKind.options)})),
		created_at bigint not null,
		changed_at bigint not null)`,
	'create index community_by_county on community (county_id, community_id)',
	`create table community_membership (
		membership_id ${text} primary key,
		community_id ${text} not null references community (community_id),
		school_id ${text} not null references school (school_id),
		role text not null check (role in ('core', 'member')),
		from_day ${text} not null,
		until_day ${text},
		check (until_day is null or until_day > from_day))`,
	'create index community_membership_by_community on community_membership (community_id)',
	'create index community_membership_by_school on community_membership (school_id)',
];

const tables = (kind: DatabaseKind): string[] => [
	...counties(),
	...schools(ordered(kind)),
	...communities(ordered(kind)),
];

export const schoolsMigrations: readonly Migration[] = [
	{ id: 'schools-1', sql: { sqlite: tables('sqlite'), postgres: tables('postgres') } },
	{
		id: 'schools-2',
		sql: [
			'alter table county_agreement add column accepted_at bigint',
			'update county_agreement set accepted_at = since',
		],
	},
];
