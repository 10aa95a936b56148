// Lessons that took place, and that one of the schools that were to receive them missed, as a table.
import type { Instant, LessonId, MissedReason, SchoolId } from '@classroom/protocol';
import { MissedReason as Reasons } from '@classroom/protocol';

type AbsenceTable = {
	lesson_id: LessonId;
	school_id: SchoolId;
	/** 1: the school was closed on that day, and nobody is asked why it was not there. */
	closed: number;
	/** Why it missed the lesson, where somebody has said so. */
	reason: MissedReason | null;
	note: string | null;
	said_at: Instant | null;
};

export type AbsenceTables = { lesson_absence: AbsenceTable };

const reasons = Reasons.options.map((reason) => `'${reason}'`).join(', ');

/** `text`: that is ordered by code point. */
export const absenceTables = (text: string): string[] => [
	`create table lesson_absence (
		lesson_id ${text} not null references lesson (lesson_id) on delete cascade,
		school_id ${text} not null references school (school_id),
		closed integer not null check (closed in (0, 1)),
		reason text check (reason in (${reasons})),
		note text,
		said_at bigint,
		primary key (lesson_id, school_id))`,
	'create index lesson_absence_by_school on lesson_absence (school_id, lesson_id)',
	// Which nobody has explained is asked all the time, and there are few.
	'create index lesson_absence_unexplained on lesson_absence (lesson_id) where reason is null and closed = 0',
];
