// Writes lessons with all their parts and bookings: one or a whole term of them.
import type { Instant, LessonId, SeriesId } from '@classroom/protocol';
import { inChunks, insertPacked } from '../platform/index.ts';
import { nameKey } from '../schools/index.ts';
import type { Booked } from './clashes/bookings.ts';
import { bookAll } from './clashes/bookings.ts';
import { wantsOf } from './clashes/readPlaces.ts';
import type { LessonFacts, PartKeys, PlanParts } from './checkedPlan.ts';
import type { LessonTables, TimetableTransaction } from './lessonTables.ts';
import type { CancelCause, SlotKey } from './series/lessonKeys.ts';

export interface NewLesson extends PlanParts {
	readonly lessonId: LessonId;
	readonly facts: LessonFacts;
	readonly from: Instant;
	readonly until: Instant;
	readonly series: { readonly seriesId: SeriesId; readonly key: SlotKey } | null;
	readonly makesUp: LessonId | null;
	/** It does not take place: it stands there to be made up for. */
	readonly cancelled: { readonly cause: CancelCause; readonly reason: string | null } | null;
}

/** Throws `conflict` when somebody or something of them is in another lesson then. */
export const insertLessons = async (
	tx: TimetableTransaction,
	lessons: readonly NewLesson[],
	now: Instant,
): Promise<void> => {
	await insertPacked(
		tx,
		'lesson',
		lessons.map((lesson) => lessonRow(lesson, now)),
	);
	await insertParts(tx, lessons);
	await bookAll(tx, lessons.filter((lesson) => lesson.cancelled === null).map(bookedBy));
};

export const bookedBy = (
	lesson: PartKeys & Pick<NewLesson, 'lessonId' | 'facts' | 'from' | 'until'>,
): Booked => ({
	lessonId: lesson.lessonId,
	...wantsOf(lesson, lesson.facts),
	from: lesson.from,
	until: lesson.until,
});

/** What of a lesson's row the plan says. */
export const planColumns = (
	plan: Pick<PlanParts, 'teacherId' | 'teacherSchoolId'> & { readonly facts: LessonFacts },
) => ({
	title: plan.facts.title,
	title_key: nameKey(plan.facts.title),
	kind: plan.facts.kind,
	subject: plan.facts.subject,
	teacher_id: plan.teacherId,
	teacher_school_id: plan.teacherSchoolId,
});

const lessonRow = (lesson: NewLesson, now: Instant) => ({
	...planColumns(lesson),
	lesson_id: lesson.lessonId,
	county_id: lesson.countyId,
	planned_start: lesson.from,
	planned_end: lesson.until,
	cancelled_at: lesson.cancelled === null ? null : now,
	cancel_reason: lesson.cancelled?.reason ?? null,
	cancel_cause: lesson.cancelled?.cause ?? null,
	created_at: now,
	revision: 0,
	changed_at: now,
	series_id: lesson.series?.seriesId ?? null,
	series_key: lesson.series?.key ?? null,
	slot_start: lesson.series === null ? null : lesson.from,
	slot_end: lesson.series === null ? null : lesson.until,
	own_teacher: 0,
	own_rest: 0,
	makes_up: lesson.makesUp,
	phase: null,
	started_at: null,
	ended_at: null,
	moved_end: null,
	recording_id: null,
	log_seq: 0,
});

type WithParts = PartKeys & Pick<NewLesson, 'lessonId' | 'from'>;

const insertParts = async (tx: TimetableTransaction, lessons: readonly WithParts[]): Promise<void> => {
	await insertPacked(tx, 'lesson_classroom', lessons.flatMap(classroomRows));
	await insertPacked(tx, 'lesson_class', lessons.flatMap(classRows));
};

/** Other classrooms and classes than there were. */
export const replaceParts = async (
	tx: TimetableTransaction,
	lessons: readonly WithParts[],
): Promise<void> => {
	await inChunks(lessons, async (chunk) => {
		const lessonIds = chunk.map(({ lessonId }) => lessonId);
		await tx.deleteFrom('lesson_classroom').where('lesson_id', 'in', lessonIds).execute();
		await tx.deleteFrom('lesson_class').where('lesson_id', 'in', lessonIds).execute();
	});
	await insertParts(tx, lessons);
};

const classroomRows = ({
	lessonId,
	from,
	sendingClassroom,
	receivingClassrooms,
}: WithParts): LessonTables['lesson_classroom'][] =>
	[
		...(sendingClassroom === null ? [] : [{ ...sendingClassroom, part: 'sending' as const }]),
		...receivingClassrooms.map((place) => ({ ...place, part: 'receiving' as const })),
	].map(({ classroomId, schoolId, countyId, part }, position) => ({
		lesson_id: lessonId,
		classroom_id: classroomId,
		school_id: schoolId,
		county_id: countyId,
		part,
		position,
		planned_start: from,
	}));

const classRows = ({ lessonId, from, classGroups }: WithParts): LessonTables['lesson_class'][] =>
	classGroups.map(({ classGroupId, schoolId, countyId }, position) => ({
		lesson_id: lessonId,
		class_group_id: classGroupId,
		school_id: schoolId,
		county_id: countyId,
		position,
		planned_start: from,
	}));
