// Terms of an import. Pure.
import type { TermPlanImport } from '@classroom/protocol';
import { nameKey } from '../../schools/index.ts';
import { addDays } from '../days.ts';
import { changedCalendar, termIssues } from '../term/calendarRules.ts';
import { newCalendar } from '../term/newCalendar.ts';
import type { Term } from '../term/term.ts';
import { lastWeekOf, mondayOf } from '../term/term.ts';
import type { FilledRow } from '../../platform/index.ts';
import type { Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { TermRow } from './termPlanForms.ts';

export const planTerms = (planning: Planning): void => {
	const seen = new Map<string, number>();
	for (const filled of planning.readings.terms.rows) {
		const { row, values } = filled;
		const first = seen.get(nameKey(values.name));
		if (first !== undefined) {
			add(planning, 'terms', { code: 'duplicate', row, field: 'name', details: { row: first } });
			continue;
		}
		seen.set(nameKey(values.name), row);
		const days = daysIn(planning, filled);
		if (days !== null) planTerm(planning, row, values.name, days);
	}
};

/** Null, with a finding, when the row does not say how long the term is, or says it twice and differently. */
const daysIn = (planning: Planning, { row, values }: FilledRow<TermRow>): Term | null => {
	const { firstDay, lastDay, weeks } = values;
	if (lastDay === null && weeks === null) {
		add(planning, 'terms', { code: 'required', row, field: 'lastDay' });
		return null;
	}
	const term = { firstDay, lastDay: lastDay ?? addDays(mondayOf(firstDay), (weeks ?? 1) * 7 - 1) };
	const [issue] = termIssues(term);
	if (issue !== undefined) {
		const code = issue.code === 'end-before-start' ? 'end-before-start' : 'out-of-range';
		add(planning, 'terms', { code, row, field: 'lastDay', details: { start: firstDay } });
		return null;
	}
	if (weeks !== null && weeks !== lastWeekOf(term)) {
		add(planning, 'terms', {
			code: 'weeks-differ',
			row,
			field: 'weeks',
			details: { weeks: lastWeekOf(term) },
		});
		return null;
	}
	return term;
};

const planTerm = (planning: Planning, row: number, name: string, days: Term): void => {
	const { plan, context } = planning;
	const known = [...plan.terms.values()].find(({ after }) => nameKey(after.term.name) === nameKey(name));
	const before = known?.before ?? null;
	const same = before?.term.firstDay === days.firstDay && before.term.lastDay === days.lastDay;
	if (same) {
		count(planning, 'unchanged');
		return;
	}
	const rival = [...plan.terms.values()].find(
		({ after: { term } }) =>
			term !== before?.term && term.firstDay <= days.lastDay && days.firstDay <= term.lastDay,
	);
	if (rival !== undefined) {
		const { name: other, firstDay, lastDay } = rival.after.term;
		const details = { other, when: `${firstDay} – ${lastDay}` };
		add(planning, 'terms', { code: 'overlap', row, field: 'firstDay', details });
		return;
	}
	if (before === null) {
		const term = { termId: context.ids.term(), countyId: context.countyId, name, ...days };
		plan.terms.set(term.termId, { before: null, after: newCalendar(term) });
		count(planning, 'created');
		return;
	}
	const change = { what: 'term' as const, term: { name: before.term.name, ...days } };
	const changed = changedCalendar(before, change, { today: context.today, closureId: context.ids.closure() });
	if (!changed.ok) {
		for (const { path } of changed.issues) {
			const field = path.endsWith('firstDay') ? 'firstDay' : 'lastDay';
			add(planning, 'terms', { code: 'in-the-past', row, field });
		}
		return;
	}
	plan.terms.set(before.term.termId, { before, after: changed.calendar });
	count(planning, 'updated');
};

const count = ({ plan }: Planning, what: keyof TermPlanImport['counts']['terms']): void => {
	plan.counts.terms[what] += 1;
};
