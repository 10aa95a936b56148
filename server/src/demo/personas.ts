// Whom the first page lets visitors be: the people and classrooms of the lesson that is on, one of each role.
import { ClassroomId, PersonId } from '@classroom/protocol';
import type { Persona, PersonRole, SchoolId } from '@classroom/protocol';
import type { DemoPersonas, People, PersonRecord, SchoolDirectory } from '../identity/index.ts';
import type { SchoolsFeature } from '../schools/index.ts';
import type { LessonRecord } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';

export interface PersonasDeps {
	readonly people: People;
	readonly schools: SchoolsFeature;
	readonly directory: SchoolDirectory;
	/** The lesson that is on, made if there is none; null: the county has nobody left to teach. */
	currentLesson(): Promise<LessonRecord | null>;
}

/** Classrooms offered; the lesson's own come first. */
const classroomsOffered = 8;

const personPrefix = 'person-';
const classroomPrefix = 'classroom-';

export const createPersonas = (deps: PersonasDeps): DemoPersonas => ({
	async list() {
		const lesson = await deps.currentLesson();
		return [...(await peopleOf(deps, lesson)), ...(await classroomsOf(deps, lesson))];
	},
	async find(personaId) {
		if (personaId.startsWith(personPrefix)) {
			const id = PersonId.safeParse(personaId.slice(personPrefix.length));
			const person = id.success ? await deps.people.find(demoCountyId, id.data) : null;
			return person === null ? null : { kind: 'person', personId: person.personId };
		}
		if (!personaId.startsWith(classroomPrefix)) return null;
		const id = ClassroomId.safeParse(personaId.slice(classroomPrefix.length));
		const classroom = id.success ? await deps.directory.classroom(id.data) : null;
		return classroom?.countyId === demoCountyId
			? { kind: 'classroom', classroomId: classroom.classroomId }
			: null;
	},
});

const peopleOf = async (deps: PersonasDeps, lesson: LessonRecord | null): Promise<Persona[]> => {
	const { people } = deps;
	const teacher =
		lesson === null ? undefined : (await people.findMany([lesson.teacherId])).get(lesson.teacherId);
	const receiving = lesson?.receivingClassrooms[0]?.schoolId;
	const classGroupId = lesson?.classGroups[0]?.classGroupId;
	const firstOf = async (role: PersonRole, where: object = {}): Promise<PersonRecord | undefined> => {
		const { items } = await people.list({ countyId: demoCountyId, role, limit: 20, ...where });
		return items.find((person) => !person.disabled);
	};
	const orAny = async (role: PersonRole, where: object | undefined): Promise<PersonRecord | undefined> =>
		(where === undefined ? undefined : await firstOf(role, where)) ?? (await firstOf(role));
	const ofSchool = (schoolId: SchoolId | null | undefined) =>
		schoolId === undefined || schoolId === null ? undefined : { schoolId };
	const offered = [
		{ person: teacher ?? (await firstOf('teacher')), inCurrentLesson: teacher !== undefined },
		{ person: await orAny('assistant', ofSchool(receiving)), inCurrentLesson: receiving !== undefined },
		{
			person: await orAny('student', classGroupId === undefined ? undefined : { classGroupId }),
			inCurrentLesson: classGroupId !== undefined,
		},
		{
			person: await orAny('school-admin', ofSchool(lesson?.teacherSchoolId)),
			inCurrentLesson: lesson !== null,
		},
		{ person: await firstOf('county-admin'), inCurrentLesson: lesson !== null },
		{ person: await firstOf('inspector'), inCurrentLesson: lesson !== null },
	];
	const personas: Persona[] = [];
	for (const { person, inCurrentLesson } of offered) {
		if (person === undefined) continue;
		const { personId, role, name, schoolId } = person;
		const school = schoolId === null ? null : await deps.directory.schoolName(demoCountyId, schoolId);
		personas.push({ personaId: `${personPrefix}${personId}`, role, name, school, inCurrentLesson });
	}
	return personas;
};

const classroomsOf = async (deps: PersonasDeps, lesson: LessonRecord | null): Promise<Persona[]> => {
	const sender = lesson?.sendingClassroom ?? null;
	const own = [...(lesson?.receivingClassrooms ?? []), ...(sender === null ? [] : [sender])];
	const { items } = await deps.schools.classrooms.list(
		{ countyId: demoCountyId, schoolId: null },
		{ limit: classroomsOffered },
	);
	const others = items.filter((item) => !own.some((place) => place.classroomId === item.classroomId));
	return [
		...own.map((place) => ({ ...place, inCurrentLesson: true })),
		...others.map((place) => ({ ...place, inCurrentLesson: false })),
	]
		.slice(0, Math.max(classroomsOffered, own.length))
		.map(({ classroomId, name, school, inCurrentLesson }) => ({
			personaId: `${classroomPrefix}${classroomId}`,
			role: 'classroom',
			name,
			school,
			inCurrentLesson,
		}));
};
