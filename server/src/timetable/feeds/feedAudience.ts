// Whose lessons a feed has, and what they are to them. Pure.
import type { Instant, SchoolId } from '@classroom/protocol';
import type { PersonCaller, PersonRecord } from '../../identity/index.ts';
import type { LessonPlace, LessonRecord } from '../lessonRecord.ts';
import { maySee } from '../lessonRules.ts';
import type { LessonScope } from '../lessonScope.ts';
import { dayOfCaller } from '../lessonScope.ts';

export interface FeedAudience {
	/** Null: a child's. */
	readonly name: string | null;
	readonly scope: LessonScope;
	/** Asked of every lesson once more, beside the scope that the database is asked in. */
	readonly sees: (lesson: LessonRecord) => boolean;
	/** Where they go for the lesson. */
	readonly placeOf: (lesson: LessonRecord) => LessonPlace | null;
}

const dayMs = 86_400_000;
/**
 * More than any teacher, school or classroom has in the window; a county may have. Then days in the past are left out
 * first, and after them the last ones: the coming lessons are always there.
 */
export const mostEvents = 5_000;

/** What a feed reaches over, from the day it is read: a county's own has fewer days, for it has many lessons. */
export const feedWindow = (
	scope: LessonScope,
	now: Instant,
): { from: Instant; today: Instant; until: Instant } => {
	const [back, ahead] = scope.kind === 'county' ? [7, 28] : [60, 400];
	// By whole days, so that what is given out changes once a day, and not with every reading.
	const today = now - (now % dayMs);
	return { from: Math.max(0, today - back * dayMs), today, until: today + (ahead + 1) * dayMs };
};

/** As on their own day. */
export const audienceOfPerson = (person: PersonRecord): FeedAudience => {
	const caller: PersonCaller = { ...person, kind: 'person', sessionId: 'calendar-feed' };
	const student = person.role === 'student';
	return {
		name: student ? null : person.name,
		scope: dayOfCaller(caller),
		sees: (lesson) => maySee(caller, lesson),
		placeOf: (lesson) =>
			person.personId === lesson.teacherId
				? lesson.sendingClassroom
				: (placeIn(lesson, person.schoolId) ?? lesson.sendingClassroom),
	};
};

type Classroom = Extract<LessonScope, { kind: 'classroom' }> & { readonly name: string };

export const audienceOfClassroom = ({ name, ...scope }: Classroom): FeedAudience => ({
	name,
	scope,
	sees: (lesson) => placesOf(lesson).some((place) => place.classroomId === scope.classroomId),
	placeOf: (lesson) => placesOf(lesson).find((place) => place.classroomId === scope.classroomId) ?? null,
});

type Class = Extract<LessonScope, { kind: 'class' }> & { readonly name: string; readonly schoolId: SchoolId };

export const audienceOfClass = ({ name, schoolId, ...scope }: Class): FeedAudience => ({
	name,
	scope,
	sees: (lesson) => lesson.classGroups.some((each) => each.classGroupId === scope.classGroupId),
	placeOf: (lesson) => placeIn(lesson, schoolId),
});

const placesOf = ({ sendingClassroom, receivingClassrooms }: LessonRecord): readonly LessonPlace[] =>
	sendingClassroom === null ? receivingClassrooms : [sendingClassroom, ...receivingClassrooms];

const placeIn = (lesson: LessonRecord, schoolId: SchoolId | null): LessonPlace | null =>
	placesOf(lesson).find((place) => place.schoolId === schoolId) ?? null;
