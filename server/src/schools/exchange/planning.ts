// What the sheets of an import are planned with: what each may refer to, and what is said of a row. Pure.
import type { SheetLanguage } from '@classroom/protocol';
import type { FilledRow, Finding } from '../../platform/index.ts';
import { nameKey } from '../searchText.ts';
import type { Found, Names } from './names.ts';
import type { FormId } from './rosterForms.ts';
import type { NewIds, RosterPlan, RosterReadings } from './rosterPlan.ts';
import type { KnownClass, KnownSchool, RosterState } from './rosterState.ts';

/** What all sheets are planned with. */
export interface Planning {
	readonly readings: RosterReadings;
	readonly state: RosterState;
	readonly ids: NewIds;
	readonly language: SheetLanguage;
	readonly plan: RosterPlan;
	readonly schools: Names<KnownSchool>;
	readonly classes: Names<KnownClass>;
	/** Of an administrator of one school. */
	readonly own: KnownSchool | null;
	/** Names in the sheet, those of rows with mistakes too; null: nobody knows. */
	readonly mentioned: Readonly<Record<'school' | 'class', ReadonlySet<string> | null>>;
}

/** The row's school; null, with a finding, when there is none that it may be. */
export const schoolOf = (
	planning: Planning,
	form: Exclude<FormId, 'schools'>,
	{ row, values }: FilledRow<{ readonly school?: string | null }>,
): KnownSchool | null => {
	const { own, schools } = planning;
	if (values.school === undefined) return null;
	if (values.school === null) return own;
	const found = schools.find('', values.school);
	if (found.is === 'one') return found.thing;
	if (own !== null) {
		add(planning, form, { code: 'other-school', row, field: 'school', details: { school: own.name } });
	} else {
		const near = schools.near('', values.school);
		refuseMissing(planning, form, found, {
			row,
			field: 'school',
			what: 'school',
			near,
			name: values.school,
		});
	}
	return null;
};

interface Missing {
	readonly row: number;
	readonly field: string;
	readonly what: 'school' | 'class';
	readonly name: string;
	readonly near: string | null;
}

export const refuseMissing = (
	planning: Planning,
	form: FormId,
	found: Found<unknown>,
	{ row, field, what, name, near }: Missing,
): void => {
	const details = whatOf(what, planning);
	const known = planning.mentioned[what];
	if (found.is === 'several') add(planning, form, { code: 'ambiguous', row, field, details });
	else if (known !== null && !known.has(nameKey(name))) {
		const hint =
			near === null ? '' : planning.language === 'en' ? ` (is it "${near}"?)` : `（是不是“${near}”？）`;
		add(planning, form, { code: 'not-found', row, field, details: { ...details, hint } });
	} else {
		// The mistake is told where it was made; this row waits for it.
	}
};

const whats = {
	school: { zh: { what: '学校', sheet: '学校' }, en: { what: 'school', sheet: 'Schools' } },
	class: { zh: { what: '班级', sheet: '班级' }, en: { what: 'class', sheet: 'Classes' } },
	classroom: { zh: { what: '教室', sheet: '教室' }, en: { what: 'classroom', sheet: 'Classrooms' } },
} as const;

export const whatOf = (what: keyof typeof whats, { language }: Planning): { what: string; sheet: string } =>
	whats[what][language === 'en' ? 'en' : 'zh'];

export const add = ({ plan }: Planning, form: FormId, finding: Finding): void => {
	plan.findings[form].push(finding);
};

export const isTwice = (
	planning: Planning,
	form: FormId,
	seen: Map<string, number>,
	key: string,
	row: number,
	field: string,
): boolean => {
	const first = seen.get(key);
	if (first === undefined) {
		seen.set(key, row);
		return false;
	}
	add(planning, form, { code: 'duplicate', row, field, details: { row: first } });
	return true;
};
