// Teachers and students of an import. Pure.
import type { PersonRole } from '@classroom/protocol';
import type { RosterPerson } from '../../identity/index.ts';
import { loginKey } from '../../identity/index.ts';
import type { FilledRow } from '../../platform/index.ts';
import { has } from '../../platform/index.ts';
import type { Planning } from './planning.ts';
import { add, refuseMissing, schoolOf } from './planning.ts';
import type { StudentRow, TeacherRow } from './rosterForms.ts';
import type { NewRosterPerson } from './rosterPlan.ts';
import type { KnownClass, KnownSchool } from './rosterState.ts';

type Stated = Omit<NewRosterPerson, 'personId'> & { readonly keepsSubjects: boolean };
type PeopleForm = 'teachers' | 'students';

interface Seen {
	readonly form: PeopleForm;
	readonly row: number;
}

export const planPeople = (planning: Planning): void => {
	const { readings } = planning;
	for (const broken of readings.teachers.broken) schoolOf(planning, 'teachers', broken);
	for (const broken of readings.students.broken) {
		const school = schoolOf(planning, 'students', broken);
		const { group } = broken.values;
		if (school !== null && group !== undefined) classOf(planning, broken.row, school, group);
	}
	const seen = new Map<string, Seen>();
	for (const filled of readings.teachers.rows) planOne(planning, 'teachers', seen, filled, teacherOf);
	for (const filled of readings.students.rows) planOne(planning, 'students', seen, filled, studentOf);
};

const planOne = <Row extends TeacherRow | StudentRow>(
	planning: Planning,
	form: PeopleForm,
	seen: Map<string, Seen>,
	filled: FilledRow<Row>,
	state: (planning: Planning, filled: FilledRow<Row>, school: KnownSchool) => Stated | null,
): void => {
	const { row, values } = filled;
	const key = loginKey(values.loginName);
	const first = seen.get(key);
	if (first !== undefined) {
		add(planning, form, {
			code: 'duplicate',
			row,
			field: 'loginName',
			details: { row: placeOf(first, form, planning) },
		});
		return;
	}
	seen.set(key, { form, row });
	const school = schoolOf(planning, form, filled);
	const stated = school === null ? null : state(planning, filled, school);
	if (stated === null) return;
	const holder = planning.state.people.get(key);
	if (holder === undefined) {
		planning.plan.people.create.push({ ...stated, personId: planning.ids.person() });
		planning.plan.counts[form].created += 1;
	} else {
		planKnown(planning, form, row, stated, holder);
	}
};

const planKnown = (
	planning: Planning,
	form: PeopleForm,
	row: number,
	stated: Stated,
	holder: RosterPerson,
): void => {
	const { countyId, ownSchoolId } = planning.state;
	const strange = holder.countyId !== countyId || (ownSchoolId !== null && holder.schoolId !== ownSchoolId);
	if (strange) {
		add(planning, form, { code: 'taken', row, field: 'loginName' });
		return;
	}
	if (holder.role !== stated.role) {
		const details = { role: roleWords[holder.role][planning.language === 'en' ? 'en' : 'zh'] };
		add(planning, form, { code: 'other-role', row, field: 'loginName', details });
		return;
	}
	const subjects = stated.keepsSubjects ? holder.subjects : stated.subjects;
	const retold = holder.name !== stated.name || !sameSubjects(holder.subjects, subjects);
	const moved = holder.schoolId !== stated.schoolId || holder.classGroupId !== stated.classGroupId;
	const { personId } = holder;
	const { name, schoolId, classGroupId } = stated;
	if (retold || moved) {
		planning.plan.people.update.push({ personId, name, schoolId, classGroupId, subjects, moved, retold });
	}
	planning.plan.counts[form][retold || moved ? 'updated' : 'unchanged'] += 1;
};

const teacherOf = (planning: Planning, { values }: FilledRow<TeacherRow>, school: KnownSchool): Stated => ({
	...common(values, school),
	role: 'teacher',
	classGroupId: null,
	classGroup: null,
	subjects: values.subjects,
	keepsSubjects: !has(planning.readings.teachers, 'subjects'),
});

const studentOf = (
	planning: Planning,
	{ row, values }: FilledRow<StudentRow>,
	school: KnownSchool,
): Stated | null => {
	const group = classOf(planning, row, school, values.group);
	if (group === null) return null;
	const { classGroupId, name } = group;
	return {
		...common(values, school),
		role: 'student',
		classGroupId,
		classGroup: name,
		subjects: [],
		keepsSubjects: false,
	};
};

/** Null, with a finding, when the school has no such class. */
const classOf = (planning: Planning, row: number, school: KnownSchool, name: string): KnownClass | null => {
	const found = planning.classes.find(school.schoolId, name);
	if (found.is === 'one') return found.thing;
	const near = planning.classes.near(school.schoolId, name);
	refuseMissing(planning, 'students', found, { row, field: 'group', what: 'class', name, near });
	return null;
};

const common = ({ name, loginName }: { name: string; loginName: string }, school: KnownSchool) => ({
	name,
	loginName,
	loginKey: loginKey(loginName),
	schoolId: school.schoolId,
	school: school.name,
});

const sameSubjects = (one: readonly string[], other: readonly string[]): boolean =>
	one.length === other.length && one.every((subject) => other.includes(subject));

const placeOf = ({ form, row }: Seen, here: PeopleForm, { readings, language }: Planning): string => {
	if (form === here) return String(row);
	const name = readings[form].sheet?.name ?? '';
	return language === 'en' ? `${row} of "${name}"` : `${row}（“${name}”表）`;
};

const roleWords: Readonly<Record<PersonRole, { zh: string; en: string }>> = {
	'county-admin': { zh: '县级管理员', en: 'a county administrator' },
	'school-admin': { zh: '学校管理员', en: 'a school administrator' },
	teacher: { zh: '教师', en: 'a teacher' },
	assistant: { zh: '辅助教师', en: 'an assistant' },
	student: { zh: '学生', en: 'a student' },
	inspector: { zh: '巡课员', en: 'an inspector' },
};
