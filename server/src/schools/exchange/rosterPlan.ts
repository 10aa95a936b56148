// What an import would change: every row against what there is and against the other sheets. Pure.
import type { ClassGroupId, ClassroomId, PersonId, SchoolId } from '@classroom/protocol';
import type { RosterChange } from '../../identity/index.ts';
import type { Finding, FormReading } from '../../platform/index.ts';
import type { KnownClass, KnownClassroom, KnownSchool } from './rosterState.ts';
import type { ClassRow, ClassroomRow, FormId, SchoolRow, StudentRow, TeacherRow } from './rosterForms.ts';

export interface RosterReadings {
	readonly schools: FormReading<SchoolRow>;
	readonly classrooms: FormReading<ClassroomRow>;
	readonly classes: FormReading<ClassRow>;
	readonly teachers: FormReading<TeacherRow>;
	readonly students: FormReading<StudentRow>;
}

/** Ids for what is made. */
export interface NewIds {
	school(): SchoolId;
	classroom(): ClassroomId;
	classGroup(): ClassGroupId;
	person(): PersonId;
}

export interface Tally {
	created: number;
	updated: number;
	unchanged: number;
}

export interface Changes<T> {
	readonly create: T[];
	readonly update: T[];
}

/** Somebody new, and what the list of first passwords says of them. */
export interface NewRosterPerson {
	readonly personId: PersonId;
	readonly role: 'teacher' | 'student';
	readonly name: string;
	readonly loginName: string;
	readonly loginKey: string;
	readonly schoolId: SchoolId;
	readonly school: string;
	readonly classGroupId: ClassGroupId | null;
	readonly classGroup: string | null;
	readonly subjects: RosterChange['subjects'];
}

export interface RosterPlan {
	readonly schools: Changes<KnownSchool>;
	readonly classrooms: Changes<KnownClassroom>;
	readonly classes: Changes<KnownClass>;
	readonly people: { readonly create: NewRosterPerson[]; readonly update: RosterChange[] };
	readonly counts: Readonly<Record<FormId, Tally>>;
	readonly findings: Readonly<Record<FormId, Finding[]>>;
}

export const emptyPlan = (readings: RosterReadings): RosterPlan => {
	const none = (): Tally => ({ created: 0, updated: 0, unchanged: 0 });
	return {
		schools: { create: [], update: [] },
		classrooms: { create: [], update: [] },
		classes: { create: [], update: [] },
		people: { create: [], update: [] },
		counts: { schools: none(), classrooms: none(), classes: none(), teachers: none(), students: none() },
		findings: {
			schools: [...readings.schools.findings],
			classrooms: [...readings.classrooms.findings],
			classes: [...readings.classes.findings],
			teachers: [...readings.teachers.findings],
			students: [...readings.students.findings],
		},
	};
};

export const isFlawless = ({ findings }: RosterPlan): boolean =>
	Object.values(findings).every((each) => each.length === 0);

export const changesNothing = ({ counts }: RosterPlan): boolean =>
	Object.values(counts).every(({ created, updated }) => created + updated === 0);
