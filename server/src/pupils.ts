// How many pupils a classroom of a lesson is to have: a number, and no names.
import { HEADCOUNT_MAX, type ClassGroupId, type ClassroomId } from '@classroom/protocol';
import type { Pupils } from './lesson/index.ts';
import type { LessonRecord, Timetable } from './timetable/index.ts';

interface PupilCounts {
	/** Students of these classes together. */
	countStudents(classGroupIds: readonly ClassGroupId[]): Promise<number>;
}

export const createPupils = (timetable: Timetable, people: PupilCounts): Pupils => ({
	expectedAt: async (lessonId, classroomId) => {
		const lesson = await timetable.store.find(lessonId);
		const classes = lesson === null ? [] : classesAt(lesson, classroomId);
		if (classes.length === 0) return null;
		const pupils = await people.countStudents(classes);
		return pupils === 0 ? null : Math.min(pupils, HEADCOUNT_MAX);
	},
});

interface Places {
	readonly receivingClassrooms: readonly Pick<
		LessonRecord['receivingClassrooms'][number],
		'classroomId' | 'schoolId'
	>[];
	readonly classGroups: readonly Pick<LessonRecord['classGroups'][number], 'classGroupId' | 'schoolId'>[];
}

/**
 * The classes of the lesson that sit in this classroom: those of its school. None where several receiving classrooms of
 * the school share them, since nobody has said who sits where.
 */
export const classesAt = (lesson: Places, classroomId: ClassroomId): ClassGroupId[] => {
	const place = lesson.receivingClassrooms.find((each) => each.classroomId === classroomId);
	if (place === undefined) return [];
	const { schoolId } = place;
	const shared = lesson.receivingClassrooms.filter((each) => each.schoolId === schoolId).length > 1;
	if (shared) return [];
	return lesson.classGroups
		.filter((each) => each.schoolId === schoolId)
		.map(({ classGroupId }) => classGroupId);
};
