// The steps that make identity's tables. Ids of schools and classrooms have no foreign keys: those tables belong to
// a feature above, which asks `People` and `Devices` before it deletes.
import { PersonRole } from '@classroom/protocol';
import type { DatabaseKind, Migration } from '../platform/index.ts';

const roleList = PersonRole.options.map((role) => `'${role}'`).join(', ');

/** Text that is ordered by code point on both databases, whatever the server's locale. */
const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const tables = (kind: DatabaseKind): string[] => [
	`create table person (
		person_id ${ordered(kind)} primary key,
		county_id text not null,
		school_id text,
		class_group_id text,
		role text not null check (role in (${roleList})),
		name text not null,
		name_key ${ordered(kind)} not null,
		login_name text not null,
		login_key ${ordered(kind)} not null unique,
		subjects text not null,
		password_hash text,
		must_change_password integer not null check (must_change_password in (0, 1)),
		disabled integer not null check (disabled in (0, 1)),
		created_at bigint not null)`,
	'create index person_by_name on person (county_id, name_key, person_id)',
	'create index person_by_school on person (school_id)',
	'create index person_by_class_group on person (class_group_id)',
	`create table person_session (
		session_id text primary key,
		secret_hash text not null unique,
		person_id text not null references person (person_id) on delete cascade,
		county_id text not null,
		created_at bigint not null,
		last_seen_at bigint not null,
		expires_at bigint not null)`,
	'create index person_session_by_person on person_session (person_id)',
	`create table classroom_device (
		device_id text primary key,
		token_hash text unique,
		classroom_id text not null,
		school_id text not null,
		county_id text not null,
		name text not null,
		paired_at bigint not null,
		paired_by text,
		last_seen_at bigint,
		revoked_at bigint,
		demo integer not null check (demo in (0, 1)))`,
	'create index classroom_device_by_classroom on classroom_device (classroom_id)',
	`create table device_pairing (
		pairing_id text primary key,
		code text unique,
		secret_hash text not null,
		address_hash text not null,
		device_name text not null,
		expires_at bigint not null,
		device_id text references classroom_device (device_id))`,
	`create table audit_entry (
		entry_id ${ordered(kind)} primary key,
		at bigint not null,
		county_id text,
		actor_person_id text,
		actor_text text,
		action text not null,
		subject_person_id text,
		subject_text text,
		details text not null)`,
	'create index audit_entry_by_county on audit_entry (county_id, entry_id)',
	`create table sign_in_attempt (
		bucket ${ordered(kind)} primary key,
		level ${kind === 'postgres' ? 'double precision' : 'real'} not null,
		at bigint not null)`,
	`create table setup_link (
		secret_hash text primary key,
		created_at bigint not null,
		used_at bigint)`,
	`create table identity_root_secret (
		id integer primary key check (id = 1),
		secret text not null)`,
];

/** The audit log can only grow: the database itself refuses anything else. */
const appendOnly: Readonly<Record<DatabaseKind, readonly string[]>> = {
	sqlite: ['update', 'delete'].map(
		(change) => `create trigger audit_entry_no_${change} before ${change} on audit_entry
			begin select raise(abort, 'the audit log is append-only'); end`,
	),
	postgres: [
		`create function audit_entry_append_only() returns trigger language plpgsql as
			$$ begin raise exception 'the audit log is append-only'; end $$`,
		`create trigger audit_entry_append_only before update or delete or truncate on audit_entry
			for each statement execute function audit_entry_append_only()`,
	],
};

export const identityMigrations: readonly Migration[] = [
	{
		id: 'identity-1',
		sql: {
			sqlite: [...tables('sqlite'), ...appendOnly.sqlite],
			postgres: [...tables('postgres'), ...appendOnly.postgres],
		},
	},
	{
		id: 'identity-2',
		sql: [
			'alter table device_pairing drop column address_hash',
			'create index device_pairing_by_end on device_pairing (expires_at)',
		],
	},
	{
		id: 'identity-3',
		sql: ['alter table person_session add column seated_until bigint not null default 0'],
	},
	{ id: 'identity-4', sql: ['alter table setup_link add column county_id text'] },
];
