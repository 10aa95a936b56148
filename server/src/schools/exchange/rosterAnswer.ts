// What whoever handed a file in is told of it.
import type { RosterImport, SheetIssue, SheetLanguage } from '@classroom/protocol';
import { MAX_LISTED_ISSUES } from '@classroom/protocol';
import type { Finding, Workbook } from '../../platform/index.ts';
import { AppError, isNamed, issueOf, say } from '../../platform/index.ts';
import type { SchoolScope } from '../scope.ts';
import { formIds, rosterForms } from './rosterForms.ts';
import type { RosterForms } from './rosterForms.ts';
import type { RosterPlan, RosterReadings } from './rosterPlan.ts';

/** A file that was read, before it is held against what there is. */
export interface HandedIn {
	readonly workbook: Workbook;
	readonly readings: RosterReadings;
	readonly loginKeys: readonly string[];
}

/** Throws `spreadsheet-other-form` for a workbook with none of the form's sheets. */
export const refuseOtherForm = (forms: RosterForms, workbook: Workbook, language: SheetLanguage): void => {
	const known = workbook.sheets.some(({ name }) => formIds.some((id) => isNamed(forms[id], name)));
	if (known) return;
	const found = workbook.sheets.map(({ name }) => name).join('、');
	const expected = formIds.map((id) => say(forms[id].title, language)).join('、');
	throw new AppError('spreadsheet-other-form', 'none of its sheets is known', {
		details: { found: found.slice(0, 200), expected },
	});
};

export const answerOf = (
	scope: SchoolScope,
	handedIn: HandedIn,
	plan: RosterPlan,
	language: SheetLanguage,
): RosterImport => {
	const issues = issuesOf(handedIn, plan, language);
	const forms = rosterForms(scope.schoolId !== null);
	return {
		saved: false,
		counts: plan.counts,
		issues: issues.slice(0, MAX_LISTED_ISSUES),
		issueCount: issues.length,
		otherSheets: handedIn.workbook.sheets
			.filter(({ name, rows }) => rows.length > 0 && !formIds.some((id) => isNamed(forms[id], name)))
			.map(({ name }) => name),
		firstPasswords: null,
	};
};

/** Sheet by sheet, row by row. */
export const issuesOf = (
	{ readings }: HandedIn,
	{ findings }: RosterPlan,
	language: SheetLanguage,
): SheetIssue[] => {
	const inOrder = (id: (typeof formIds)[number]) => {
		const { places } = readings[id];
		const place = ({ field }: Finding): number => (field === null ? -1 : (places.get(field) ?? -1));
		return [...findings[id]].sort(
			(one, other) => (one.row ?? 0) - (other.row ?? 0) || place(one) - place(other),
		);
	};
	return [
		...inOrder('schools').map((finding) => issueOf(readings.schools, finding, language)),
		...inOrder('classrooms').map((finding) => issueOf(readings.classrooms, finding, language)),
		...inOrder('classes').map((finding) => issueOf(readings.classes, finding, language)),
		...inOrder('teachers').map((finding) => issueOf(readings.teachers, finding, language)),
		...inOrder('students').map((finding) => issueOf(readings.students, finding, language)),
	];
};
