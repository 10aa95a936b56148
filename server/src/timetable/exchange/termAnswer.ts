// What whoever handed in a term's plan is told of it.
import type { SheetIssue, SheetLanguage, TermPlanImport } from '@classroom/protocol';
import { MAX_LISTED_ISSUES } from '@classroom/protocol';
import type { Finding, FormReading, Workbook } from '../../platform/index.ts';
import { AppError, isGuide, isNamed, issueOf, say } from '../../platform/index.ts';
import { effectOf } from '../series/termLessons.ts';
import type { Foreseen } from './foresee.ts';
import { namesTitle } from './namesSheet.ts';
import type { PlanContext, TermPlan, TermPlanReadings } from './termPlan.ts';
import type { TermPlanFormId } from './termPlanForms.ts';
import { MOST_ROWS, termPlanFormIds, termPlanForms } from './termPlanForms.ts';

/** A file that was read, before it is held against what there is. */
export interface HandedIn {
	readonly workbook: Workbook;
	readonly readings: TermPlanReadings;
}

/** Throws `spreadsheet-other-form` for a workbook with none of the form's sheets. */
export const refuseOtherForm = (workbook: Workbook, language: SheetLanguage): void => {
	if (workbook.sheets.some(({ name }) => isForm(name))) return;
	const found = workbook.sheets.map(({ name }) => name).join('、');
	const expected = termPlanFormIds.map((id) => say(termPlanForms[id].title, language)).join('、');
	throw new AppError('spreadsheet-other-form', 'none of its sheets is known', {
		details: { found: found.slice(0, 200), expected },
	});
};

const isForm = (name: string): boolean => termPlanFormIds.some((id) => isNamed(termPlanForms[id], name));

/** More rows than a county has are not looked at. */
export const limited = <Row extends object>(reading: FormReading<Row>): FormReading<Row> => {
	const id = termPlanFormIds.find((each) => each === reading.form.id);
	const limit = id === undefined ? 0 : MOST_ROWS[id];
	if (reading.rows.length + reading.broken.length <= limit) return reading;
	const finding: Finding = { code: 'too-many-rows', row: null, field: null, details: { limit } };
	return { ...reading, rows: [], broken: [], findings: [finding] };
};

export const answerOf = (
	handedIn: HandedIn,
	plan: TermPlan,
	foreseen: Foreseen,
	{ language, timeZone }: PlanContext,
): TermPlanImport => {
	const issues = issuesOf(handedIn, plan, language);
	return {
		saved: false,
		counts: plan.counts,
		lessons: foreseen.lessons.length,
		effect: effectOf(foreseen, timeZone),
		issues: issues.slice(0, MAX_LISTED_ISSUES),
		issueCount: issues.length,
		otherSheets: handedIn.workbook.sheets
			.filter(({ name, rows }) => rows.length > 0 && !isForm(name) && !isNamed({ title: namesTitle }, name))
			.filter(({ name }) => !isGuide(name))
			.map(({ name }) => name),
	};
};

/** Sheet by sheet, row by row. */
export const issuesOf = (
	{ readings }: HandedIn,
	{ findings }: TermPlan,
	language: SheetLanguage,
): SheetIssue[] => {
	const inOrder = (id: TermPlanFormId) => {
		const { places } = readings[id];
		const place = ({ field }: Finding): number => (field === null ? -1 : (places.get(field) ?? -1));
		return findings[id].toSorted(
			(one, other) => (one.row ?? 0) - (other.row ?? 0) || place(one) - place(other),
		);
	};
	return [
		...inOrder('terms').map((finding) => issueOf(readings.terms, finding, language)),
		...inOrder('days').map((finding) => issueOf(readings.days, finding, language)),
		...inOrder('bells').map((finding) => issueOf(readings.bells, finding, language)),
		...inOrder('series').map((finding) => issueOf(readings.series, finding, language)),
	];
};
