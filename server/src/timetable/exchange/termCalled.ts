// Which term a row of the sheet of series is of. Pure.
import { nameKey } from '../../schools/index.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import type { Planning } from './termPlan.ts';

/** Undefined: there is none of that name. `which`: it names none, and there are several. */
export const termCalled = (planning: Planning, name: string | null): TermRecord | 'which' | undefined => {
	const { plan, readings, context } = planning;
	const terms = [...plan.terms.values()].map(({ after }) => after.term);
	if (name !== null) return terms.find((term) => nameKey(term.name) === nameKey(name));
	const named = new Set(readings.terms.rows.map(({ values }) => nameKey(values.name)));
	const ofFile = terms.filter((term) => named.has(nameKey(term.name)));
	const [only, ...more] =
		ofFile.length > 0 ? ofFile : terms.filter(({ lastDay }) => lastDay >= context.today);
	return only === undefined || more.length > 0 ? 'which' : only;
};
