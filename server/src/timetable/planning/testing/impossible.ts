// Counties in which something cannot be placed, by construction, each with the one rule that is the reason.
import type { Weekday } from '../../term/term.ts';
import type { PlannedSchool, PlannedTeacher, PlanningInput, PlanningRules } from '../input.ts';
import type { Rule, Unplaced } from '../proposal.ts';
import { bellsFrom, seededCounty } from './counties.ts';

export interface ImpossibleCounty {
	readonly rule: Rule;
	readonly why: Unplaced['why'];
	/** One that can have nothing, or not all; null: any of them. */
	readonly needId: string | null;
	readonly input: PlanningInput;
}

const base = (seed: number): PlanningInput =>
	seededCounty({
		seed,
		communities: 2,
		points: 2,
		subjects: ['music', 'art'],
		lessonsAWeek: 2,
		teachers: 2,
	});

/** What the counties are broken at. */
const point = 'c1-p1';
const needId = `${point}-music`;
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];
const allWeek = weekdays.map((weekday) => ({ weekday, from: 0, until: 24 * 60 }));

const teachers = (input: PlanningInput, change: (teacher: PlannedTeacher) => Partial<PlannedTeacher>) => ({
	...input,
	teachers: input.teachers.map((teacher) => ({
		...teacher,
		...(teacher.id.startsWith('c1-') ? change(teacher) : {}),
	})),
});
const atPoint = (input: PlanningInput, change: Partial<PlannedSchool>): PlanningInput => ({
	...input,
	schools: input.schools.map((school) => ({ ...school, ...(school.id === point ? change : {}) })),
});
const ruled = (input: PlanningInput, change: Partial<PlanningRules>): PlanningInput => ({
	...input,
	rules: { ...input.rules, ...change },
});
const without = (teacher: PlannedTeacher): Partial<PlannedTeacher> => ({
	abilities: teacher.abilities.filter(({ subject }) => subject !== 'music'),
});
const noGrades = (teacher: PlannedTeacher): Partial<PlannedTeacher> => ({
	abilities: teacher.abilities.map((each) => ({ ...each, grades: [9] })),
});
const taken = (
	input: PlanningInput,
	what: { classroomIds?: string[]; classGroupIds?: string[]; teacherIds?: string[] },
) => ({
	...input,
	given: [...(what.teacherIds ?? [null])].flatMap((teacherId) =>
		allWeek.map(({ weekday, from, until }) => ({
			weekday,
			at: { from, until },
			teacherId,
			classroomIds: what.classroomIds ?? [],
			classGroupIds: what.classGroupIds ?? [],
			schoolIds: [],
			recorded: false,
		})),
	),
});
const rooms = (input: PlanningInput): string[] => [
	...(input.schools.find(({ id }) => id === point)?.receivingClassroomIds ?? []),
];

export const impossibleCounties = (): ImpossibleCounty[] => {
	const alone = (rule: Rule, input: PlanningInput): ImpossibleCounty => ({
		rule,
		why: 'alone',
		needId,
		input,
	});
	const [a, b] = [base(11), base(12)];
	const musicTeachers = a.teachers.filter(
		({ schoolId, abilities }) =>
			schoolId === 'c1-core' && abilities.some(({ subject }) => subject === 'music'),
	);
	const studios = b.teachers.flatMap(({ id, sendingClassroomId }) =>
		id.startsWith('c1-') && sendingClassroomId !== null ? [sendingClassroomId] : [],
	);
	return [
		alone('subject', teachers(a, without)),
		alone('grade', teachers(b, noGrades)),
		alone('bells', atPoint(a, { bells: bellsFrom(18 * 60, 22 * 60) })),
		alone(
			'away',
			teachers(b, () => ({ away: allWeek })),
		),
		alone(
			'teacher-load',
			teachers(a, () => ({ mostAWeek: 1 })),
		),
		alone('link', atPoint(b, { linkLessons: 0 })),
		alone('no-classroom', atPoint(a, { receivingClassroomIds: [] })),
		alone('receiving-classroom', taken(b, { classroomIds: rooms(b) })),
		alone('class', taken(a, { classGroupIds: [`${point}-class`] })),
		alone(
			'teacher-taken',
			taken(
				teachers(a, () => ({ mostADay: 99, mostAWeek: 99 })),
				{ teacherIds: musicTeachers.map(({ id }) => id) },
			),
		),
		alone(
			'sending-classroom',
			taken(
				teachers(b, (teacher) => ({
					sendingClassroomId: teacher.sendingClassroomId ?? studios[0] ?? 'studio',
				})),
				{ classroomIds: [...studios, 'studio'] },
			),
		),
		alone('recorder', ruled(a, { recorderPlaces: 0 })),
		alone('sfu', ruled(b, { sfuPlaces: 1 })),
		alone('community', {
			...a,
			communities: a.communities.map((each) => ({
				...each,
				memberSchoolIds: each.memberSchoolIds.filter((id) => id !== point),
			})),
		}),
		{ rule: 'teacher-load', why: 'together', needId: null, input: tooMuchFor(3) },
		{ rule: 'recorder', why: 'together', needId: null, input: oneRecorder() },
	];
};

/** Two schools want two lessons each, not taught together; the teachers have one less to give. */
const tooMuchFor = (mostAWeek: number): PlanningInput =>
	ruled(
		teachers(onlyMusic(base(13)), () => ({ mostAWeek })),
		{ receivingMost: 1 },
	);

/** One recorder place on one day of seven periods, for eight lessons. */
const oneRecorder = (): PlanningInput => {
	const input = seededCounty({
		seed: 14,
		communities: 2,
		points: 4,
		subjects: ['music'],
		lessonsAWeek: 1,
		teachers: 1,
	});
	return ruled(
		{ ...input, teachers: input.teachers.map((each) => ({ ...each, away: [], mostADay: 7, mostAWeek: 7 })) },
		{ weekdays: [2], receivingMost: 1, recorderPlaces: 1 },
	);
};

/** One community and one teacher for its music. */
const onlyMusic = (input: PlanningInput): PlanningInput => ({
	...input,
	communities: input.communities.slice(0, 1),
	teachers: input.teachers
		.filter(({ schoolId }) => schoolId === 'c1-core')
		.slice(0, 1)
		.map((teacher) => ({ ...teacher, abilities: [{ subject: 'music', grades: [1, 2, 3, 4, 5, 6] }] })),
	needs: input.needs.filter(({ schoolId, subject }) => schoolId.startsWith('c1-') && subject === 'music'),
});
