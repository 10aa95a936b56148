import { ClassroomId, PersonId, SchoolId } from '@classroom/protocol';
import { expect, test } from 'vitest';
import { dayOf } from '../timetable/index.ts';
import { demoCountyId } from './demoCounty.ts';
import { openingsFor } from './openingPlan.ts';
import type { StageCommunity } from './stage.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-03-05T10:00:00+08:00');
const placeOf = (name: string) => ({
	classroomId: ClassroomId.parse(`${name}-room`),
	schoolId: SchoolId.parse(name),
	countyId: demoCountyId,
	name: '互动教室',
	school: name,
});
const community = (name: string): StageCommunity => ({
	sender: placeOf(`${name}-core`),
	teachers: [
		{
			personId: PersonId.parse(`${name}-teacher`),
			schoolId: SchoolId.parse(`${name}-core`),
			subjects: ['music'],
		},
	],
	receivers: ['a', 'b', 'c'].map((each) => ({ place: placeOf(`${name}-${each}`), classes: [] })),
});
const stage = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map(community);

test('each on a day of its own, none with more than its places, nobody twice, and who has a place receives it', () => {
	const openings = openingsFor(stage, now, zone);
	expect(openings).toHaveLength(5);
	expect(new Set(openings.map(({ plan }) => dayOf(plan.input.plannedStart, zone))).size).toBe(5);
	for (const { plan, applications, places, closesAt } of openings) {
		const rooms = applications.map(({ place }) => place.classroomId);
		expect(new Set([...rooms, plan.sendingClassroom?.classroomId]).size).toBe(rooms.length + 1);
		const seated = applications.filter(({ seat }) => seat !== null);
		expect(seated.map(({ seat }) => seat)).toEqual(seated.map((_, place) => place + 1));
		expect(seated.length).toBeLessThanOrEqual(places);
		expect(plan.input.receivingClassroomIds).toEqual(seated.map(({ place }) => place.classroomId));
		// Neither Saturday nor Sunday.
		expect(new Date(plan.input.plannedStart).getUTCDay() % 6).not.toBe(0);
		expect(closesAt).toBeGreaterThan(now);
		expect(closesAt).toBeLessThan(plan.input.plannedStart);
	}
});

test('something of each kind: full with a line, places left, to be confirmed, a community’s own, closed', () => {
	const openings = openingsFor(stage, now, zone);
	const taken = openings.map(({ applications }) => applications.filter(({ seat }) => seat !== null).length);
	expect(openings.map(({ places }, place) => places - taken[place]!)).toEqual([0, 3, 7, 3, 2]);
	expect(openings.map(({ within, byCommunity }) => within && byCommunity)).toEqual([
		false,
		false,
		false,
		true,
		false,
	]);
	expect(openings.map(({ closed }) => closed)).toEqual([false, false, false, false, true]);
	const own = openings.find(({ within }) => within);
	expect(own?.plan.sendingClassroom).toEqual(stage[0]?.sender);
	// Visitors are of the first community's core school: it has applied somewhere.
	expect(
		openings.filter(({ applications }) => applications.some(({ place }) => place === stage[0]?.sender)),
	).not.toEqual([]);
});

test('a county without communities has none', () => {
	expect(openingsFor([], now, zone)).toEqual([]);
});
