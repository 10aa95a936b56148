// What schools still lack of what they need, as needs that the planner can place. Pure.
import type { ClassGroupId, Day, SchoolId, Subject } from '@classroom/protocol';
import type { Weeks } from '../../term/weeks.ts';
import { countedSince, overviewOf, perWeekOf } from '../../views/overview.ts';
import type { Need } from '../input.ts';
import type { CountyRows } from './countyRows.ts';

/** The same in every proposal, so that one can be planned anew with parts of another. */
export const needIdOf = (schoolId: string, subject: Subject): string => `${schoolId}:${subject}`;

/** In these weeks; in the order of the schools. A half lesson a week that is missing is planned as a whole one. */
export const lackedNeeds = (rows: CountyRows, today: Day, weeks: Weeks): Need[] => {
	const { term } = rows.calendar;
	const needs = Map.groupBy(rows.needs, ({ schoolId }) => schoolId);
	const classes = new ClassChooser(rows, today, weeks);
	return overviewOf(
		rows.schools.map((school) => ({ ...school, needs: needs.get(school.schoolId) ?? [], fallenAway: 0 })),
		rows.series,
		term,
		today,
		weeks,
	).flatMap(({ schoolId, subjects }) =>
		subjects.flatMap(({ subject, lacking }): Need[] => {
			if (lacking === 0) return [];
			const said = needs.get(schoolId)?.find((need) => need.subject === subject)?.grades ?? [];
			return [
				{
					id: needIdOf(schoolId, subject),
					schoolId,
					subject,
					lessonsAWeek: Math.ceil(lacking),
					...classes.choose(schoolId, said),
				},
			];
		}),
	);
};

/** Whose lessons they are: the grades that were said, or the one that has least from elsewhere. */
class ClassChooser {
	readonly #classes: ReadonlyMap<SchoolId, CountyRows['classGroups']>;
	readonly #has = new Map<ClassGroupId, number>();

	constructor({ classGroups, series, calendar: { term } }: CountyRows, today: Day, weeks: Weeks) {
		const since = countedSince(term, today, weeks);
		this.#classes = Map.groupBy(classGroups, ({ schoolId }) => schoolId);
		for (const each of series) {
			const lessons = perWeekOf(each, term, since, weeks);
			for (const { classGroupId } of each.classGroups) {
				this.#has.set(classGroupId, (this.#has.get(classGroupId) ?? 0) + lessons);
			}
		}
	}

	choose(schoolId: SchoolId, said: readonly number[]): Pick<Need, 'classGroupIds' | 'grades'> {
		const own = this.#classes.get(schoolId) ?? [];
		const known = said.filter((grade) => own.some((each) => each.grade === grade));
		const least = this.#leastServed(own);
		const grades = said.length > 0 ? known : least === null ? [] : [least];
		return {
			grades: said.length > 0 ? said : grades,
			classGroupIds: own
				.filter(({ grade }) => grades.includes(grade))
				.map(({ classGroupId }) => classGroupId),
		};
	}

	/** Of those alike, the youngest. */
	#leastServed(own: CountyRows['classGroups']): number | null {
		const byGrade = Map.groupBy(own, ({ grade }) => grade);
		const served = [...byGrade].map(([grade, classes]) => ({
			grade,
			has: classes.reduce((sum, { classGroupId }) => sum + (this.#has.get(classGroupId) ?? 0), 0),
		}));
		const [least] = served.toSorted((a, b) => a.has - b.has || a.grade - b.grade);
		return least?.grade ?? null;
	}
}
