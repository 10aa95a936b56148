// Which schools a lesson is for, and who is there for which of them. Pure.
import type { ClassGroupId, LogEntry, PeerSubject, PersonId, SchoolId } from '@classroom/protocol';
import type { LessonRecord } from '../lessonRecord.ts';
import type { Given } from './given.ts';

export type Receivers = Pick<LessonRecord, 'receivingClassrooms' | 'classGroups'>;
type Parties = Receivers & Pick<LessonRecord, 'teacherSchoolId' | 'sendingClassroom'>;

/** Of a person, where they belong. */
export interface Belonging {
	readonly schoolId: SchoolId | null;
	readonly classGroupId: ClassGroupId | null;
}

/**
 * The school for which this Peer of the lesson receives it: a classroom its own; a student that of their class; an
 * assistant theirs. Null: of none that receives the lesson, or of nobody knows which.
 */
export const receivesFor = (
	{ receivingClassrooms, classGroups }: Receivers,
	people: ReadonlyMap<PersonId, Belonging>,
) => {
	const classrooms = new Map(receivingClassrooms.map((place) => [place.classroomId, place.schoolId]));
	const classes = new Map(classGroups.map((each) => [each.classGroupId, each.schoolId]));
	const schools = new Set([...classrooms.values(), ...classes.values()]);
	return (subject: PeerSubject): SchoolId | null => {
		switch (subject.kind) {
			case 'classroom':
				return classrooms.get(subject.classroomId) ?? null;
			case 'person': {
				const { schoolId = null, classGroupId = null } = people.get(subject.personId) ?? {};
				const ofClass = classGroupId === null ? undefined : classes.get(classGroupId);
				return ofClass ?? (schoolId !== null && schools.has(schoolId) ? schoolId : null);
			}
			case 'service':
				return null;
		}
	};
};

/** People who came to receive the lesson, each once. */
export const receiversIn = (entries: readonly LogEntry[]): PersonId[] => [
	...new Set(
		entries.flatMap(({ event }) =>
			event.type === 'peer-joined' &&
			event.subject.kind === 'person' &&
			(event.role === 'assistant' || event.role === 'viewer')
				? [event.subject.personId]
				: [],
		),
	),
];

/** Those that receive the lesson and do not give it, in one order. */
export const onlyReceiving = (lesson: Parties): SchoolId[] => {
	const schools = new Set(
		[...lesson.receivingClassrooms, ...lesson.classGroups].map((part) => part.schoolId),
	);
	if (lesson.teacherSchoolId !== null) schools.delete(lesson.teacherSchoolId);
	if (lesson.sendingClassroom !== null) schools.delete(lesson.sendingClassroom.schoolId);
	return [...schools].toSorted();
};

/** Schools that missed a lesson which others had. One that nobody had was missed by the lesson, not by them. */
export const absentSchools = (lesson: Parties, given: Given): SchoolId[] =>
	given.at === null ? [] : onlyReceiving(lesson).filter((schoolId) => !given.toSchools.has(schoolId));
