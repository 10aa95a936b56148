// Who can teach whom in the demonstration county, as it is now: visitors may have changed it.
import type { PersonId, SchoolId, Subject } from '@classroom/protocol';
import type { People } from '../identity/index.ts';
import type { SchoolsFeature } from '../schools/index.ts';
import type { LessonClass, LessonPlace } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';

export interface StageTeacher {
	readonly personId: PersonId;
	readonly schoolId: SchoolId;
	readonly subjects: readonly Subject[];
}

/** A community that can give a lesson: a core school with a classroom and teachers, and schools that receive. */
export interface StageCommunity {
	readonly sender: LessonPlace;
	readonly teachers: readonly [StageTeacher, ...StageTeacher[]];
	readonly receivers: readonly { readonly place: LessonPlace; readonly classes: readonly LessonClass[] }[];
}

/** The county is small: everything fits one page. */
const all = { limit: 2000 };

export const readStage = async (schools: SchoolsFeature, people: People): Promise<StageCommunity[]> => {
	const scope = { countyId: demoCountyId, schoolId: null };
	const communities = await schools.communities.list(scope);
	const classrooms = await schools.classrooms.list(scope, { ...all, kind: 'interactive' });
	const classGroups = await schools.classGroups.list(scope, all);
	const teachers = await people.list({ countyId: demoCountyId, role: 'teacher', ...all });
	const placeOf = new Map<SchoolId, LessonPlace>();
	for (const { classroomId, schoolId, name, school } of classrooms.items.toReversed()) {
		placeOf.set(schoolId, { classroomId, schoolId, countyId: demoCountyId, name, school });
	}
	const classesOf = Map.groupBy(
		classGroups.items.map(({ classGroupId, schoolId, name, school }) => ({
			classGroupId,
			schoolId,
			countyId: demoCountyId,
			name,
			school,
		})),
		(classGroup) => classGroup.schoolId,
	);
	const teachersOf = Map.groupBy(
		teachers.items.flatMap(({ personId, schoolId, subjects, disabled }) =>
			schoolId === null || disabled ? [] : [{ personId, schoolId, subjects }],
		),
		(teacher) => teacher.schoolId,
	);
	return communities.flatMap(({ members }) => {
		const core = members.find((member) => member.role === 'core');
		const sender = core === undefined ? undefined : placeOf.get(core.schoolId);
		const [first, ...others] = core === undefined ? [] : (teachersOf.get(core.schoolId) ?? []);
		const receivers = members.flatMap(({ role, schoolId }) => {
			const place = role === 'core' ? undefined : placeOf.get(schoolId);
			return place === undefined ? [] : [{ place, classes: classesOf.get(schoolId) ?? [] }];
		});
		if (sender === undefined || first === undefined || receivers.length === 0) return [];
		return [{ sender, teachers: [first, ...others], receivers }];
	});
};
