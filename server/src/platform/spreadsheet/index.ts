// Spreadsheets (.xlsx): read with distrust, filled forms understood, templates and exports written. A feature declares
// its forms (`SheetForm`) of columns; everything else is made from them.
export type { Sheet, Workbook } from './cells.ts';
export { plain, shown } from './cells.ts';
export type { PlainCell } from './cells.ts';
export type { PlannedCell, PlannedSheet, WorkbookPlan } from './plan.ts';
export { MAX_ROWS, MAX_UPLOAD_BYTES } from './limits.ts';
export { Spreadsheets } from './spreadsheets.ts';
export type { Choice, Reader } from './readValue.ts';
export { numberBetween, readDay, readMinutes, readText, textAs } from './readValue.ts';
export type { Column } from './columns.ts';
export {
	choiceColumn,
	choicesColumn,
	dayColumn,
	numberColumn,
	optional,
	textColumn,
	timeColumn,
	timeText,
} from './columns.ts';
export type { FilledRow, Finding, FormReading, SheetForm } from './form.ts';
export { columnsOf, has, issueOf } from './form.ts';
export { isNamed, readForm } from './readForm.ts';
export { guideOf, isGuide, planForm, planGuide } from './planForm.ts';
export { annotated } from './annotate.ts';
export type { Words } from './words.ts';
export { fill, say } from './words.ts';
