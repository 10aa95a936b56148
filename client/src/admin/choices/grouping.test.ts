import { expect, test } from 'vitest';
import { SchoolId } from '@classroom/protocol';
import type { ClassGroup, Classroom, Community } from '@classroom/protocol';
import { lastDayOf, roomOf, searched, untilOf } from '../communities/membership.ts';
import { classroomTree, classTree, withChosen } from './grouping.ts';

const classroom = (classroomId: string, schoolId: string, school: string) =>
	({ classroomId, schoolId, school, name: '互动教室' }) as unknown as Classroom;
const group = (name: string, schools: string[]) => ({
	groupId: name,
	name,
	schoolIds: schools.map((each) => SchoolId.parse(each)),
});
const community = (name: string, schools: string[], limits = { min: 0, max: null as number | null }) =>
	({
		communityId: name,
		name,
		kind: 'community',
		members: schools.map((schoolId, place) => ({
			schoolId,
			school: schoolId,
			role: place === 0 ? 'core' : 'member',
		})),
		coming: [],
		memberLimits: limits,
	}) as unknown as Community;

test('classrooms by community, core school first, each once, and the rest last', () => {
	const tree = classroomTree(
		[
			classroom('c2', 's2', '罗山教学点'),
			classroom('c1', 's1', '中心小学'),
			classroom('c3', 's3', '孤山小学'),
		],
		[group('青石', ['s1', 's2']), group('城关', ['s2'])],
		'云岭县',
		'其他学校',
	);
	expect(tree.map(({ title, children }) => [title, children?.map(({ value }) => value)])).toEqual([
		['青石', ['c1', 'c2']],
		['其他学校', ['c3']],
	]);
	expect(tree[0]?.children?.[1]?.found).toContain('青石');
});

test('classes by school, said with their school', () => {
	const group = (classGroupId: string, school: string) =>
		({ classGroupId, school, name: '三年级' }) as unknown as ClassGroup;
	const [first] = classTree([group('g1', '云岭县罗山教学点')], '云岭县');
	expect(first).toMatchObject({
		title: '罗山教学点',
		children: [{ value: 'g1', label: '罗山教学点 三年级' }],
	});
});

test('what is chosen stays choosable', () => {
	expect(withChosen(['a'], ['a', 'b'], (item) => item)).toEqual(['a', 'b']);
});

test('how many schools a community may have', () => {
	expect(roomOf(community('x', ['s1', 's2']))).toEqual({ kind: 'any' });
	expect(roomOf(community('x', ['s1'], { min: 1, max: 2 }))).toMatchObject({ kind: 'few' });
	expect(roomOf(community('x', ['s1', 's2'], { min: 1, max: 2 }))).toMatchObject({
		kind: 'fits',
		members: 1,
	});
	expect(roomOf(community('x', ['s1', 's2', 's3'], { min: 1, max: 2 }))).toMatchObject({ kind: 'full' });
});

test('a last day is the day before the first without', () => {
	expect(untilOf('2026-02-28')).toBe('2026-03-01');
	expect(lastDayOf('2026-03-01')).toBe('2026-02-28');
	expect(untilOf(null)).toBeNull();
});

test('communities by their own name or a school of theirs', () => {
	const all = [community('青石', ['s1']), community('城关', ['s2'])];
	expect(searched(all, 's2')).toEqual([all[1]]);
	expect(searched(all, '')).toEqual(all);
});
