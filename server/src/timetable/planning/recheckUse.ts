// What lessons take at the same time, for the re-check: by a sweep over the starts of each day.
import type { Span } from '../bells/bells.ts';
import { periodsOn } from '../bells/bells.ts';
import type { GivenLesson, PlanningInput } from './input.ts';
import type { ProposedSeries, Rule } from './proposal.ts';

export type PlanRule = Rule | 'unknown' | 'no-such-period' | 'too-many' | 'not-together' | 'other-classes';

export interface PlanFault {
	readonly rule: PlanRule;
	/** Who or what, and when. */
	readonly about: string;
}

/** One weekly lesson in one season. */
export interface TimedLesson {
	readonly series: ProposedSeries;
	readonly season: number;
	readonly weekday: number;
	readonly span: Span;
}

/** Something is taken for a while on one weekday of one season. */
export interface Use extends Span {
	readonly rule: Rule;
	/** What, on which day. */
	readonly of: string;
	readonly most: number;
	/** Whether the plan takes it, and not what there is already. */
	readonly isPlanned: boolean;
	/** Without it: in every week. */
	readonly weeks?: readonly number[] | undefined;
}

/** How many there are at the most in one week. */
export const fullestWeek = (all: readonly Pick<GivenLesson | Use, 'weeks'>[]): number => {
	const weeks = new Set(all.flatMap((each) => each.weeks ?? []));
	const inWeek = (week: number | null): number =>
		all.filter((each) => each.weeks === undefined || (week !== null && each.weeks.includes(week))).length;
	return Math.max(inWeek(null), ...[...weeks].map(inWeek));
};

export const usesOf = (timed: readonly TimedLesson[], input: PlanningInput): Use[] => [
	...timed.flatMap((lesson) => planned(lesson, input)),
	...input.given.flatMap((lesson) => given(lesson, input)),
];

type Taking = readonly [rule: Rule, id: string, most: number | null];

const uses = (taking: readonly Taking[], day: string, span: Span, isPlanned: boolean): Use[] =>
	taking.flatMap(([rule, id, most]) =>
		most === null ? [] : [{ rule, of: `${id} ${day}`, most, isPlanned, from: span.from, until: span.until }],
	);

const planned = ({ series, season, weekday, span }: TimedLesson, input: PlanningInput): Use[] => {
	const { recorderPlaces, sfuPlaces } = input.rules;
	const sender = input.teachers.find(({ id }) => id === series.teacherId)?.schoolId ?? '';
	const { sendingClassroomId, receivers, teacherId } = series;
	const taking: Taking[] = [
		['teacher-taken', `teacher ${teacherId}`, 1],
		['recorder', 'recorder', recorderPlaces],
		...(sendingClassroomId === null
			? []
			: [['sending-classroom', `classroom ${sendingClassroomId}`, 1] as const]),
		...receivers.map(({ classroomId }) => ['receiving-classroom', `classroom ${classroomId}`, 1] as const),
		...receivers.flatMap(({ classGroupIds }) =>
			classGroupIds.map((id) => ['class', `class ${id}`, 1] as const),
		),
		...ends([sender, ...receivers.map(({ schoolId }) => schoolId)], input, sfuPlaces),
	];
	return uses(taking, `${season} ${weekday}`, span, true);
};

const given = (lesson: GivenLesson, input: PlanningInput): Use[] => {
	const { recorderPlaces, sfuPlaces, seasonDays } = input.rules;
	const { at, teacherId, classroomIds, classGroupIds, schoolIds, recorded, weekday } = lesson;
	const taking: Taking[] = [
		...(teacherId === null ? [] : [['teacher-taken', `teacher ${teacherId}`, 1] as const]),
		...(recorded ? [['recorder', 'recorder', recorderPlaces] as const] : []),
		...classroomIds.map((id) => ['receiving-classroom', `classroom ${id}`, 1] as const),
		...classGroupIds.map((id) => ['class', `class ${id}`, 1] as const),
		...ends(schoolIds, input, sfuPlaces),
	];
	return seasonDays.flatMap((day, season) => {
		const spans =
			'from' in at
				? [at]
				: periodsOn(input.schools.find(({ id }) => id === at.schoolId)?.bells ?? [], day, weekday).filter(
						({ number }) => number === at.period,
					);
		return spans.flatMap((span) =>
			uses(taking, `${season} ${weekday}`, span, false).map((use) => ({ ...use, weeks: lesson.weeks })),
		);
	});
};

const ends = (schoolIds: readonly string[], { schools }: PlanningInput, sfuPlaces: number | null): Taking[] =>
	schoolIds.flatMap((schoolId): Taking[] => [
		['link', `link ${schoolId}`, schools.find(({ id }) => id === schoolId)?.linkLessons ?? null],
		['sfu', 'sfu', sfuPlaces],
	]);

/** Where more is taken at a time than there is; what was so already without the plan is not its fault. */
export const overuses = (all: readonly Use[]): PlanFault[] =>
	[...Map.groupBy(all, ({ of }) => of)].flatMap(([about, ofOne]) =>
		ofOne.flatMap((use): PlanFault[] => {
			const during = ofOne.filter((other) => other.from <= use.from && use.from < other.until);
			const plan = during.filter(({ isPlanned }) => isPlanned);
			if (fullestWeek(during) <= use.most || plan.length === 0) return [];
			return [...new Set(plan.map(({ rule }) => rule))].map((rule) => ({
				rule,
				about: `${about} ${use.from}`,
			}));
		}),
	);
