// Series, and the changes that people make, as tables.
import type {
	ChangeId,
	ClassGroupId,
	ClassroomId,
	CountyId,
	Day,
	Instant,
	LessonId,
	LessonKind,
	PersonId,
	SchoolId,
	SeriesId,
	Subject,
	TermId,
} from '@classroom/protocol';
import { LessonChangeKind, LessonKind as Kinds, Subject as Subjects } from '@classroom/protocol';

type SeriesTable = {
	series_id: SeriesId;
	county_id: CountyId;
	term_id: TermId;
	title: string;
	/** For search. */
	title_key: string;
	kind: LessonKind;
	subject: Subject;
	teacher_id: PersonId;
	teacher_school_id: SchoolId | null;
	/** JSON, see `Slot` in the contract. */
	slots: string;
	/** JSON: numbers of weeks, ascending. */
	weeks: string;
	/** The plan holds from this day on; null: from the term's first. */
	from_day: Day | null;
	/** Up to and without; null: to the term's last. */
	until_day: Day | null;
	created_at: Instant;
	/** Written by everything that changes the series, which so take their turns. */
	changed_at: Instant;
};

type SeriesClassroomTable = {
	series_id: SeriesId;
	classroom_id: ClassroomId;
	school_id: SchoolId;
	county_id: CountyId;
	part: 'sending' | 'receiving';
	position: number;
};

type SeriesClassTable = {
	series_id: SeriesId;
	class_group_id: ClassGroupId;
	school_id: SchoolId;
	county_id: CountyId;
	position: number;
};

type LessonChangeTable = {
	change_id: ChangeId;
	county_id: CountyId;
	kind: LessonChangeKind;
	series_id: SeriesId | null;
	at: Instant;
	/** Null: the program itself. */
	by_person: PersonId | null;
	reason: string | null;
	/** JSON, see `SeriesState`: of each series that it changed; null: of none. */
	series_before: string | null;
	series_after: string | null;
	undone_at: Instant | null;
	/** The change that this one undoes. */
	undoes: ChangeId | null;
};

/** What a change made of one lesson. */
type LessonChangePartTable = {
	change_id: ChangeId;
	lesson_id: LessonId;
	/** JSON, see `LessonState` in changes/lessonState.ts; null: there was no lesson. */
	before: string | null;
	after: string;
};

export type SeriesTables = {
	series: SeriesTable;
	series_classroom: SeriesClassroomTable;
	series_class: SeriesClassTable;
	lesson_change: LessonChangeTable;
	lesson_change_part: LessonChangePartTable;
};

const oneOf = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** `text`: that is ordered by code point. */
export const seriesTables = (text: string): string[] => [
	`create table series (
		series_id ${text} primary key,
		county_id text not null references county (county_id),
		term_id ${text} not null references term (term_id),
		title text not null,
		title_key ${text} not null,
		kind text not null check (kind in (${oneOf(Kinds.options)})),
		subject text not null check (subject in (${oneOf(Subjects.options)})),
		teacher_id ${text} not null references person (person_id),
		teacher_school_id ${text} references school (school_id),
		slots text not null,
		weeks text not null,
		from_day ${text},
		until_day ${text},
		created_at bigint not null,
		changed_at bigint not null)`,
	'create index series_by_term on series (term_id, title_key, series_id)',
	'create index series_by_teacher on series (teacher_id)',
	`create table series_classroom (
		series_id ${text} not null references series (series_id) on delete cascade,
		classroom_id ${text} not null references classroom (classroom_id),
		school_id ${text} not null references school (school_id),
		county_id text not null,
		part text not null check (part in ('sending', 'receiving')),
		position integer not null,
		primary key (series_id, classroom_id))`,
	'create index series_classroom_by_classroom on series_classroom (classroom_id)',
	'create index series_classroom_by_school on series_classroom (school_id)',
	`create table series_class (
		series_id ${text} not null references series (series_id) on delete cascade,
		class_group_id ${text} not null references class_group (class_group_id),
		school_id ${text} not null references school (school_id),
		county_id text not null,
		position integer not null,
		primary key (series_id, class_group_id))`,
	'create index series_class_by_class on series_class (class_group_id)',
	'create index series_class_by_school on series_class (school_id)',
	// Which lesson of the series it is, whenever it is given; see SlotKey.
	`alter table lesson add column series_id ${text} references series (series_id)`,
	`alter table lesson add column series_key ${text}`,
	// When the series has it; other than when it is given where somebody moved this one.
	'alter table lesson add column slot_start bigint',
	'alter table lesson add column slot_end bigint',
	// What somebody changed of this one, so that it does not follow the series there.
	'alter table lesson add column own_teacher integer not null default 0',
	'alter table lesson add column own_rest integer not null default 0',
	`alter table lesson add column cancel_cause text
		check (cancel_cause in ('person', 'calendar', 'series', 'clash'))`,
	// The lesson that this one makes up for (补课).
	`alter table lesson add column makes_up ${text} references lesson (lesson_id)`,
	`update lesson set cancel_cause = 'person' where cancelled_at is not null`,
	'create unique index lesson_by_series on lesson (series_id, series_key)',
	'create index lesson_by_made_up on lesson (makes_up)',
	`create table lesson_change (
		change_id ${text} primary key,
		county_id text not null references county (county_id),
		kind text not null check (kind in (${oneOf(LessonChangeKind.options)})),
		series_id ${text} references series (series_id),
		at bigint not null,
		by_person ${text} not null,
		reason text,
		series_before text,
		series_after text,
		undone_at bigint,
		undoes ${text} references lesson_change (change_id))`,
	'create index lesson_change_by_county on lesson_change (county_id, change_id)',
	`create table lesson_change_part (
		change_id ${text} not null references lesson_change (change_id) on delete cascade,
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		before text,
		after text not null,
		primary key (change_id, lesson_id))`,
	'create index lesson_change_part_by_lesson on lesson_change_part (lesson_id, change_id)',
];
