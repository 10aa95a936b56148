// Says on every server that a lesson was planned, changed, cancelled or got on, and whom it concerns.
import { ClassGroupId, ClassroomId, CountyId, LessonId, PersonId, SchoolId } from '@classroom/protocol';
import { z } from 'zod';
import type { Caller } from '../identity/index.ts';
import { topic } from '../platform/index.ts';
import type { Announcements } from '../schools/index.ts';
import type { PartKeys } from './checkedPlan.ts';
import type { LessonRecord } from './lessonRecord.ts';

const LessonChange = z.object({
	lessonId: LessonId,
	/** `progressed`: its Room opened, a phase began, recording started, its end was moved. */
	what: z.enum(['planned', 'changed', 'cancelled', 'progressed']),
	countyId: CountyId,
	teacherIds: z.array(PersonId),
	classroomIds: z.array(ClassroomId),
	classGroupIds: z.array(ClassGroupId),
	/** Every school that gives or receives the lesson. */
	schoolIds: z.array(SchoolId),
});
export type LessonChange = z.infer<typeof LessonChange>;
export type LessonChanges = Announcements<typeof LessonChange>;

export const lessonChanged = topic('timetable.lesson-changed', LessonChange);

type Parties = PartKeys & Pick<LessonRecord, 'lessonId' | 'countyId' | 'teacherSchoolId'>;

/** `lessons`: the lesson as it is, and, where it was changed, as it was before: both concern somebody. */
export const changeOf = (
	what: LessonChange['what'],
	lessons: readonly [Parties, ...Parties[]],
): LessonChange => {
	const places = lessons.flatMap((lesson) =>
		lesson.sendingClassroom === null
			? [...lesson.receivingClassrooms]
			: [lesson.sendingClassroom, ...lesson.receivingClassrooms],
	);
	const classGroups = lessons.flatMap((lesson) => lesson.classGroups);
	return {
		lessonId: lessons[0].lessonId,
		what,
		countyId: lessons[0].countyId,
		teacherIds: unique(lessons.map((lesson) => lesson.teacherId)),
		classroomIds: unique(places.map((place) => place.classroomId)),
		classGroupIds: unique(classGroups.map((classGroup) => classGroup.classGroupId)),
		schoolIds: unique([
			...lessons.flatMap((lesson) => lesson.teacherSchoolId ?? []),
			...places.map((place) => place.schoolId),
			...classGroups.map((classGroup) => classGroup.schoolId),
		]),
	};
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Whether the change may show on this caller's day: then `dayChanged` is for them. */
export const concerns = (caller: Caller, change: LessonChange): boolean => {
	if (caller.kind === 'classroom') return change.classroomIds.includes(caller.classroomId);
	if (caller.kind !== 'person') return false;
	switch (caller.role) {
		case 'county-admin':
		case 'inspector':
			return caller.countyId === change.countyId;
		case 'teacher':
			return change.teacherIds.includes(caller.personId) || ofSchool(caller.schoolId, change);
		case 'school-admin':
		case 'assistant':
			return ofSchool(caller.schoolId, change);
		case 'student':
			return caller.classGroupId !== null && change.classGroupIds.includes(caller.classGroupId);
	}
};

const ofSchool = (schoolId: SchoolId | null, change: LessonChange): boolean =>
	schoolId !== null && change.schoolIds.includes(schoolId);
