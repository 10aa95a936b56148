import { expect, test } from 'vitest';
import { drawCounty } from './blueprint.ts';

const plan = drawCounty();
const schools = plan.communities.flatMap(({ core, members }) => [core, ...members]);
const classrooms = schools.flatMap((school) => school.classrooms);
const students = schools.flatMap((school) => school.classes.flatMap((group) => group.students));
const staff = [...plan.staff, ...schools.flatMap((school) => school.staff)];

test('the county has 9 communities, 58 schools, 62 interactive and 8 recording classrooms', () => {
	expect(plan.communities).toHaveLength(9);
	expect(schools).toHaveLength(58);
	expect(classrooms.filter(({ kind }) => kind === 'interactive')).toHaveLength(62);
	expect(classrooms.filter(({ kind }) => kind === 'recording')).toHaveLength(8);
});

test('schools, classes of a school and sign-in names are unlike each other', () => {
	const unique = (values: string[]) => expect(new Set(values).size).toBe(values.length);
	unique(schools.map(({ name }) => name));
	unique([...staff, ...students].map(({ loginName }) => loginName));
	for (const school of schools) unique(school.classes.map(({ name }) => name));
});

test('grown-ups have names of their own, and children hardly ever share one', () => {
	expect(new Set(staff.map(({ name }) => name)).size).toBe(staff.length);
	expect(new Set(students.map(({ name }) => name)).size).toBeGreaterThan(students.length * 0.9);
	for (const { name } of [...staff, ...students]) expect(name).toMatch(/^\p{Script=Han}{3}$/u);
});

test('every role is there, and every core school has a music teacher', () => {
	const roles = new Set([...staff, ...students].map(({ role }) => role));
	expect([...roles].sort()).toEqual(
		['assistant', 'county-admin', 'inspector', 'school-admin', 'student', 'teacher'].sort(),
	);
	for (const { core } of plan.communities) {
		expect(core.staff.some(({ subjects }) => subjects.includes('music'))).toBe(true);
	}
});

test('it is the same every time', () => {
	expect(drawCounty()).toEqual(plan);
});
