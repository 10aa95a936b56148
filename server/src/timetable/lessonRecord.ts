// A lesson as the timetable keeps it. What goes to a browser is made of it in lessonView.ts.
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

/** What the lesson log says of the lesson; all null before its Room first opened. */
export interface LessonProgress {
	readonly phase: RoomPhase | null;
	/** When teaching really began and ended. */
	readonly startedAt: Instant | null;
	readonly endedAt: Instant | null;
	/** The planned end as moved while the lesson was on; null: not moved. */
	readonly movedEnd: Instant | null;
	readonly recordingId: RecordingId | null;
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
	/** As planned, whatever became of it. */
	readonly endByPlan: Instant;
	readonly createdAt: Instant;
	/** How often the plan was changed. */
	readonly revision: number;
	/** When the plan was last changed, or else made. */
	readonly changedAt: Instant;
	readonly cancelledAt: Instant | null;
	readonly cancelReason: string | null;
	/** Other counties whose agreement with the lesson's county was in force when this was read. */
	readonly guestCounties: readonly CountyId[];
}
