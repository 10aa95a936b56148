// A lesson as the timetable keeps it. What goes to a browser is made of it in lessonView.ts.
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
import type { CancelCause, SlotKey } from './series/lessonKeys.ts';

export interface LessonPlace {
	readonly classroomId: ClassroomId;
	readonly schoolId: SchoolId;
	readonly countyId: CountyId;
	readonly name: string;
	readonly school: string;
}

export interface LessonClass {
	readonly classGroupId: ClassGroupId;
	readonly schoolId: SchoolId;
	readonly countyId: CountyId;
	readonly name: string;
	readonly school: string;
}

/** Why a lesson did not take place, as its schools or the county say. */
export interface MissedExplanation {
	readonly reason: MissedReason;
	readonly note: string | null;
	readonly at: Instant;
}

/** A school that missed the lesson while others had it. */
export interface SchoolAbsence {
	readonly schoolId: SchoolId;
	readonly school: string;
	/** Null: nobody has said why. */
	readonly explanation: MissedExplanation | null;
}

/** What the lesson log says of the lesson; all null before its Room first opened. */
export interface LessonProgress {
	readonly phase: RoomPhase | null;
	/** When teaching really began and ended: the bell's doing, whoever was there. */
	readonly startedAt: Instant | null;
	readonly endedAt: Instant | null;
	/** When it was first given (see missed/given.ts); null: never, or not known before its Room has closed. */
	readonly givenAt: Instant | null;
	/** The planned end as moved while the lesson was on; null: not moved. */
	readonly movedEnd: Instant | null;
	readonly recordingId: RecordingId | null;
}

export interface SeriesSlot {
	readonly seriesId: SeriesId;
	readonly key: SlotKey;
	/** When the series has it. */
	readonly from: Instant;
	readonly until: Instant;
}

export interface OwnChanges {
	readonly time: boolean;
	readonly teacher: boolean;
	/** Its title, subject, classrooms or classes. */
	readonly rest: boolean;
}

export interface LessonRecord extends LessonProgress {
	readonly lessonId: LessonId;
	readonly countyId: CountyId;
	readonly title: string;
	readonly kind: LessonKind;
	readonly subject: Subject;
	readonly teacherId: PersonId;
	readonly teacher: string;
	/** The teacher's school when the lesson was planned. */
	readonly teacherSchoolId: SchoolId | null;
	/** Null: the teacher teaches from anywhere. */
	readonly sendingClassroom: LessonPlace | null;
	readonly receivingClassrooms: readonly LessonPlace[];
	readonly classGroups: readonly LessonClass[];
	readonly plannedStart: Instant;
	/** As planned, or as moved while the lesson was on. */
	readonly plannedEnd: Instant;
	/** As planned, however it was moved while the lesson was on: its places are booked until then. */
	readonly bookedEnd: Instant;
	readonly createdAt: Instant;
	/** How often the plan was changed. */
	readonly revision: number;
	/** When the plan was last changed, or else made. */
	readonly changedAt: Instant;
	readonly cancelledAt: Instant | null;
	readonly cancelReason: string | null;
	readonly cancelCause: CancelCause | null;
	/** The series it is of, and which lesson of it. */
	readonly series: SeriesSlot | null;
	/** What somebody changed of this one, so that it does not follow its series there. */
	readonly own: OwnChanges;
	/** The lesson that this one makes up for. */
	readonly makesUp: LessonId | null;
	/** Null: nobody has said, or there is nothing to say. */
	readonly explanation: MissedExplanation | null;
	/** Schools that missed it while others had it, and that had lessons on that day. */
	readonly absences: readonly SchoolAbsence[];
	/** Of a lesson that nobody had: schools that only receive it and that had no lessons on that day. */
	readonly closedSchools: readonly SchoolId[];
	/** Other counties whose agreement with the lesson's county was in force when this was read. */
	readonly guestCounties: readonly CountyId[];
}
