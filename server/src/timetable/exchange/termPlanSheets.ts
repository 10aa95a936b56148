// A term's plan as a workbook: to fill in, or filled with what there is.
import type { SheetLanguage } from '@classroom/protocol';
import type { PlannedSheet, WorkbookPlan, Words } from '../../platform/index.ts';
import { guideOf, planForm, planGuide, say } from '../../platform/index.ts';
import { planNamesSheet, withNames } from './namesSheet.ts';
import { PlanNames } from './planNames.ts';
import type { PlanState } from './termPlan.ts';
import { termPlanForms, termPlanGuide } from './termPlanForms.ts';
import { bellRows, dayRows, seriesRows, termRows } from './termPlanRows.ts';

const title: Words = { zh: '学期课表', en: "A term's plan" };

/** `filled`: with what there is; else only the names to choose from. */
export const planTermWorkbook = (
	state: PlanState,
	filled: boolean,
	language: SheetLanguage,
): WorkbookPlan => {
	const forms = termPlanForms;
	const all = Object.values(forms);
	const names = new PlanNames(state);
	const sheets: PlannedSheet[] = [
		planForm(forms.terms, filled ? termRows(state) : [], all, language),
		withNames(planForm(forms.days, filled ? dayRows(state, names) : [], all, language), forms.days, language),
		withNames(
			planForm(forms.bells, filled ? bellRows(state, names) : [], all, language),
			forms.bells,
			language,
		),
		withNames(
			planForm(forms.series, filled ? seriesRows(state, names) : [], all, language),
			forms.series,
			language,
		),
	];
	const guides = [
		guideOf(forms.terms, language),
		guideOf(forms.days, language),
		guideOf(forms.bells, language),
		guideOf(forms.series, language),
	];
	const lines = termPlanGuide.map((words) => say(words, language));
	return {
		title: say(title, language),
		sheets: [...sheets, planNamesSheet(state, names, language), planGuide(lines, guides, language)],
	};
};
