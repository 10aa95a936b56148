// Lessons opened for sign-up and who applied for them, as tables.
import type {
	ApplicationId,
	ApplicationState,
	ClassGroupId,
	ClassroomId,
	CommunityId,
	Confirmation,
	CountyId,
	Instant,
	LessonId,
	PersonId,
	SchoolId,
} from '@classroom/protocol';
import type { ClockState } from './openingRules.ts';
import { ApplicationState as States, Confirmation as Confirmations } from '@classroom/protocol';

type OpeningTable = {
	lesson_id: LessonId;
	county_id: CountyId;
	places: number;
	closes_at: Instant;
	/** When somebody closed it before its deadline. */
	closed_at: Instant | null;
	confirmation: Confirmation;
	/** The community whose core school confirms; null: the county. */
	confirmed_by: CommunityId | null;
	/** 1: only whom `lesson_opening_audience` names may apply; 0: all schools of the county. */
	limited: number;
	note: string | null;
	opened_at: Instant;
	opened_by: PersonId;
	/** How far the clock had taken it when that was last written down and told. */
	clock_state: ClockState;
	/** Written by everything that gives or takes places, which so take their turns. */
	revision: number;
};

/** Who may apply: one of both is given. */
type AudienceTable = { lesson_id: LessonId; community_id: CommunityId | null; school_id: SchoolId | null };

type ApplicationTable = {
	application_id: ApplicationId;
	lesson_id: LessonId;
	/** In the order in which they came, from 1. */
	number: number;
	school_id: SchoolId;
	classroom_id: ClassroomId;
	class_group_id: ClassGroupId | null;
	state: ApplicationState;
	/** The place it has, from 1; null: none, or one beside those for sign-up. */
	seat: number | null;
	/** 1: it does not move up by itself. */
	held: number;
	applied_at: Instant;
	applied_by: PersonId;
	reason: string | null;
	decided_at: Instant | null;
	decided_by: PersonId | null;
	// As its school last knew it.
	seen_state: ApplicationState;
	seen_start: Instant;
	seen_cancelled: number;
};

export type OpeningTables = {
	lesson_opening: OpeningTable;
	lesson_opening_audience: AudienceTable;
	lesson_application: ApplicationTable;
};

const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** `text`: that is ordered by code point. */
export const openingTables = (text: string): string[] => [
	`create table lesson_opening (
		lesson_id ${text} primary key references lesson (lesson_id) on delete cascade,
		county_id text not null references county (county_id),
		places integer not null check (places > 0),
		closes_at bigint not null,
		closed_at bigint,
		confirmation text not null check (confirmation in (${oneOf(Confirmations.options)})),
		confirmed_by ${text} references community (community_id) on delete set null,
		limited integer not null,
		note text,
		opened_at bigint not null,
		opened_by ${text} not null,
		revision integer not null default 0)`,
	'create index lesson_opening_by_county on lesson_opening (county_id, lesson_id)',
	`create table lesson_opening_audience (
		lesson_id ${text} not null references lesson_opening (lesson_id) on delete cascade,
		community_id ${text} references community (community_id) on delete cascade,
		school_id ${text} references school (school_id) on delete cascade,
		check ((community_id is null) <> (school_id is null)))`,
	'create index lesson_opening_audience_by_lesson on lesson_opening_audience (lesson_id)',
	`create table lesson_application (
		application_id ${text} primary key,
		lesson_id ${text} not null references lesson_opening (lesson_id) on delete cascade,
		number integer not null check (number > 0),
		school_id ${text} not null references school (school_id),
		classroom_id ${text} not null references classroom (classroom_id),
		class_group_id ${text} references class_group (class_group_id),
		state text not null check (state in (${oneOf(States.options)})),
		seat integer check (seat is null or (seat > 0 and state = 'accepted')),
		held integer not null default 0,
		applied_at bigint not null,
		applied_by ${text} not null,
		reason text,
		decided_at bigint,
		decided_by ${text},
		seen_state text not null,
		seen_start bigint not null,
		seen_cancelled integer not null default 0,
		unique (lesson_id, number))`,
	// The last place cannot be given twice, nor one classroom or class apply twice, whoever writes.
	'create unique index lesson_application_seat on lesson_application (lesson_id, seat) where seat is not null',
	`create unique index lesson_application_classroom on lesson_application (lesson_id, classroom_id)
		where state in ('waiting', 'accepted')`,
	`create unique index lesson_application_class on lesson_application (lesson_id, class_group_id)
		where state in ('waiting', 'accepted') and class_group_id is not null`,
	'create index lesson_application_by_school on lesson_application (school_id, lesson_id)',
];

/** Who changes a lesson may be nobody: the program itself, by the clock. */
export const openingsByTheClock = {
	sqlite: [
		`alter table lesson_opening add column clock_state text not null default 'open'
			check (clock_state in ('open', 'closed', 'over'))`,
		'alter table lesson_change add column by_somebody text',
		'update lesson_change set by_somebody = by_person',
		'alter table lesson_change drop column by_person',
		'alter table lesson_change rename column by_somebody to by_person',
	],
	postgres: [
		`alter table lesson_opening add column clock_state text not null default 'open'
			check (clock_state in ('open', 'closed', 'over'))`,
		'alter table lesson_change alter column by_person drop not null',
	],
};
