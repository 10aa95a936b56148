import type { LessonInput, PersonId, SchoolId } from '@classroom/protocol';
import type { LessonClass, LessonPlace, LessonRecord } from './lessonRecord.ts';

type PlaceKey = Pick<LessonPlace, 'classroomId' | 'schoolId' | 'countyId'>;
type ClassKey = Pick<LessonClass, 'classGroupId' | 'schoolId' | 'countyId'>;

export type LessonFacts = Pick<LessonInput, 'title' | 'kind' | 'subject'>;

/** Whom and what a lesson takes, without names. */
export interface PartKeys {
	readonly teacherId: PersonId;
	readonly sendingClassroom: PlaceKey | null;
	readonly receivingClassrooms: readonly PlaceKey[];
	readonly classGroups: readonly ClassKey[];
}

/** Whom and what lessons need; each was looked up, and may take part. */
export interface PlanParts {
	readonly countyId: LessonRecord['countyId'];
	readonly teacherId: PersonId;
	readonly teacherSchoolId: SchoolId | null;
	readonly sendingClassroom: LessonPlace | null;
	readonly receivingClassrooms: readonly LessonPlace[];
	readonly classGroups: readonly LessonClass[];
}

/** A plan that was checked: every part of it exists and may take part. */
export interface CheckedPlan extends PlanParts {
	readonly input: LessonInput;
}
