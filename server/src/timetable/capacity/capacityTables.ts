// What is limited and how much of it lessons use, as tables.
import type { Instant, LessonId } from '@classroom/protocol';
import type { NeedKind } from './needs.ts';

type LoadTable = {
	lesson_id: LessonId;
	resource: NeedKind;
	resource_id: string;
	amount: number;
	starts_at: Instant;
	ends_at: Instant;
};

/** Of the whole installation; what a school's link carries stands with the school. No row: not limited. */
type CapacityTable = { resource: NeedKind; amount: number };

export type CapacityTables = { lesson_load: LoadTable; capacity: CapacityTable };

const ahead = `cancelled_at is null and (phase is null or phase <> 'ended')`;

/** What was planned before anybody counted; the amounts are those of needs.ts then. */
const loadsOfThoseThere = [
	`insert into lesson_load select lesson_id, 'recorder', 'all', 1, planned_start, planned_end
		from lesson where ${ahead}`,
	`insert into lesson_load select lesson_id, 'sfu', 'all',
			1 + (select count(*) from lesson_classroom as place
				where place.lesson_id = lesson.lesson_id and place.part = 'receiving'),
			planned_start, planned_end
		from lesson where ${ahead}`,
	...[
		{ way: 'down', sending: 800, receiving: 1000, research: 1500 },
		{ way: 'up', sending: 2000, receiving: 400, research: 800 },
	].map(
		({ way, sending, receiving, research }) => `insert into lesson_load
			select lesson.lesson_id, 'link', place.school_id || '/${way}',
				sum(case when place.part = 'sending' then ${sending}
					when lesson.kind = 'research' then ${research} else ${receiving} end),
				planned_start, planned_end
			from lesson join lesson_classroom as place on place.lesson_id = lesson.lesson_id
			where ${ahead}
			group by lesson.lesson_id, place.school_id, planned_start, planned_end`,
	),
];

/** `text`: that is ordered by code point. */
export const capacityTables = (text: string): string[] => [
	`create table lesson_load (
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		resource text not null check (resource in ('link', 'recorder', 'sfu')),
		resource_id ${text} not null,
		amount integer not null check (amount > 0),
		starts_at bigint not null,
		ends_at bigint not null,
		primary key (lesson_id, resource, resource_id),
		check (ends_at > starts_at))`,
	'create index lesson_load_by_resource on lesson_load (resource, resource_id, starts_at)',
	`create table capacity (
		resource text primary key check (resource in ('recorder', 'sfu')),
		amount integer not null check (amount > 0))`,
	...loadsOfThoseThere,
];
