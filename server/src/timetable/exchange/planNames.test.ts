import { ClassGroupId, ClassroomId, CountyId, PersonId, SchoolId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Meant, NameSource } from './planNames.ts';
import { partsOfList, PlanNames } from './planNames.ts';

const [home, abroad] = [CountyId.parse('home'), CountyId.parse('abroad')];
const school = (id: string, name: string, countyId = home) => ({
	schoolId: SchoolId.parse(id),
	countyId,
	name,
	county: countyId === home ? '云岭县' : '邻县',
});
const place = (of: ReturnType<typeof school>, name: string) => ({
	classroomId: ClassroomId.parse(`${of.schoolId}-${name.length}`),
	schoolId: of.schoolId,
	countyId: of.countyId,
	school: of.name,
	name,
});
const group = (of: ReturnType<typeof school>, name: string) => ({
	classGroupId: ClassGroupId.parse(`${of.schoolId}-c`),
	schoolId: of.schoolId,
	countyId: of.countyId,
	school: of.name,
	name,
	grade: 3,
});
const teacher = (id: string, name: string, schoolId: string, loginName = id) => ({
	personId: PersonId.parse(id),
	schoolId: SchoolId.parse(schoolId),
	...{ name, loginName, disabled: false },
});

const core = school('core', '中心小学');
const village = school('village', '罗山教学点');
const twin = school('twin', '中心小学', abroad);
const far = school('far', '远山小学', abroad);
const source: NameSource = {
	countyId: home,
	schools: [twin, core, village, far],
	classrooms: [
		place(core, '录播教室'),
		place(core, '互动教室1'),
		place(village, '互动教室'),
		place(twin, '互动教室'),
	],
	classes: [group(core, '三年级（1）班'), group(village, '三年级'), group(far, '三年级')],
	teachers: [
		teacher('li1', '李晓梅', 'core'),
		teacher('li2', '李晓梅', 'village'),
		teacher('wang', '王强', 'core', 'li'),
	],
};
const names = new PlanNames(source);
const said = <T>(found: Meant<T>, name: (thing: T) => string): string =>
	found.is === 'one' ? name(found.thing) : found.is;

test.each([
	['中心小学', 'core'],
	[' 中心小学 ', 'core'],
	['邻县中心小学', 'twin'],
	['邻县·中心小学', 'twin'],
	['远山小学', 'far'],
	['云岭县中心小学', 'core'],
	['中心', 'none'],
])('school %s: %s', (text, expected) => {
	expect(said(names.school(text), ({ schoolId }) => schoolId)).toBe(expected);
});

test.each([
	['罗山教学点', 'village-4'],
	['罗山教学点/互动教室', 'village-4'],
	['罗山教学点 互动教室', 'village-4'],
	['罗山教学点互动教室', 'village-4'],
	['中心小学／录播教室', 'core-4'],
	['中心小学', 'several'],
	['邻县中心小学', 'twin-4'],
	['互动教室', 'none'],
])('classroom %s: %s', (text, expected) => {
	expect(said(names.classroom(text), ({ classroomId }) => classroomId)).toBe(expected);
});

test.each([
	['中心小学/三年级(1)班', [], 'core-c'],
	['三年级', ['village'], 'village-c'],
	['三年级', ['village', 'far'], 'several'],
	['三年级', ['core'], 'none'],
])('class %s at %j: %s', (text, schools, expected) => {
	const ids = schools.map((id) => SchoolId.parse(id));
	expect(said(names.class(text, ids), ({ classGroupId }) => classGroupId)).toBe(expected);
});

test.each([
	['李晓梅', 'village', 'li2'],
	['李晓梅', null, 'several'],
	['LI1', null, 'li1'],
	['li', null, 'wang'],
	['李小梅', null, 'none'],
])('teacher %s at %s: %s', (text, at, expected) => {
	const schoolId = at === null ? null : SchoolId.parse(at);
	expect(said(names.teacher(text, schoolId), ({ personId }) => personId)).toBe(expected);
});

test('what is written is read as the same', () => {
	for (const each of source.classrooms) {
		expect(names.classroom(names.writtenPlace(each))).toEqual({ is: 'one', thing: each });
	}
	for (const each of source.schools) {
		expect(names.school(names.writtenSchool(each.schoolId))).toEqual({ is: 'one', thing: each });
	}
	for (const each of source.teachers) {
		for (const { schoolId } of source.schools) {
			expect(names.teacher(names.writtenTeacher(each, schoolId), schoolId)).toEqual({
				is: 'one',
				thing: each,
			});
		}
	}
});

test('a list is divided at its commas and lines, but no name is', () => {
	const known = new Set(['甲、乙小学/教室', '丙小学']);
	const isName = (part: string): boolean => known.has(part);
	expect(partsOfList('甲、乙小学/教室\n丙小学，丁小学', isName)).toEqual([
		'甲、乙小学/教室',
		'丙小学',
		'丁小学',
	]);
	expect(partsOfList(' ；、\n', isName)).toEqual([]);
	const name = fc.stringMatching(/^[a-z]{1,6}$/);
	fc.assert(
		fc.property(fc.array(name), fc.constantFrom('、', '，', ',', '; ', '\n'), (all, between) => {
			expect(partsOfList(all.join(between), () => false)).toEqual(all);
		}),
	);
});
