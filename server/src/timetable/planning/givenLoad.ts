// The lessons that a teacher or a school has already, in the fullest week: a proposal's lessons come on top of them in
// every one.
import type { GivenLesson, PlanningInput } from './input.ts';

export interface GivenLoad {
	readonly week: number;
	/** By weekday. */
	readonly days: ReadonlyMap<number, number>;
}

const NONE: GivenLoad = { week: 0, days: new Map() };

export const givenLoadOf = ({ given }: Pick<PlanningInput, 'given'>, teacherId: string): GivenLoad =>
	loadsOf(given).teachers.get(teacherId) ?? NONE;

/** A lesson that a school sends to itself, or receives in two classrooms, is two. */
export const givenEndsOf = ({ given }: Pick<PlanningInput, 'given'>, schoolId: string): GivenLoad =>
	loadsOf(given).schools.get(schoolId) ?? NONE;

interface Loads {
	readonly teachers: ReadonlyMap<string, GivenLoad>;
	readonly schools: ReadonlyMap<string, GivenLoad>;
}

/** They are asked for in every round of the search. */
const known = new WeakMap<readonly GivenLesson[], Loads>();

const loadsOf = (given: readonly GivenLesson[]): Loads => {
	const found = known.get(given) ?? {
		teachers: loadsBy(given, ({ teacherId }) => (teacherId === null ? [] : [teacherId])),
		schools: loadsBy(given, ({ schoolIds }) => schoolIds),
	};
	known.set(given, found);
	return found;
};

const loadsBy = (
	given: readonly GivenLesson[],
	idsOf: (lesson: GivenLesson) => readonly string[],
): Map<string, GivenLoad> => {
	const owned = given.flatMap((lesson) => idsOf(lesson).map((id) => ({ id, lesson })));
	return new Map(
		[...Map.groupBy(owned, ({ id }) => id)].map(([id, own]) => {
			const lessons = own.map(({ lesson }) => lesson);
			const days = Map.groupBy(lessons, ({ weekday }) => weekday);
			return [
				id,
				{
					week: inFullestWeek(lessons),
					days: new Map([...days].map(([weekday, ofDay]) => [weekday, inFullestWeek(ofDay)])),
				},
			];
		}),
	);
};

const inFullestWeek = (lessons: readonly GivenLesson[]): number => {
	const counts = new Map<number, number>();
	let always = 0;
	for (const { weeks } of lessons) {
		if (weeks === undefined) always += 1;
		else for (const week of weeks) counts.set(week, (counts.get(week) ?? 0) + 1);
	}
	return always + Math.max(0, ...counts.values());
};
