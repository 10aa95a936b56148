// The simulated county: some core schools, each with its teacher and a village that takes its lessons; and a term of
// lessons, planned as an administrator plans them.
import type { ClassroomId, LessonId, PersonId, SchoolId } from '@classroom/protocol';
import { CountyId, DeviceId, PersonId as PersonIdSchema } from '@classroom/protocol';
import type { ClassroomCaller, PersonCaller } from '../../../server/src/identity/index.ts';
import type { NoTables } from '../../../server/src/platform/index.ts';
import { inTransaction, openDatabase } from '../../../server/src/platform/index.ts';
import { createSchoolDirectory } from '../../../server/src/schools/index.ts';
import { addDays, startOfDay } from '../../../server/src/timetable/index.ts';
import type { Features } from '../../../server/src/features.ts';
import type { Random } from './random.ts';
import type { TermClock } from './termClock.ts';

export const minute = 60_000;
const zone = 'Asia/Shanghai';
const countyId = CountyId.parse('county');

export const administrator: PersonCaller = {
	kind: 'person',
	personId: PersonIdSchema.parse('administrator'),
	countyId,
	role: 'county-admin',
	schoolId: null,
	classGroupId: null,
	name: '教研员',
	sessionId: 'session',
	mustChangePassword: false,
};

/** Who gives and who gets the lessons of one line of the timetable. */
interface Pair {
	readonly teacher: PersonCaller;
	readonly device: ClassroomCaller;
	readonly plan: {
		readonly teacherId: PersonId;
		readonly receivingClassroomIds: ClassroomId[];
	};
}

export interface SimulatedLesson {
	readonly lessonId: LessonId;
	readonly start: number;
	readonly end: number;
	readonly cancelled: boolean;
	/** When the next lesson of the same teacher and classroom begins on this day; null: none does. */
	readonly next: number | null;
	readonly teacher: PersonCaller;
	readonly device: ClassroomCaller;
	/** The teacher does not come. */
	readonly absent: boolean;
	/** When the teacher has had enough, and whether the lesson is ended then or just left. */
	readonly leavesAt: number;
	readonly endsIt: boolean;
	/** When the teacher asks for ten more minutes; null: never. */
	readonly extendsAt: number | null;
}

export type SchoolDay = readonly SimulatedLesson[];

export interface TermShape {
	readonly weeks: number;
	/** 2: in odd weeks only (单周). */
	readonly everyWeeks: number;
	/** Days of the week with lessons, 0: Monday. */
	readonly weekdays: readonly number[];
	readonly pairs: number;
}

const makePair = async ({ schools, identity }: Features, n: number): Promise<Pair> => {
	const school = async (name: string): Promise<SchoolId> => {
		const body = { name, kind: 'member' as const, town: null, linkDownKbps: null, linkUpKbps: null };
		return (await schools.schools.create(administrator, body)).schoolId;
	};
	const [core, village] = [await school(`第${n}中心小学`), await school(`第${n}教学点`)];
	const { classroomId } = await schools.classrooms.create(
		administrator,
		{ countyId, schoolId: null },
		{
			...{ schoolId: village, name: '互动教室', kind: 'interactive' as const },
		},
	);
	const person = await identity.people.create({
		...{ countyId, loginName: `teacher-${n}`, name: `老师${n}`, role: 'teacher', schoolId: core },
		...{ classGroupId: null, subjects: [], password: null, mustChangePassword: false },
	});
	const { personId } = person;
	return {
		teacher: { ...administrator, personId, role: 'teacher', schoolId: core, sessionId: `s-${n}` },
		device: {
			...{ kind: 'classroom', deviceId: DeviceId.parse(`device-${n}`), classroomId },
			...{ schoolId: village, countyId, name: '互动教室' },
		},
		plan: { teacherId: personId, receivingClassroomIds: [classroomId] },
	};
};

/** Makes the county in an empty database and plans its term; by day. */
export const planTerm = async (
	{ url, clock, random }: { readonly url: string; readonly clock: TermClock; readonly random: Random },
	features: Features,
	shape: TermShape,
): Promise<SchoolDay[]> => {
	const database = await openDatabase(url);
	const directory = createSchoolDirectory(database, clock.view());
	await inTransaction(database.as<NoTables>(), (tx) =>
		directory.createCounty(tx, { countyId, name: '云岭县' }),
	);
	await database.close();
	const pairs: Pair[] = [];
	for (let n = 1; n <= shape.pairs; n += 1) pairs.push(await makePair(features, n));
	const days: SchoolDay[] = [];
	for (let week = 0; week < shape.weeks; week += shape.everyWeeks) {
		for (const weekday of shape.weekdays) {
			const morning = startOfDay(addDays('2026-03-02', week * 7 + weekday), zone) + 9 * 60 * minute;
			const plans = pairs.map((pair) => planMorning(features, random, pair, morning));
			days.push((await Promise.all(plans)).flat());
		}
	}
	return days;
};

/** Two short lessons one after the other, with a break of 0 to 10 minutes. */
const planMorning = async (
	{ timetable }: Features,
	random: Random,
	pair: Pair,
	morning: number,
): Promise<SimulatedLesson[]> => {
	const first = morning + random.whole(0, 2) * minute;
	const firstEnd = first + random.whole(8, 14) * minute;
	const second = firstEnd + random.whole(0, 10) * minute;
	const secondEnd = second + random.whole(8, 14) * minute;
	const [cancelFirst, cancelSecond] = [random.chance(0.05), random.chance(0.05)];
	const times = [
		{ start: first, end: firstEnd, next: cancelSecond ? null : second, cancelled: cancelFirst },
		{ start: second, end: secondEnd, next: null, cancelled: cancelSecond },
	].map((each) => ({ ...each, ...habitsOf(random, each.end) }));
	const lessons: SimulatedLesson[] = [];
	for (const { start, end, cancelled, ...rest } of times) {
		const { lessonId } = await timetable.planner.plan(administrator, {
			...{ title: '三年级音乐', kind: 'delivered', subject: 'music', sendingClassroomId: null },
			...pair.plan,
			classGroupIds: [],
			...{ plannedStart: start, lengthMs: end - start },
		});
		if (cancelled) await timetable.planner.cancel(administrator, lessonId, '停电');
		const { teacher, device } = pair;
		lessons.push({ lessonId, start, end, cancelled, teacher, device, ...rest });
	}
	return lessons;
};

const habitsOf = (random: Random, end: number) => ({
	absent: random.chance(0.08),
	leavesAt: end + random.whole(-2, 13) * minute,
	endsIt: random.chance(0.5),
	extendsAt: random.chance(0.2) ? end - 2 * minute : null,
});
