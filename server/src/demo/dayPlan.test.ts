import { ClassGroupId, ClassroomId, LessonId, PersonId, SchoolId } from '@classroom/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonRecord } from '../timetable/index.ts';
import { dayBounds, dayOf, lessonStatus } from '../timetable/index.ts';
import type { DemoLesson } from './dayPlan.ts';
import { isCurrent, planDay } from './dayPlan.ts';
import { demoCountyId } from './demoCounty.ts';
import type { StageCommunity } from './stage.ts';

const zone = 'Asia/Shanghai';
const minute = 60_000;
const monday = Date.parse('2026-03-02T00:00:00+08:00');

const place = (id: string) => ({
	classroomId: ClassroomId.parse(`room-${id}`),
	schoolId: SchoolId.parse(`school-${id}`),
	countyId: demoCountyId,
	name: '互动教室',
	school: id,
});
const stage: StageCommunity[] = [0, 1, 2, 3, 4].map((n) => ({
	sender: place(`core-${n}`),
	teachers: [
		{ personId: PersonId.parse(`teacher-${n}`), schoolId: SchoolId.parse(`school-core-${n}`), subjects: [] },
	],
	receivers: [1, 2, 3, 4, 5].map((member) => ({
		place: place(`member-${n}-${member}`),
		classes: [1, 2, 3].map((grade) => ({
			...place(`member-${n}-${member}`),
			classGroupId: ClassGroupId.parse(`class-${n}-${member}-${grade}`),
		})),
	})),
}));

const recordOf = ({ plan, cancelReason }: DemoLesson, place: number): LessonRecord => ({
	...plan,
	...plan.input,
	lessonId: LessonId.parse(`lesson-${place}`),
	teacher: '',
	plannedEnd: plan.input.plannedStart + plan.input.lengthMs,
	bookedEnd: plan.input.plannedStart + plan.input.lengthMs,
	createdAt: 1,
	revision: 0,
	changedAt: 1,
	cancelledAt: cancelReason === null ? null : 1,
	cancelReason,
	cancelCause: cancelReason === null ? null : 'person',
	series: null,
	own: { time: false, teacher: false, rest: false },
	makesUp: null,
	guestCounties: [],
	phase: null,
	startedAt: null,
	givenAt: null,
	explanation: null,
	absences: [],
	closedSchools: [],
	endedAt: null,
	movedEnd: null,
	recordingId: null,
});
const boundsOf = (now: number) => dayBounds(dayOf(now, zone), zone);

test('at any time of day one music lesson for three classrooms begins within two minutes', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 86_399_999 }), (sinceMidnight) => {
			const now = monday + sinceMidnight;
			const lessons = planDay(stage, [], now, boundsOf(now));
			const [first] = lessons;
			expect(first?.plan.input).toMatchObject({ kind: 'delivered', subject: 'music' });
			expect(first?.plan.receivingClassrooms).toHaveLength(3);
			expect(first?.plan.classGroups).toHaveLength(3);
			const headway = (first?.plan.input.plannedStart ?? 0) - now;
			expect(headway).toBeGreaterThanOrEqual(45_000);
			expect(headway).toBeLessThan(2 * minute);
			expect(lessons.map(recordOf).filter((each) => isCurrent(each, now))).toHaveLength(1);
		}),
	);
});

test('nothing in the past looks as if it had been taught, and all but the first stays within the day', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 86_399_999 }), (sinceMidnight) => {
			const now = monday + sinceMidnight;
			const [, ...others] = planDay(stage, [], now, boundsOf(now)).map(recordOf);
			for (const each of others) {
				if (each.plannedStart < now) expect(['missed', 'cancelled']).toContain(lessonStatus(each, now));
				expect(dayOf(each.plannedStart, zone)).toBe('2026-03-02');
				expect(dayOf(each.plannedEnd - 1, zone)).toBe('2026-03-02');
			}
		}),
	);
});

test('while one is on nothing is added; when it is over only one is, with classrooms that are free', () => {
	const now = monday + 9 * 60 * minute;
	const records = planDay(stage, [], now, boundsOf(now)).map(recordOf);
	expect(planDay(stage, records, now + 30 * minute, boundsOf(now))).toEqual([]);
	const later = now + 44 * minute;
	expect(records.some((each) => isCurrent(each, later))).toBe(true);
	const between = now + 100 * minute;
	const rest = records.filter((each) => !isCurrent(each, between));
	const added = planDay(stage, rest, between, boundsOf(now));
	expect(added).toHaveLength(1);
});

test('a county that can teach nobody gets no lesson', () => {
	expect(planDay([], [], monday, boundsOf(monday))).toEqual([]);
});
