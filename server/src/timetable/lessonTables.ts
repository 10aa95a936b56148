// The timetable's tables. Terms, calendars, bell schedules and series get tables of their own beside them.
import type {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Instant,
	LessonId,
	LessonKind,
	PersonId,
	RecordingId,
	RoomPhase,
	SchoolId,
	Subject,
} from '@classroom/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { SchoolsTables } from '../schools/index.ts';

type LessonTable = {
	lesson_id: LessonId;
	county_id: CountyId;
	title: string;
	/** For search. */
	title_key: string;
	kind: LessonKind;
	subject: Subject;
	teacher_id: PersonId;
	teacher_school_id: SchoolId | null;
	planned_start: Instant;
	planned_end: Instant;
	cancelled_at: Instant | null;
	cancel_reason: string | null;
	created_at: Instant;
	/** Grows with every change of the plan, from 0. */
	revision: number;
	/** When the plan was last changed. */
	changed_at: Instant;
	// From here on: what the lesson log says, up to and with its entry `log_seq`.
	phase: RoomPhase | null;
	started_at: Instant | null;
	ended_at: Instant | null;
	moved_end: Instant | null;
	recording_id: RecordingId | null;
	log_seq: number;
};

type LessonClassroomTable = {
	lesson_id: LessonId;
	classroom_id: ClassroomId;
	school_id: SchoolId;
	county_id: CountyId;
	part: 'sending' | 'receiving';
	position: number;
};

type LessonClassTable = {
	lesson_id: LessonId;
	class_group_id: ClassGroupId;
	school_id: SchoolId;
	county_id: CountyId;
	position: number;
};

/** What a lesson takes, from when to when; the database refuses what would take it twice. */
type BookingTable = {
	lesson_id: LessonId;
	resource: 'teacher' | 'classroom' | 'class';
	resource_id: string;
	starts_at: Instant;
	ends_at: Instant;
};

export type LessonTables = {
	booking: BookingTable;
	lesson: LessonTable;
	lesson_classroom: LessonClassroomTable;
	lesson_class: LessonClassTable;
};

/** With the tables of schools, whose names are joined. */
export type TimetableTables = LessonTables & SchoolsTables;
export type TimetableDb = Kysely<TimetableTables>;
export type TimetableTransaction = Transaction<TimetableTables>;
