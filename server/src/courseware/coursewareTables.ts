import type { DatabaseKind, Migration } from '../platform/index.ts';

export type CoursewareTables = {
	courseware: {
		courseware_id: string;
		lesson_id: string;
		name: string;
		kind: string;
		state: string;
		/** Null: not known yet. */
		pages: number | null;
		failure_code: string | null;
		/** JSON. */
		failure_details: string | null;
		/** When it was first shown in the lesson: from then on the replay needs it. */
		shown_at: number | null;
		uploaded_by: string;
		created_at: number;
	};
	courseware_page: {
		courseware_id: string;
		page: number;
		width: number;
		height: number;
		large_file: string;
		small_file: string;
		large_bytes: number;
		small_bytes: number;
	};
};

/** Ids are ordered by code point on both databases: by creation. */
const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const tables = (id: string): string[] => [
	`create table courseware (
		courseware_id ${id} primary key,
		lesson_id text not null,
		name text not null,
		kind text not null,
		state text not null,
		pages integer,
		failure_code text,
		failure_details text,
		shown_at bigint,
		uploaded_by text not null,
		created_at bigint not null)`,
	'create index courseware_lesson on courseware (lesson_id)',
	`create table courseware_page (
		courseware_id ${id} not null references courseware (courseware_id) on delete cascade,
		page integer not null,
		width integer not null,
		height integer not null,
		large_file text not null,
		small_file text not null,
		large_bytes integer not null,
		small_bytes integer not null,
		primary key (courseware_id, page))`,
];

export const coursewareMigrations: readonly Migration[] = [
	{
		id: 'courseware-1',
		sql: { sqlite: tables(ordered('sqlite')), postgres: tables(ordered('postgres')) },
	},
];
