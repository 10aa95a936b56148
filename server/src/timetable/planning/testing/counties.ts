// Counties made from a seed, for tests and measurements.
import type { Subject } from '@classroom/protocol';
import type { BellSchedule, Period } from '../../bells/bells.ts';
import type { Weekday } from '../../term/term.ts';
import type { GivenLesson, Need, PlannedTeacher, PlanningInput } from '../input.ts';
import type { Random } from '../random.ts';
import { seeded, shuffled } from '../random.ts';

export interface CountySize {
	readonly seed: number;
	readonly communities: number;
	/** Teaching points of each. */
	readonly points: number;
	readonly subjects: readonly Subject[];
	readonly lessonsAWeek: number;
	/** Of each community, taking turns in the subjects. */
	readonly teachers: number;
	/** Weekly lessons that there are already, of each community. */
	readonly given?: number;
	readonly receivingMost?: number;
}

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];

export const seededCounty = (size: CountySize): PlanningInput => {
	const random = seeded(size.seed);
	const parts = Array.from({ length: size.communities }, (_, place) =>
		communityOf(size, `c${place + 1}`, random),
	);
	return {
		schools: parts.flatMap(({ schools }) => schools),
		communities: parts.map(({ community }) => community),
		teachers: parts.flatMap(({ teachers }) => teachers),
		needs: parts.flatMap(({ needs }) => needs),
		given: parts.flatMap(({ given }) => given),
		rules: {
			weekdays,
			seasonDays: ['2026-03-09', '2026-06-08'],
			leastShare: 0.85,
			receivingMost: size.receivingMost ?? 3,
			gradeBands: [
				[1, 2],
				[3, 4],
				[5, 6],
			],
			recorderPlaces: 8,
			sfuPlaces: 60,
		},
		weights: { mornings: 2, oneADay: 5, spread: 2, evenLoad: 1, evenDays: 1 },
	};
};

const whole = (random: Random, from: number, until: number): number =>
	from + Math.floor(random() * (until - from + 1));

const some = <T>(items: readonly [T, ...T[]], random: Random): T =>
	items[whole(random, 0, items.length - 1)] ?? items[0];

/** Four periods from `morning` and three from `afternoon`, minutes since midnight. */
export const periodsFrom = (morning: number, afternoon: number, pause = 10): Period[] =>
	[0, 1, 2, 3, 4, 5, 6].map((place) => {
		const from = place < 4 ? morning + place * (40 + pause) : afternoon + (place - 4) * (40 + pause);
		return { number: place + 1, name: `第${place + 1}节`, from, until: from + 40 };
	});

/** All year, and in summer with a later afternoon. */
export const bellsFrom = (morning: number, afternoon: number): BellSchedule[] => [
	{ name: '冬季', season: null, weekdays: null, periods: periodsFrom(morning, afternoon) },
	{
		name: '夏季',
		season: { from: '05-01', until: '09-30' },
		weekdays: null,
		periods: periodsFrom(morning, afternoon + 30),
	},
];

const communityOf = (size: CountySize, id: string, random: Random) => {
	const core = `${id}-core`;
	const points = Array.from({ length: size.points }, (_, place) => `${id}-p${place + 1}`);
	const morning = 8 * 60 + some([0, 5, 10] as const, random);
	const teachers = Array.from({ length: size.teachers }, (_, place) => teacherOf(size, core, place, random));
	const needs = points.flatMap((schoolId) => {
		const grade = whole(random, 1, 6);
		return size.subjects.map((subject): Need => ({
			id: `${schoolId}-${subject}`,
			schoolId,
			classGroupIds: [`${schoolId}-class`],
			subject,
			grades: [grade],
			lessonsAWeek: size.lessonsAWeek,
		}));
	});
	return {
		community: { id, coreSchoolId: core, memberSchoolIds: points },
		schools: [
			{ id: core, bells: bellsFrom(morning, 14 * 60), linkLessons: 4, receivingClassroomIds: [] },
			...points.map((pointId) => ({
				id: pointId,
				bells: bellsFrom(
					morning + some([0, 0, 5] as const, random),
					14 * 60 + some([0, 5, 20] as const, random),
				),
				linkLessons: some([1, 2, null] as const, random),
				receivingClassroomIds: [`${pointId}-room`, ...(random() < 0.2 ? [`${pointId}-room-2`] : [])],
			})),
		],
		teachers,
		needs,
		given: givenOf(size.given ?? 0, core, points, teachers, random),
	};
};

const teacherOf = (size: CountySize, schoolId: string, place: number, random: Random): PlannedTeacher => {
	const [first, ...others] = size.subjects;
	const subject = size.subjects[place % size.subjects.length] ?? 'music';
	const second = some(first === undefined ? [subject] : [first, ...others, subject], random);
	const abilities = [subject, ...(second !== subject && random() < 0.3 ? [second] : [])];
	const day = some([1, 2, 3, 4, 5] as const, random);
	return {
		id: `${schoolId}-t${place + 1}`,
		schoolId,
		abilities: abilities.map((each) => ({ subject: each, grades: [1, 2, 3, 4, 5, 6] })),
		away: random() < 0.5 ? [{ weekday: day, from: 13 * 60, until: 18 * 60 }] : [],
		mostAWeek: whole(random, 12, 16),
		mostADay: 4,
		sendingClassroomId: random() < 0.9 ? `${schoolId}-studio${(place % 4) + 1}` : null,
		prefersMornings: random() < 0.4,
	};
};

const givenOf = (
	count: number,
	core: string,
	points: readonly string[],
	teachers: readonly PlannedTeacher[],
	random: Random,
): GivenLesson[] =>
	shuffled(
		weekdays.flatMap((weekday) => [1, 2, 3, 4, 5, 6, 7].map((period) => ({ weekday, period }))),
		random,
	)
		.slice(0, count)
		.flatMap(({ weekday, period }): GivenLesson[] => {
			const teacher = teachers[whole(random, 0, teachers.length - 1)];
			const point = points[whole(random, 0, points.length - 1)];
			if (teacher === undefined || point === undefined) return [];
			const { sendingClassroomId } = teacher;
			return [
				{
					weekday,
					at: { schoolId: core, period },
					teacherId: teacher.id,
					classroomIds: [...(sendingClassroomId === null ? [] : [sendingClassroomId]), `${point}-room`],
					classGroupIds: [`${point}-class`],
					schoolIds: [core, point],
					recorded: true,
				},
			];
		});
