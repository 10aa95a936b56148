import { ClassGroupId, ClassroomId, SchoolId } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { classesAt } from './pupils.ts';

const at = (classroom: string, school: string) => ({
	classroomId: ClassroomId.parse(classroom),
	schoolId: SchoolId.parse(school),
});
const of = (classGroup: string, school: string) => ({
	classGroupId: ClassGroupId.parse(classGroup),
	schoolId: SchoolId.parse(school),
});
const lesson = {
	receivingClassrooms: [at('luoshan', 'A'), at('east-1', 'B'), at('east-2', 'B'), at('west', 'C')],
	classGroups: [of('a3', 'A'), of('a4', 'A'), of('b3', 'B')],
};

test.each([
	['all classes of its school', 'luoshan', ['a3', 'a4']],
	['none where two rooms share them', 'east-1', []],
	['none where the school has none in the lesson', 'west', []],
	['none of a room that is not in the lesson', 'elsewhere', []],
])('%s', (_, classroom, expected) => {
	expect(classesAt(lesson, ClassroomId.parse(classroom))).toEqual(expected);
});
