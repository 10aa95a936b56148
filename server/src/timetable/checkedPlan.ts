import type { LessonInput, SchoolId } from '@classroom/protocol';
import type { LessonClass, LessonPlace, LessonRecord } from './lessonRecord.ts';

/** A plan that was checked: every part of it exists and may take part. */
export interface CheckedPlan {
	readonly input: LessonInput;
	readonly countyId: LessonRecord['countyId'];
	readonly teacherSchoolId: SchoolId | null;
	readonly sendingClassroom: LessonPlace | null;
	readonly receivingClassrooms: readonly LessonPlace[];
	readonly classGroups: readonly LessonClass[];
}
