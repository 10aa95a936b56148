// What is in the way of a classroom and a class that would like to receive a lesson, said in names.
import type { ApplicationInput, FieldIssue, LessonClash } from '@classroom/protocol';
import type { Actor } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import type { FitDeps } from '../clashes/fit.ts';
import { clashSaid } from '../clashes/fit.ts';
import { takenOf } from '../clashes/bookings.ts';
import type { Resource } from '../clashes/bookings.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { LessonState } from '../changes/lessonState.ts';
import type { LessonClass, LessonPlace, LessonRecord } from '../lessonRecord.ts';
import type { TimetableDb } from '../lessonTables.ts';
import { classesOf, classroomsOf } from '../planParts.ts';

export interface ApplicantParts {
	readonly classroom: LessonPlace;
	readonly classGroup: LessonClass | null;
}

/** Throws `bad-request`: `classroomId`, or `classGroupId` where it is not of the classroom's school, `not-found`. */
export const applicantParts = async (
	db: TimetableDb,
	{ classroomId, classGroupId }: ApplicationInput,
): Promise<ApplicantParts> => {
	const classroom = (await classroomsOf(db, [classroomId])).get(classroomId);
	if (classroom === undefined) throw missing({ path: 'classroomId', code: 'not-found' });
	if (classGroupId === null) return { classroom, classGroup: null };
	const classGroup = (await classesOf(db, [classGroupId])).get(classGroupId);
	if (classGroup?.schoolId !== classroom.schoolId) throw missing({ path: 'classGroupId', code: 'not-found' });
	return { classroom, classGroup };
};

const missing = (issue: FieldIssue): AppError =>
	new AppError('bad-request', 'names what is not there', { issues: [issue] });

/** For the audit log. */
export const detailsOf = ({ classroom, classGroup }: ApplicantParts) => ({
	school: classroom.school,
	classroom: classroom.name,
	...(classGroup === null ? {} : { class: classGroup.name }),
});

/** By what the applicant brings; empty: nothing is in the way. */
export const applicantClashes = async (
	deps: Pick<FitDeps, 'db' | 'store' | 'people'>,
	caller: Actor,
	lesson: LessonRecord,
	{ classroom, classGroup }: ApplicantParts,
): Promise<LessonClash[]> => {
	const parts = {
		...lesson,
		receivingClassrooms: [
			...lesson.receivingClassrooms.filter(({ classroomId }) => classroomId !== classroom.classroomId),
			classroom,
		],
		classGroups: classGroup === null ? lesson.classGroups : [...lesson.classGroups, classGroup],
	};
	const span = { from: lesson.plannedStart, until: lesson.bookedEnd };
	const own: Resource[] = [
		{ kind: 'classroom', id: classroom.classroomId },
		...(classGroup === null ? [] : [{ kind: 'class' as const, id: classGroup.classGroupId }]),
	];
	const taken = await takenOf(deps.db, own, span, lesson.lessonId);
	const wants = wantsOf(parts, lesson);
	const places = await readPlaces(deps.db, [{ wants, span }], new Set([lesson.lessonId]));
	const inTheWay = [...taken, places.firstIn({ ...wants, resources: [] }, span)].filter(
		(clash) => clash !== null,
	);
	return Promise.all(inTheWay.map((clash) => clashSaid(deps, caller, parts, clash)));
};

/** As it is said when it was tried all the same. */
export const clashErrorOf = (clash: LessonClash, cause?: unknown): AppError => {
	const { resource, name, title, from, until } = clash;
	const details = { resource, name, title: title ?? '', from, until };
	return new AppError('clash', 'taken by another lesson', { details, cause });
};

/** The lesson with the applicant in it. Throws `application-decided` when it is in already. */
export const withApplicant = (state: LessonState, { classroom, classGroup }: ApplicantParts): LessonState => {
	const { classroomId, schoolId, countyId } = classroom;
	if (state.receivingClassrooms.some((place) => place.classroomId === classroomId)) {
		throw new AppError('application-decided');
	}
	const hasClass = state.classGroups.some((each) => each.classGroupId === classGroup?.classGroupId);
	return {
		...state,
		receivingClassrooms: [...state.receivingClassrooms, { classroomId, schoolId, countyId }],
		classGroups:
			classGroup === null || hasClass
				? state.classGroups
				: [...state.classGroups, { classGroupId: classGroup.classGroupId, schoolId, countyId }],
	};
};

/** The lesson without the applicant. Throws `application-decided` when it is not in it. */
export const withoutApplicant = (
	state: LessonState,
	{ classroom_id, class_group_id }: { readonly classroom_id: string; readonly class_group_id: string | null },
): LessonState => {
	const receivingClassrooms = state.receivingClassrooms.filter(
		({ classroomId }) => classroomId !== classroom_id,
	);
	if (receivingClassrooms.length === state.receivingClassrooms.length) {
		throw new AppError('application-decided');
	}
	const classGroups = state.classGroups.filter(({ classGroupId }) => classGroupId !== class_group_id);
	return { ...state, receivingClassrooms, classGroups };
};
