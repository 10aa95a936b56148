// The calendar of an import: days off, exams, make-up days, closures. Pure.
import type { Day, TermId } from '@classroom/protocol';
import type { FilledRow } from '../../platform/index.ts';
import { nameKey } from '../../schools/index.ts';
import { addDays } from '../days.ts';
import type { SpecialDay } from '../term/calendar.ts';
import type { ClosureRecord } from '../term/calendarReader.ts';
import { isSame } from '../term/calendarRules.ts';
import { isInTerm, lastWeekOf } from '../term/term.ts';
import type { PlannedTerm, Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { DayRow } from './termPlanForms.ts';

type Row = FilledRow<DayRow>;

interface Drafts {
	/** What a day is to be; null: ordinary. */
	readonly days: Map<Day, { readonly row: number; readonly special: SpecialDay | null }>;
	readonly closures: Map<TermId, ClosureRecord[]>;
}

/** Words for days that nobody named. */
const usualNames = { holiday: '放假', exam: '考试', 'make-up': '调休' } as const;

export const planDays = (planning: Planning): void => {
	const drafts: Drafts = { days: new Map(), closures: new Map() };
	for (const filled of planning.readings.days.rows) {
		const { row, values } = filled;
		const until = values.until ?? values.day;
		if (until < values.day) {
			const details = { start: values.day };
			add(planning, 'days', { code: 'end-before-start', row, field: 'until', details });
			continue;
		}
		const planned = termAround(planning, row, values.day, until);
		if (planned === null) continue;
		if (values.kind === 'closure') planClosure(planning, drafts, planned, filled);
		else planSpecial(planning, drafts, planned, filled, until);
	}
	apply(planning, drafts);
};

const termAround = (planning: Planning, row: number, day: Day, until: Day): PlannedTerm | null => {
	const terms = [...planning.plan.terms.values()];
	const around = terms.find(({ after }) => isInTerm(after.term, day));
	const field = around === undefined ? 'day' : 'until';
	if (around !== undefined && isInTerm(around.after.term, until)) return around;
	const all = terms.map(({ after: { term } }) => `${term.name} ${term.firstDay}–${term.lastDay}`);
	const said = all.slice(0, 6).join('；');
	const nothing = planning.context.language === 'en' ? 'none yet' : '还没有';
	add(planning, 'days', { code: 'outside-term', row, field, details: { terms: said || nothing } });
	return null;
};

/** What is before today stays as it is, but for a term that is new. */
const isOver = ({ context }: Planning, { before }: PlannedTerm, day: Day): boolean =>
	before !== null && day < context.today;

const planSpecial = (
	planning: Planning,
	drafts: Drafts,
	planned: PlannedTerm,
	{ row, values }: Row,
	until: Day,
): void => {
	const { term, specialDays } = planned.after;
	if (values.kind === 'make-up' && values.asWeekday === null) {
		add(planning, 'days', { code: 'required', row, field: 'asWeekday' });
		return;
	}
	if (values.ofWeek !== null && values.ofWeek > lastWeekOf(term)) {
		const details = { text: values.ofWeek, lastWeek: lastWeekOf(term) };
		add(planning, 'days', { code: 'weeks-outside-term', row, field: 'ofWeek', details });
		return;
	}
	let changes = false;
	let known = false;
	for (let day = values.day; day <= until; day = addDays(day, 1)) {
		const first = drafts.days.get(day);
		if (first !== undefined) {
			add(planning, 'days', { code: 'duplicate', row, field: 'day', details: { row: first.row } });
			return;
		}
		const special = specialOf(day, values);
		const was = specialDays.get(day);
		drafts.days.set(day, { row, special });
		if (special === null ? was === undefined : isSame(was, special)) continue;
		if (isOver(planning, planned, day)) {
			add(planning, 'days', { code: 'in-the-past', row, field: 'day' });
			return;
		}
		changes = true;
		known ||= was !== undefined;
	}
	count(planning, changes ? (known ? 'updated' : 'created') : 'unchanged');
};

const specialOf = (day: Day, { kind, name, asWeekday, ofWeek }: DayRow): SpecialDay | null => {
	switch (kind) {
		case 'holiday':
		case 'exam':
			return { kind, day, name: name ?? usualNames[kind] };
		case 'make-up':
			return { kind, day, name: name ?? usualNames[kind], asWeekday: asWeekday ?? 1, ofWeek };
		case 'closure':
		case 'ordinary':
			return null;
	}
};

const planClosure = (
	planning: Planning,
	drafts: Drafts,
	planned: PlannedTerm,
	{ row, values }: Row,
): void => {
	const { name: reason, day: from } = values;
	const until = values.until ?? from;
	if (reason === null) {
		add(planning, 'days', { code: 'required', row, field: 'name' });
		return;
	}
	const whom = whomOf(planning, row, values.whom);
	if (whom === null) return;
	const { term, closures } = planned.after;
	const closure = { from, until, whom, reason, closureId: planning.context.ids.closure() };
	const isThis = (other: ClosureRecord): boolean => closureKey(other) === closureKey(closure);
	const fresh = drafts.closures.get(term.termId) ?? [];
	if (closures.some(isThis) || fresh.some(isThis)) {
		count(planning, 'unchanged');
		return;
	}
	if (isOver(planning, planned, from)) {
		add(planning, 'days', { code: 'in-the-past', row, field: 'day' });
		return;
	}
	fresh.push(closure);
	drafts.closures.set(term.termId, fresh);
	count(planning, 'created');
};

const closureKey = ({ from, until, whom, reason }: ClosureRecord): string =>
	JSON.stringify([from, until, reason, Object.values(whom)]);

const whomOf = (planning: Planning, row: number, text: string | null): ClosureRecord['whom'] | null => {
	if (text === null) return { kind: 'county' };
	const { names, state, context } = planning;
	const community = state.communities.find(({ name }) => nameKey(name) === nameKey(text));
	if (community !== undefined) return { kind: 'community', communityId: community.communityId };
	const school = names.school(text);
	if (school.is === 'one' && school.thing.countyId === context.countyId) {
		return { kind: 'school', schoolId: school.thing.schoolId };
	}
	const what = context.language === 'en' ? 'school or community' : '学校或教共体';
	add(planning, 'days', { code: 'unknown', row, field: 'whom', details: { what, hint: '' } });
	return null;
};

const apply = ({ plan }: Planning, { days, closures }: Drafts): void => {
	for (const [termId, planned] of plan.terms) {
		const { term, specialDays: was, closures: closed } = planned.after;
		const own = [...days].filter(([day]) => isInTerm(term, day));
		const added = closures.get(termId) ?? [];
		if (own.length === 0 && added.length === 0) continue;
		const all = new Map(was);
		for (const [day, { special }] of own) {
			if (special === null) all.delete(day);
			else all.set(day, special);
		}
		const specialDays = new Map([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
		const byDay = [...closed, ...added].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
		plan.terms.set(termId, { ...planned, after: { term, specialDays, closures: byDay } });
	}
};

const count = ({ plan }: Planning, what: 'created' | 'updated' | 'unchanged'): void => {
	plan.counts.days[what] += 1;
};
