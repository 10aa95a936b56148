// Schools, classrooms and classes of an import. Pure.
import { has } from '../../platform/index.ts';
import { nameKey } from '../searchText.ts';
import { Names } from './names.ts';
import type { Planning } from './planning.ts';
import { add, isTwice, schoolOf, whatOf } from './planning.ts';
import type { FormId } from './rosterForms.ts';
import type { RosterPlan } from './rosterPlan.ts';
import type { KnownClass, KnownClassroom, KnownSchool } from './rosterState.ts';

export const planSchools = (planning: Planning): void => {
	const { readings, state, ids, plan, schools } = planning;
	for (const school of state.schools) schools.add('', school.name, school);
	const seen = new Map<string, number>();
	for (const { row, values } of readings.schools.rows) {
		if (isTwice(planning, 'schools', seen, nameKey(values.name), row, 'name')) continue;
		const found = schools.find('', values.name);
		if (found.is === 'several') {
			add(planning, 'schools', {
				code: 'ambiguous',
				row,
				field: 'name',
				details: whatOf('school', planning),
			});
			continue;
		}
		const known = found.is === 'one' ? found.thing : null;
		const keep = <T>(field: keyof typeof values, stated: T, before: T | undefined, otherwise: T): T =>
			has(readings.schools, field) ? stated : (before ?? otherwise);
		const school: KnownSchool = {
			schoolId: known?.schoolId ?? ids.school(),
			name: known?.name ?? values.name,
			kind: values.kind,
			town: keep('town', values.town, known?.town, null),
			linkDownKbps: keep('down', kbps(values.down), known?.linkDownKbps, null),
			linkUpKbps: keep('up', kbps(values.up), known?.linkUpKbps, null),
		};
		const same = known !== null && sameThing(known, school);
		if (state.ownSchoolId !== null && !same) {
			add(planning, 'schools', { code: 'county-only', row, field: null });
			continue;
		}
		if (known === null) schools.add('', school.name, school);
		note(plan.schools, plan.counts.schools, school, known === null, same);
	}
	for (const { values } of readings.schools.broken) {
		const { name } = values;
		if (name === undefined || schools.find('', name).is !== 'none') continue;
		// Others may refer to it as if its row were right already.
		const assumed = { kind: 'member' as const, town: null, linkDownKbps: null, linkUpKbps: null };
		schools.add('', name, { ...assumed, schoolId: ids.school(), name });
	}
};

const kbps = (mbps: number | null): number | null => (mbps === null ? null : Math.round(mbps * 1000));

export const planClassrooms = (planning: Planning): void => {
	const { readings, state, ids, plan } = planning;
	for (const broken of readings.classrooms.broken) schoolOf(planning, 'classrooms', broken);
	const classrooms = new Names<KnownClassroom>();
	for (const classroom of state.classrooms) classrooms.add(classroom.schoolId, classroom.name, classroom);
	const seen = new Map<string, number>();
	for (const filled of readings.classrooms.rows) {
		const { row, values } = filled;
		const school = schoolOf(planning, 'classrooms', filled);
		if (school === null) continue;
		const key = `${school.schoolId}\n${nameKey(values.name)}`;
		if (isTwice(planning, 'classrooms', seen, key, row, 'name')) continue;
		const found = classrooms.find(school.schoolId, values.name);
		if (found.is === 'several') {
			add(planning, 'classrooms', {
				code: 'ambiguous',
				row,
				field: 'name',
				details: whatOf('classroom', planning),
			});
			continue;
		}
		const known = found.is === 'one' ? found.thing : null;
		const classroom: KnownClassroom = {
			classroomId: known?.classroomId ?? ids.classroom(),
			schoolId: school.schoolId,
			name: known?.name ?? values.name,
			kind: values.kind,
		};
		note(
			plan.classrooms,
			plan.counts.classrooms,
			classroom,
			known === null,
			known !== null && sameThing(known, classroom),
		);
	}
};

export const planClasses = (planning: Planning): void => {
	const { readings, state, ids, plan, classes } = planning;
	for (const group of state.classes) classes.add(group.schoolId, group.name, group);
	for (const broken of readings.classes.broken) {
		const school = schoolOf(planning, 'classes', broken);
		const { name, grade } = broken.values;
		if (school === null || name === undefined || classes.find(school.schoolId, name).is !== 'none') continue;
		const { schoolId } = school;
		classes.add(schoolId, name, { classGroupId: ids.classGroup(), schoolId, name, grade: grade ?? 1 });
	}
	const seen = new Map<string, number>();
	for (const filled of readings.classes.rows) {
		const { row, values } = filled;
		const school = schoolOf(planning, 'classes', filled);
		if (school === null) continue;
		const key = `${school.schoolId}\n${nameKey(values.name)}`;
		if (isTwice(planning, 'classes', seen, key, row, 'name')) continue;
		const found = classes.find(school.schoolId, values.name);
		if (found.is === 'several') {
			add(planning, 'classes', { code: 'ambiguous', row, field: 'name', details: whatOf('class', planning) });
			continue;
		}
		const known = found.is === 'one' ? found.thing : null;
		const group: KnownClass = {
			classGroupId: known?.classGroupId ?? ids.classGroup(),
			schoolId: school.schoolId,
			name: known?.name ?? values.name,
			grade: values.grade,
		};
		if (known === null) classes.add(school.schoolId, group.name, group);
		note(plan.classes, plan.counts.classes, group, known === null, known !== null && sameThing(known, group));
	}
};

const note = <T>(
	changes: { readonly create: T[]; readonly update: T[] },
	tally: RosterPlan['counts'][FormId],
	thing: T,
	isNew: boolean,
	same: boolean,
): void => {
	if (isNew) changes.create.push(thing);
	else if (!same) changes.update.push(thing);
	tally[isNew ? 'created' : same ? 'unchanged' : 'updated'] += 1;
};

const sameThing = (one: object, other: object): boolean =>
	JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
