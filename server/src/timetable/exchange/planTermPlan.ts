// Works a term's plan out, sheet by sheet in the order of their references. Pure: ids come from outside.
import { Names } from '../../schools/index.ts';
import { planBells } from './planBells.ts';
import { planDays } from './planDays.ts';
import { PlanNames } from './planNames.ts';
import { SeriesRows } from './planSeries.ts';
import { planTerms } from './planTerms.ts';
import type { PlanContext, Planning, PlanState, TermPlan, TermPlanReadings } from './termPlan.ts';
import { emptyTermPlan } from './termPlan.ts';

/** So many rows are planned in one go. */
const ROWS_IN_ONE_GO = 100;
/** Looking for a name that may have been meant takes long: after so many the rest are told without. */
const GUESSES = 50;

/** `breathe`: called now and then, for others to go on. */
export const planTermPlan = async (
	readings: TermPlanReadings,
	state: PlanState,
	context: PlanContext,
	breathe: () => Promise<unknown>,
): Promise<TermPlan> => {
	const planning: Planning = {
		readings,
		state,
		context,
		names: new PlanNames(state),
		plan: emptyTermPlan(readings, state),
		near: guesser(state),
	};
	planTerms(planning);
	planDays(planning);
	const rows = new SeriesRows(planning, planBells(planning));
	for (const broken of readings.series.broken) rows.look(broken);
	for (const [done, filled] of readings.series.rows.entries()) {
		if (done % ROWS_IN_ONE_GO === 0) await breathe();
		rows.take(filled);
	}
	planning.plan.series.push(...rows.series());
	return planning.plan;
};

const guesser = ({ schools, classrooms, classes, teachers, calendars }: PlanState): Planning['near'] => {
	const names = new Names<null>();
	for (const { name } of schools) names.add('school', name, null);
	for (const { school, name } of classrooms) names.add('classroom', `${school}/${name}`, null);
	for (const { school, name } of classes) names.add('class', `${school}/${name}`, null);
	for (const { name } of teachers) names.add('teacher', name, null);
	for (const { term } of calendars) names.add('term', term.name, null);
	const known = new Map<string, string | null>();
	return (what, text) => {
		const key = `${what} ${text}`;
		const guess = known.get(key);
		if (guess !== undefined || known.size >= GUESSES) return guess ?? null;
		const near = names.near(what, text);
		known.set(key, near);
		return near;
	};
};
