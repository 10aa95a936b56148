// Whom and what lessons need, read within a transaction: without the names of people, which are another feature's.
import type { LessonId } from '@classroom/protocol';
import type { PlanParts } from './checkedPlan.ts';
import { classesOf, classroomsOf } from './lessonReader.ts';
import type { LessonFacts } from './checkedPlan.ts';
import type { TimetableDb, TimetableTransaction } from './lessonTables.ts';

export interface LessonParts {
	readonly parts: PlanParts;
	readonly facts: LessonFacts;
}

export const partsOfLessons = async (
	db: TimetableDb | TimetableTransaction,
	lessonIds: readonly LessonId[],
): Promise<Map<LessonId, LessonParts>> => {
	if (lessonIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('lesson')
		.select(['lesson_id', 'county_id', 'title', 'kind', 'subject', 'teacher_id', 'teacher_school_id'])
		.where('lesson_id', 'in', lessonIds)
		.execute();
	const classrooms = Map.groupBy(await classroomsOf(db, lessonIds), (row) => row.lessonId);
	const classes = Map.groupBy(await classesOf(db, lessonIds), (row) => row.lessonId);
	return new Map(
		rows.map((row) => {
			const places = classrooms.get(row.lesson_id) ?? [];
			const parts = {
				countyId: row.county_id,
				teacherId: row.teacher_id,
				teacherSchoolId: row.teacher_school_id,
				sendingClassroom: places.find(({ part }) => part === 'sending') ?? null,
				receivingClassrooms: places.filter(({ part }) => part === 'receiving'),
				classGroups: classes.get(row.lesson_id) ?? [],
			};
			const { title, kind, subject } = row;
			return [row.lesson_id, { parts, facts: { title, kind, subject } }];
		}),
	);
};
