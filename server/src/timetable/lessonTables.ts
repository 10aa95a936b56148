// The timetable's tables. Those of terms are in term/termsTables.ts.
import type {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Instant,
	LessonId,
	LessonKind,
	MissedReason,
	PersonId,
	RecordingId,
	RoomPhase,
	SchoolId,
	SeriesId,
	Subject,
} from '@classroom/protocol';
import type { Kysely, Transaction } from 'kysely';
import type { SchoolsTables } from '../schools/index.ts';
import type { AbsenceTables } from './missed/absenceTables.ts';
import type { CapacityTables } from './capacity/capacityTables.ts';
import type { OpeningTables } from './openings/openingTables.ts';
import type { SeriesTables } from './series/seriesTables.ts';
import type { CancelCause, SlotKey } from './series/lessonKeys.ts';
import type { TermsTables } from './term/termsTables.ts';
import type { NeedTables } from './views/needTables.ts';

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
	/** Why it did not take place, where somebody has said so. */
	missed_reason: MissedReason | null;
	missed_note: string | null;
	missed_said_at: Instant | null;
	created_at: Instant;
	series_id: SeriesId | null;
	series_key: SlotKey | null;
	/** When the series has it; other than when it is given where somebody moved this one. */
	slot_start: Instant | null;
	slot_end: Instant | null;
	/** 1: somebody changed this of this one, so that it does not follow the series there. */
	own_teacher: number;
	own_rest: number;
	cancel_cause: CancelCause | null;
	/** The lesson that this one makes up for. */
	makes_up: LessonId | null;
	/** Grows with every change of the plan, from 0. */
	revision: number;
	/** When the plan was last changed. */
	changed_at: Instant;
	// From here on: what the lesson log says, up to and with its entry `log_seq`.
	phase: RoomPhase | null;
	started_at: Instant | null;
	ended_at: Instant | null;
	given_at: Instant | null;
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
	/** As the lesson's, so that one's lessons of some days are read by an index. */
	planned_start: Instant;
};

type LessonClassTable = {
	lesson_id: LessonId;
	class_group_id: ClassGroupId;
	school_id: SchoolId;
	county_id: CountyId;
	position: number;
	/** As the lesson's. */
	planned_start: Instant;
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
export type TimetableTables = LessonTables &
	TermsTables &
	SeriesTables &
	CapacityTables &
	NeedTables &
	OpeningTables &
	AbsenceTables &
	SchoolsTables;
export type TimetableDb = Kysely<TimetableTables>;
export type TimetableTransaction = Transaction<TimetableTables>;
