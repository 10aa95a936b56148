import { ClassroomId, CommunityId, LessonId, PersonId, SchoolId } from '@classroom/protocol';
import type { TimetableLesson } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { axisOf, dayRows, lanesOf } from './dayAxis.ts';

const zone = 'Asia/Shanghai';
const room = (name: string) => ClassroomId.parse(name);
const lesson = (time: string, sending: string | null, ...receiving: string[]): TimetableLesson => {
	const from = Date.parse(`2026-03-04T${time}:00+08:00`);
	return {
		lessonId: LessonId.parse(`l${time.replace(':', '')}`),
		title: '音乐',
		kind: 'delivered',
		subject: 'music',
		teacherId: PersonId.parse('p'),
		sending: sending === null ? null : room(sending),
		receiving: receiving.map(room),
		classes: [],
		from,
		until: from + 40 * 60_000,
		status: 'planned',
		cancelCause: null,
		seriesId: null,
		makesUp: null,
		own: { time: false, teacher: false },
		mayChange: true,
	};
};
const classroom = (name: string, school: string) => ({
	classroomId: room(name),
	schoolId: SchoolId.parse(school),
	name,
	school,
});
const community = (name: string, ...schools: string[]) => ({
	communityId: CommunityId.parse(name),
	name,
	members: schools.map((schoolId) => ({
		membershipId: 'm' as never,
		communityId: CommunityId.parse(name),
		schoolId: SchoolId.parse(schoolId),
		school: schoolId,
		role: 'member' as const,
		from: '2026-01-01',
		until: null,
	})),
});

test('classrooms stand below their community, core school first; a lesson stands with each that is in it', () => {
	const day = {
		lessons: [lesson('08:20', 'a', 'b', 'x'), lesson('09:10', null, 'b')],
		classrooms: [classroom('b', 'village'), classroom('a', 'core'), classroom('x', 'far')],
	};
	const rows = dayRows(
		day,
		[community('east', 'core', 'village'), community('empty', 'nowhere')],
		'其他',
		zone,
	);
	expect(rows.map((row) => (row.kind === 'community' ? `${row.name} ${row.classrooms}` : row.key))).toEqual([
		'east 2',
		'a',
		'b',
		'其他 1',
		'x',
	]);
	const own = rows.flatMap((row) => (row.kind === 'classroom' ? [row.blocks.map(({ part }) => part)] : []));
	expect(own).toEqual([['sends'], ['receives', 'receives'], ['receives']]);
	expect(axisOf(day.lessons, zone)).toEqual({ from: 480, until: 1020 });
	expect(axisOf([lesson('19:10', null)], zone)).toEqual({ from: 480, until: 1200 });
	expect(axisOf([], zone, [{ from: 470, until: 510 }])).toEqual({ from: 420, until: 1020 });
});

test('lessons that lie over each other stand in lanes', () => {
	const at = (from: number, until: number) => ({
		lesson: lesson('08:20', null),
		span: { from, until },
		part: 'sends' as const,
	});
	const lanes = lanesOf([at(500, 540), at(530, 570), at(540, 580), at(600, 640)]);
	expect(lanes.map(({ lane }) => lane)).toEqual([0, 1, 0, 0]);
});
