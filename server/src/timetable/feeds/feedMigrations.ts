// What calendar feeds need: how often and when a plan was changed, and the feeds' addresses.
import type { DatabaseKind, Migration } from '../../platform/index.ts';

/** As the keys they refer to: ordered by code point on both databases. */
const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const feeds = (text: string): string[] => [
	`create table calendar_feed (
		feed_id text primary key,
		secret_hash text not null unique,
		county_id text not null references county (county_id),
		person_id ${text} unique references person (person_id) on delete cascade,
		classroom_id ${text} unique references classroom (classroom_id) on delete cascade,
		class_group_id ${text} unique references class_group (class_group_id) on delete cascade,
		language text not null,
		created_at bigint not null,
		last_read_at bigint,
		content_hash text,
		content_changed_at bigint,
		check ((case when person_id is null then 0 else 1 end)
			+ (case when classroom_id is null then 0 else 1 end)
			+ (case when class_group_id is null then 0 else 1 end) = 1))`,
];

export const feedMigrations: readonly Migration[] = [
	{
		id: 'feeds-1',
		sql: [
			'alter table lesson add column revision integer not null default 0',
			'alter table lesson add column changed_at bigint not null default 0',
			'update lesson set changed_at = created_at',
			'create index lesson_by_change on lesson (changed_at)',
		],
	},
	{ id: 'feeds-2', sql: { sqlite: feeds(ordered('sqlite')), postgres: feeds(ordered('postgres')) } },
];
