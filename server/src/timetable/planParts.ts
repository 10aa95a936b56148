// Looks up whom and what a plan names, and refuses what does not exist or may not take part.
import type { ClassGroupId, ClassroomId, CountyId, FieldIssue, LessonInput } from '@classroom/protocol';
import type { People, PersonRecord } from '../identity/index.ts';
import { AppError } from '../platform/index.ts';
import type { Agreements } from '../schools/index.ts';
import type { LessonClass, LessonPlace } from './lessonRecord.ts';
import type { PartKeys, PlanParts } from './checkedPlan.ts';
import type { TimetableDb } from './lessonTables.ts';

export interface PlanPartsDeps {
	readonly db: TimetableDb;
	readonly people: People;
	readonly agreements: Agreements;
}

export type PartsInput = Pick<
	LessonInput,
	'teacherId' | 'sendingClassroomId' | 'receivingClassroomIds' | 'classGroupIds'
>;

type NamedPlaces = Pick<PlanParts, 'sendingClassroom' | 'receivingClassrooms' | 'classGroups'>;

/**
 * Throws `not-a-teacher`; `bad-request` with an issue `not-found` for each unknown classroom and class;
 * `other-county`, or `agreement-revoked`, for those of a county without an agreement in force.
 */
export const partsOf = async (
	deps: PlanPartsDeps,
	countyId: CountyId,
	input: PartsInput,
): Promise<PlanParts> => {
	const teacher = await teacherOf(deps.people, countyId, input);
	const { sendingClassroomId: senderId, receivingClassroomIds, classGroupIds } = input;
	const classrooms = await classroomsOf(deps.db, [
		...(senderId === null ? [] : [senderId]),
		...receivingClassroomIds,
	]);
	const classes = await classesOf(deps.db, classGroupIds);
	const issues: FieldIssue[] = [];
	const found = <Id, Part>(parts: ReadonlyMap<Id, Part>, id: Id, path: string): Part[] => {
		const part = parts.get(id);
		if (part !== undefined) return [part];
		issues.push({ path, code: 'not-found' });
		return [];
	};
	const [sender] = senderId === null ? [] : found(classrooms, senderId, 'sendingClassroomId');
	const plan: PlanParts = {
		countyId,
		teacherId: teacher.personId,
		teacherSchoolId: teacher.schoolId,
		sendingClassroom: sender ?? null,
		receivingClassrooms: receivingClassroomIds.flatMap((id, place) =>
			found(classrooms, id, `receivingClassroomIds.${place}`),
		),
		classGroups: classGroupIds.flatMap((id, place) => found(classes, id, `classGroupIds.${place}`)),
	};
	if (issues.length > 0) throw new AppError('bad-request', 'the plan names what is not there', { issues });
	await checkCounties(deps.agreements, plan);
	return plan;
};

const teacherOf = async (
	people: People,
	countyId: CountyId,
	{ teacherId }: PartsInput,
): Promise<PersonRecord> => {
	const teacher = (await people.findMany([teacherId])).get(teacherId);
	if (teacher !== undefined && teacher.countyId !== countyId) throw new AppError('other-county');
	if (teacher?.role !== 'teacher' || teacher.disabled) {
		throw new AppError('not-a-teacher');
	}
	return teacher;
};

const checkCounties = async (agreements: Agreements, plan: PlanParts): Promise<void> => {
	const parts = [
		...(plan.sendingClassroom === null ? [] : [plan.sendingClassroom]),
		...plan.receivingClassrooms,
		...plan.classGroups,
	];
	const states = await agreements.states(plan.countyId, new Set(parts.map((part) => part.countyId)));
	const values = new Set(states.values());
	if (values.has('none')) throw new AppError('other-county');
	if (values.has('revoked')) throw new AppError('agreement-revoked');
};

/** Whom and what a lesson is to have, with the names of places and classes; those that there are. */
export const namedParts = async <Keys extends PartKeys>(
	db: TimetableDb,
	keys: Keys,
): Promise<Omit<Keys, keyof NamedPlaces> & NamedPlaces> => {
	const { sendingClassroom: sender, receivingClassrooms, classGroups } = keys;
	const rooms = await classroomsOf(
		db,
		[...(sender === null ? [] : [sender]), ...receivingClassrooms].map(({ classroomId }) => classroomId),
	);
	const classes = await classesOf(
		db,
		classGroups.map(({ classGroupId }) => classGroupId),
	);
	const known = <Id, Part>(parts: ReadonlyMap<Id, Part>, id: Id): Part[] => {
		const part = parts.get(id);
		return part === undefined ? [] : [part];
	};
	return {
		...keys,
		sendingClassroom: (sender && rooms.get(sender.classroomId)) ?? null,
		receivingClassrooms: receivingClassrooms.flatMap(({ classroomId }) => known(rooms, classroomId)),
		classGroups: classGroups.flatMap(({ classGroupId }) => known(classes, classGroupId)),
	};
};

/** With their names; those that there are. */
export const classroomsOf = async (
	db: TimetableDb,
	ids: readonly ClassroomId[],
): Promise<Map<ClassroomId, LessonPlace>> => {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('classroom')
		.innerJoin('school', 'school.school_id', 'classroom.school_id')
		.select([
			'classroom.classroom_id as classroomId',
			'classroom.school_id as schoolId',
			'classroom.county_id as countyId',
			'classroom.name',
			'school.name as school',
		])
		.where('classroom.classroom_id', 'in', ids)
		.execute();
	return new Map(rows.map((row) => [row.classroomId, row]));
};

/** With their names; those that there are. */
export const classesOf = async (
	db: TimetableDb,
	ids: readonly ClassGroupId[],
): Promise<Map<ClassGroupId, LessonClass>> => {
	if (ids.length === 0) return new Map();
	const rows = await db
		.selectFrom('class_group')
		.innerJoin('school', 'school.school_id', 'class_group.school_id')
		.select([
			'class_group.class_group_id as classGroupId',
			'class_group.school_id as schoolId',
			'class_group.county_id as countyId',
			'class_group.name',
			'school.name as school',
		])
		.where('class_group.class_group_id', 'in', ids)
		.execute();
	return new Map(rows.map((row) => [row.classGroupId, row]));
};
