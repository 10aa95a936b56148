// Who has what to do with a lesson. Pure: the lesson's record says which agreements are in force.
import type { CountyId, PeerRole, SchoolId } from '@classroom/protocol';
import type { Caller } from '../identity/index.ts';
import type { LessonRecord } from './lessonRecord.ts';

type Parties = Pick<
	LessonRecord,
	| 'countyId'
	| 'teacherId'
	| 'teacherSchoolId'
	| 'sendingClassroom'
	| 'receivingClassrooms'
	| 'classGroups'
	| 'guestCounties'
>;
type Explained = Parties & Pick<LessonRecord, 'closedSchools'>;
type Person = Extract<Caller, { kind: 'person' }>;

/**
 * How the caller takes part in the lesson's Room; null: not at all. Whether the Room is open now is not asked.
 * People and classrooms of another county only while an agreement between the counties is in force.
 */
export const joinRoleOf = (caller: Caller, lesson: Parties): PeerRole | null => {
	switch (caller.kind) {
		case 'anonymous':
			return null;
		case 'service':
			return 'recorder';
		case 'classroom':
			return admitsCounty(lesson, caller.countyId) &&
				places(lesson).some((place) => place.classroomId === caller.classroomId)
				? 'classroom'
				: null;
		case 'person':
			return admitsCounty(lesson, caller.countyId) ? personJoinsAs(caller, lesson) : null;
	}
};

const personJoinsAs = (caller: Person, lesson: Parties): PeerRole | null => {
	const home = caller.countyId === lesson.countyId;
	switch (caller.role) {
		case 'county-admin':
		case 'inspector':
			return home ? 'inspector' : null;
		case 'school-admin':
			return takesPart(lesson, caller.schoolId) ? 'inspector' : null;
		case 'teacher':
			return home && caller.personId === lesson.teacherId ? 'teacher' : null;
		case 'assistant':
			return receives(lesson, caller.schoolId) ? 'assistant' : null;
		case 'student':
			return hasClass(caller, lesson) ? 'viewer' : null;
	}
};

/** Whether the caller may watch the recording: the lesson's students, its schools and classrooms, the county. */
export const mayReplay = (caller: Caller, lesson: Parties): boolean => {
	if (caller.kind === 'classroom') return joinRoleOf(caller, lesson) !== null;
	if (caller.kind !== 'person' || !admitsCounty(lesson, caller.countyId)) return false;
	switch (caller.role) {
		case 'county-admin':
		case 'inspector':
			return caller.countyId === lesson.countyId;
		case 'school-admin':
		case 'assistant':
			return takesPart(lesson, caller.schoolId);
		case 'teacher':
			return joinRoleOf(caller, lesson) !== null || takesPart(lesson, caller.schoolId);
		case 'student':
			return hasClass(caller, lesson);
	}
};

/** Whether the caller may know of the lesson at all. Nobody lists lessons for the recorder. */
export const maySee = (caller: Caller, lesson: Parties): boolean =>
	caller.kind !== 'service' && (joinRoleOf(caller, lesson) !== null || mayReplay(caller, lesson));

/** Whether the plan is the caller's to change: the county's, or the school's that gives the lesson. */
export const mayChange = (caller: Caller, { sendingClassroom, ...lesson }: Parties): boolean =>
	mayChangePlan(caller, { ...lesson, sendingSchoolId: sendingClassroom?.schoolId ?? null });

/** The same, by what the rule looks at alone. */
export const mayChangePlan = (
	caller: Caller,
	plan: Pick<Parties, 'countyId' | 'teacherSchoolId'> & { readonly sendingSchoolId: SchoolId | null },
): boolean => {
	if (caller.kind !== 'person' || caller.countyId !== plan.countyId) return false;
	if (caller.role === 'county-admin') return true;
	const { schoolId } = caller;
	return (
		caller.role === 'school-admin' &&
		schoolId !== null &&
		[plan.teacherSchoolId, plan.sendingSchoolId].includes(schoolId)
	);
};

/**
 * Whether the caller may say why it did not take place: the county, and every school that gives or receives it. None
 * that only receives it and was closed: that is not for it to know.
 */
export const mayExplain = (caller: Caller, lesson: Explained): boolean => {
	if (caller.kind !== 'person' || !admitsCounty(lesson, caller.countyId)) return false;
	if (caller.role === 'county-admin') return caller.countyId === lesson.countyId;
	const { role, schoolId } = caller;
	if (role !== 'school-admin' || schoolId === null || lesson.closedSchools.includes(schoolId)) return false;
	return takesPart(lesson, schoolId);
};

/** The same of a school that missed a lesson which others had: the county, and that school. */
export const mayExplainAbsence = (caller: Caller, lesson: Explained, schoolId: SchoolId): boolean =>
	mayExplain(caller, lesson) &&
	caller.kind === 'person' &&
	(caller.role === 'county-admin' || caller.schoolId === schoolId);

/** Of which schools the caller learns that they missed lessons which others had: all, one, or null: none. */
export const absencesShown = (caller: Caller): 'all' | SchoolId | null => {
	if (caller.kind !== 'person') return null;
	if (caller.role === 'county-admin' || caller.role === 'inspector') return 'all';
	return caller.role === 'school-admin' ? caller.schoolId : null;
};

const gives = (lesson: Parties, schoolId: SchoolId | null): boolean =>
	schoolId !== null &&
	(lesson.teacherSchoolId === schoolId || lesson.sendingClassroom?.schoolId === schoolId);

const admitsCounty = (lesson: Parties, countyId: CountyId): boolean =>
	countyId === lesson.countyId || lesson.guestCounties.includes(countyId);

const places = (lesson: Parties) =>
	lesson.sendingClassroom === null
		? lesson.receivingClassrooms
		: [lesson.sendingClassroom, ...lesson.receivingClassrooms];

const receives = (lesson: Parties, schoolId: SchoolId | null): boolean =>
	schoolId !== null &&
	[...lesson.receivingClassrooms, ...lesson.classGroups].some((part) => part.schoolId === schoolId);

const takesPart = (lesson: Parties, schoolId: SchoolId | null): boolean =>
	gives(lesson, schoolId) || receives(lesson, schoolId);

const hasClass = (caller: Person, lesson: Parties): boolean =>
	caller.classGroupId !== null &&
	lesson.classGroups.some((classGroup) => classGroup.classGroupId === caller.classGroupId);
