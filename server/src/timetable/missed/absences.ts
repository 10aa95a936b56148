// Which schools missed a lesson that others had, as the database keeps it.
import type { LessonId, SchoolId } from '@classroom/protocol';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';

export interface Absence {
	readonly schoolId: SchoolId;
	/** It had no lessons on that day. */
	readonly closed: boolean;
}

/** Puts these in the place of what was known; what was said of one that stays is kept. Whether anything changed. */
export const writeAbsences = async (
	tx: TimetableTransaction,
	lessonId: LessonId,
	absences: readonly Absence[],
): Promise<boolean> => {
	const before = await tx
		.selectFrom('lesson_absence')
		.select(['school_id', 'closed'])
		.where('lesson_id', '=', lessonId)
		.execute();
	const known = new Map(before.map(({ school_id, closed }) => [school_id, closed === 1]));
	const now = new Set(absences.map(({ schoolId }) => schoolId));
	const gone = [...known.keys()].filter((schoolId) => !now.has(schoolId));
	const changed = absences.filter(({ schoolId, closed }) => known.get(schoolId) !== closed);
	if (gone.length > 0) {
		await tx
			.deleteFrom('lesson_absence')
			.where('lesson_id', '=', lessonId)
			.where('school_id', 'in', gone)
			.execute();
	}
	if (changed.length > 0) {
		await tx
			.insertInto('lesson_absence')
			.values(changed.map(({ schoolId, closed }) => rowOf(lessonId, schoolId, closed)))
			.onConflict((conflict) =>
				conflict
					.columns(['lesson_id', 'school_id'])
					.doUpdateSet((row) => ({ closed: row.ref('excluded.closed') })),
			)
			.execute();
	}
	return gone.length + changed.length > 0;
};

const rowOf = (lessonId: LessonId, schoolId: SchoolId, closed: boolean) => ({
	lesson_id: lessonId,
	school_id: schoolId,
	closed: closed ? 1 : 0,
	reason: null,
	note: null,
	said_at: null,
});

/** Of those that are asked why, with the names of their schools. */
export const absencesOf = (db: TimetableDb | TimetableTransaction, lessonIds: readonly LessonId[]) =>
	db
		.selectFrom('lesson_absence as absence')
		.innerJoin('school', 'school.school_id', 'absence.school_id')
		.select([
			'absence.lesson_id as lessonId',
			'absence.school_id as schoolId',
			'school.name as school',
			'absence.reason',
			'absence.note',
			'absence.said_at as saidAt',
		])
		.where('absence.lesson_id', 'in', lessonIds)
		.where('absence.closed', '=', 0)
		.execute();
