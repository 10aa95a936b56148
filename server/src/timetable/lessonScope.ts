// Which lessons are a caller's: the same rules as in lessonRules.ts, in a form that the store asks the database in.
import type { ClassGroupId, ClassroomId, CountyId, PersonId, SchoolId } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';

export type LessonScope =
	| { readonly kind: 'none' }
	| { readonly kind: 'county'; readonly countyId: CountyId }
	| { readonly kind: 'teacher'; readonly countyId: CountyId; readonly personId: PersonId }
	/** `part`: lessons the school gives or receives, or only those it receives. */
	| {
			readonly kind: 'school';
			readonly countyId: CountyId;
			readonly schoolId: SchoolId;
			readonly part: 'any' | 'receiving';
	  }
	| { readonly kind: 'class'; readonly countyId: CountyId; readonly classGroupId: ClassGroupId }
	| { readonly kind: 'classroom'; readonly countyId: CountyId; readonly classroomId: ClassroomId }
	| { readonly kind: 'either'; readonly scopes: readonly LessonScope[] };

const none: LessonScope = { kind: 'none' };

/** Every lesson that {@link maySee} lets the caller see. */
export const visibleTo = (caller: Caller): LessonScope => {
	if (caller.kind === 'classroom') return ofClassroom(caller);
	if (caller.kind !== 'person') return none;
	const { countyId, schoolId } = caller;
	switch (caller.role) {
		case 'county-admin':
		case 'inspector':
			return { kind: 'county', countyId };
		case 'teacher':
			return {
				kind: 'either',
				scopes: [
					{ kind: 'teacher', countyId, personId: caller.personId },
					ofSchool(countyId, schoolId, 'any'),
				],
			};
		case 'school-admin':
		case 'assistant':
			return ofSchool(countyId, schoolId, 'any');
		case 'student':
			return ofClass(countyId, caller.classGroupId);
	}
};

/** What belongs on the caller's own day: the lessons they have a part in. */
export const dayOfCaller = (caller: Caller): LessonScope => {
	if (caller.kind === 'person' && caller.role === 'teacher') {
		return { kind: 'teacher', countyId: caller.countyId, personId: caller.personId };
	}
	if (caller.kind === 'person' && caller.role === 'assistant') {
		return ofSchool(caller.countyId, caller.schoolId, 'receiving');
	}
	return visibleTo(caller);
};

const ofClassroom = (caller: Extract<Caller, { kind: 'classroom' }>): LessonScope => ({
	kind: 'classroom',
	countyId: caller.countyId,
	classroomId: caller.classroomId,
});

const ofSchool = (countyId: CountyId, schoolId: SchoolId | null, part: 'any' | 'receiving'): LessonScope =>
	schoolId === null ? none : { kind: 'school', countyId, schoolId, part };

const ofClass = (countyId: CountyId, classGroupId: ClassGroupId | null): LessonScope =>
	classGroupId === null ? none : { kind: 'class', countyId, classGroupId };
