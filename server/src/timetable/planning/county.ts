// The input made ready: every lesson that one may think of, with what it takes and which rules it breaks by itself.
import { shared } from '../bells/bells.ts';
import type { Slot } from './cells.ts';
import { Cells } from './cells.ts';
import type { Need, PlannedSchool, PlannedTeacher, PlanningInput } from './input.ts';
import { bandOf } from './input.ts';
import type { Fits } from './fits.ts';
import { fitsIn } from './fits.ts';
import type { Rule } from './proposal.ts';

/** A way to give all lessons of a need; the slots are another matter. */
export interface Option {
	readonly need: Need;
	readonly teacher: PlannedTeacher;
	readonly communityId: string | null;
	readonly classroomId: string | null;
	/** Of the teacher's lessons, the ones with the same group may be one. */
	readonly group: string;
	readonly breaks: readonly Rule[];
}

export interface TeacherWeek {
	readonly teacher: PlannedTeacher;
	readonly slots: readonly Slot[];
	/** Of these, the slots in which the teacher is not there. */
	readonly away: ReadonlySet<Slot>;
}

export interface County {
	readonly input: PlanningInput;
	readonly cellCount: number;
	readonly weeks: ReadonlyMap<PlannedTeacher, TeacherWeek>;
	/** Options that break no rule by themselves. */
	readonly options: ReadonlyMap<Need, readonly Option[]>;
	/** Every teacher, community and classroom. */
	readonly allOptions: (need: Need) => Option[];
	readonly fits: Fits;
	readonly givenCells: readonly (readonly number[])[];
}

export const countyOf = (input: PlanningInput): County => {
	const cells = new Cells(input);
	const schools = new Map(input.schools.map((school) => [school.id, school]));
	const slots = new Map(input.schools.map((school) => [school.id, cells.slotsOf(school)]));
	const weeks = new Map(
		input.teachers.map((teacher) => [teacher, weekOf(teacher, slots.get(teacher.schoolId) ?? [])]),
	);
	const allOptions = (need: Need): Option[] => optionsOf(input, schools, need);
	return {
		input,
		cellCount: cells.count,
		weeks,
		allOptions,
		options: new Map(
			input.needs.map((need) => [need, allOptions(need).filter(({ breaks }) => breaks.length === 0)]),
		),
		fits: fitsIn(input, schools),
		givenCells: input.given.map((lesson) => cells.cellsOf(lesson)),
	};
};

const weekOf = (teacher: PlannedTeacher, slots: readonly Slot[]): TeacherWeek => ({
	teacher,
	slots,
	away: new Set(
		slots.filter(({ weekday, spans }) =>
			teacher.away.some((away) => away.weekday === weekday && spans.some((span) => shared(span, away) > 0)),
		),
	),
});

const optionsOf = (
	input: PlanningInput,
	schools: ReadonlyMap<string, PlannedSchool>,
	need: Need,
): Option[] => {
	const rooms = schools.get(need.schoolId)?.receivingClassroomIds ?? [];
	return input.teachers.flatMap((teacher) => {
		const communities = input.communities
			.filter(
				(each) => each.coreSchoolId === teacher.schoolId && each.memberSchoolIds.includes(need.schoolId),
			)
			.map(({ id }) => id);
		return orNull(communities).flatMap((communityId) =>
			orNull(rooms).map((classroomId) => ({
				need,
				teacher,
				communityId,
				classroomId,
				group: [communityId, need.subject, bandOf(input.rules, need.grades)].join(' '),
				breaks: [
					...(communityId === null ? ['community' as const] : []),
					...(classroomId === null ? ['no-classroom' as const] : []),
					...abilityBreaks(teacher, need),
					...((need.withTeacherId ?? teacher.id) === teacher.id ? [] : ['one-teacher' as const]),
				],
			})),
		);
	});
};

const orNull = (ids: readonly string[]): readonly (string | null)[] => (ids.length === 0 ? [null] : ids);

const abilityBreaks = ({ abilities }: PlannedTeacher, { subject, grades }: Need): Rule[] => {
	const able = abilities.filter((ability) => ability.subject === subject);
	if (able.length === 0) return ['subject'];
	return grades.every((grade) => able.some((each) => each.grades.includes(grade))) ? [] : ['grade'];
};
