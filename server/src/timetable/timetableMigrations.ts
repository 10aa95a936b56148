// The steps that make the timetable's tables.
import { LESSON_MAX_MS, LessonKind, RoomPhase, Subject } from '@classroom/protocol';
import type { DatabaseKind, Migration } from '../platform/index.ts';
import { capacityTables } from './capacity/capacityTables.ts';
import { openingsByTheClock, openingTables } from './openings/openingTables.ts';
import { seriesTables } from './series/seriesTables.ts';
import { termsTables } from './term/termsTables.ts';
import { needTables } from './views/needTables.ts';

const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** Text that is ordered by code point on both databases, whatever the server's locale. */
const ordered = (kind: DatabaseKind): string => (kind === 'postgres' ? 'text collate "C"' : 'text');

const tables = (text: string): string[] => [
	`create table lesson (
		lesson_id ${text} primary key,
		county_id text not null references county (county_id),
		title text not null,
		title_key ${text} not null,
		kind text not null check (kind in (${oneOf(LessonKind.options)})),
		subject text not null check (subject in (${oneOf(Subject.options)})),
		teacher_id ${text} not null references person (person_id),
		teacher_school_id ${text} references school (school_id),
		planned_start bigint not null,
		planned_end bigint not null,
		cancelled_at bigint,
		cancel_reason text,
		created_at bigint not null,
		phase text check (phase in (${oneOf(RoomPhase.options)})),
		started_at bigint,
		ended_at bigint,
		moved_end bigint,
		recording_id text,
		log_seq integer not null default 0,
		check (planned_end > planned_start))`,
	'create index lesson_by_county on lesson (county_id, planned_start, lesson_id)',
	'create index lesson_by_teacher on lesson (teacher_id, planned_start, lesson_id)',
	'create index lesson_by_teacher_school on lesson (teacher_school_id, planned_start, lesson_id)',
	'create index lesson_by_start on lesson (planned_start, lesson_id)',
	// Which Rooms are to be open is asked all the time: by phase, and by start where there is none yet.
	'create index lesson_by_phase on lesson (phase, planned_start)',
	`create table lesson_classroom (
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		classroom_id ${text} not null references classroom (classroom_id),
		school_id ${text} not null references school (school_id),
		county_id text not null,
		part text not null check (part in ('sending', 'receiving')),
		position integer not null,
		primary key (lesson_id, classroom_id))`,
	'create index lesson_classroom_by_classroom on lesson_classroom (classroom_id, lesson_id)',
	'create index lesson_classroom_by_school on lesson_classroom (school_id, lesson_id)',
	`create table lesson_class (
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		class_group_id ${text} not null references class_group (class_group_id),
		school_id ${text} not null references school (school_id),
		county_id text not null,
		position integer not null,
		primary key (lesson_id, class_group_id))`,
	'create index lesson_class_by_class on lesson_class (class_group_id, lesson_id)',
	'create index lesson_class_by_school on lesson_class (school_id, lesson_id)',
];

const bookings = (text: string): string[] => [
	`create table booking (
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		resource text not null check (resource in ('teacher', 'classroom', 'class')),
		resource_id ${text} not null,
		starts_at bigint not null,
		ends_at bigint not null,
		primary key (lesson_id, resource, resource_id),
		check (ends_at > starts_at))`,
	'create index booking_by_resource on booking (resource, resource_id, starts_at)',
	// What was planned before there were bookings; of two that clash the older one has it.
	`with taken as (
		select lesson_id, 'teacher' as resource, teacher_id as resource_id from lesson
		union all select lesson_id, 'classroom', classroom_id from lesson_classroom
		union all select lesson_id, 'class', class_group_id from lesson_class),
	open as (
		select taken.*, planned_start, planned_end from lesson join taken on taken.lesson_id = lesson.lesson_id
		where cancelled_at is null and (phase is null or phase <> 'ended'))
	insert into booking select lesson_id, resource, resource_id, planned_start, planned_end from open
	where not exists (select 1 from open older
		where older.resource = open.resource and older.resource_id = open.resource_id
			and older.lesson_id < open.lesson_id
			and older.planned_start < open.planned_end and older.planned_end > open.planned_start)`,
];

/** SQLite has no exclusion constraints; a trigger sees what the one writer there is at a time writes. */
const bookedOnceSqlite = ['insert', 'update'].map(
	(what) => `create trigger booked_once_${what} before ${what} on booking
	when exists (select 1 from booking as other
		where other.resource = new.resource and other.resource_id = new.resource_id
			and other.lesson_id <> new.lesson_id
			and other.starts_at < new.ends_at and other.ends_at > new.starts_at
			and other.starts_at > new.starts_at - ${LESSON_MAX_MS})
	begin select raise(abort, 'booked already'); end`,
);

const bookedOncePostgres = [
	// Comes with PostgreSQL, and whoever owns the database may switch it on.
	'create extension if not exists btree_gist',
	`alter table booking add constraint booked_once exclude using gist (
		resource with =, resource_id with =, int8range(starts_at, ends_at) with &&)`,
];

/** Lessons of a classroom, class or school in some days are read by one index, however many years there are. */
const partTimes: readonly string[] = [
	['lesson_classroom', 'classroom', 'classroom_id'],
	['lesson_class', 'class', 'class_group_id'],
].flatMap(([table, name, key]) => [
	`alter table ${table} add column planned_start bigint not null default 0`,
	`update ${table} set planned_start =
		(select lesson.planned_start from lesson where lesson.lesson_id = ${table}.lesson_id)`,
	`drop index ${table}_by_${name}`,
	`create index ${table}_by_${name} on ${table} (${key}, planned_start, lesson_id)`,
	`drop index ${table}_by_school`,
	`create index ${table}_by_school on ${table} (school_id, planned_start, lesson_id)`,
]);

const singleLessons: readonly string[] = [
	'create index lesson_single on lesson (county_id, planned_start) where series_id is null',
];

export const timetableMigrations: readonly Migration[] = [
	{
		id: 'timetable-1',
		sql: { sqlite: tables(ordered('sqlite')), postgres: tables(ordered('postgres')) },
	},
	{
		id: 'timetable-2',
		sql: {
			sqlite: [...bookings(ordered('sqlite')), ...bookedOnceSqlite],
			postgres: [...bookings(ordered('postgres')), ...bookedOncePostgres],
		},
	},
	{
		id: 'timetable-3',
		sql: { sqlite: termsTables(ordered('sqlite')), postgres: termsTables(ordered('postgres')) },
	},
	{
		id: 'timetable-4',
		sql: { sqlite: seriesTables(ordered('sqlite')), postgres: seriesTables(ordered('postgres')) },
	},
	{
		id: 'timetable-5',
		sql: { sqlite: capacityTables(ordered('sqlite')), postgres: capacityTables(ordered('postgres')) },
	},
	{
		id: 'views-2',
		sql: { sqlite: needTables(ordered('sqlite')), postgres: needTables(ordered('postgres')) },
	},
	{ id: 'views-3', sql: { sqlite: partTimes, postgres: partTimes } },
	{
		id: 'openings-1',
		sql: { sqlite: openingTables(ordered('sqlite')), postgres: openingTables(ordered('postgres')) },
	},
	{ id: 'openings-2', sql: openingsByTheClock },
	// A change of the calendar asks for these: few among the lessons of series.
	{ id: 'calendar-3', sql: { sqlite: singleLessons, postgres: singleLessons } },
];
