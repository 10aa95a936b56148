// Spreadsheets that are handed in and given out: what is wrong with one, cell by cell.
import { z } from 'zod';

/** In which the headers, choices and sentences of a spreadsheet are written. Both are always understood. */
export const SheetLanguage = z.enum(['zh-CN', 'en']);
export type SheetLanguage = z.infer<typeof SheetLanguage>;

export const SheetIssueCode = z.enum([
	// The sheet
	'sheet-hidden',
	'sheet-twice',
	'no-header',
	'column-missing',
	'column-twice',
	'too-many-rows',
	// The cell
	'required',
	'too-long',
	'too-short',
	'bad-characters',
	'bad-choice',
	'not-a-number',
	'out-of-range',
	'bad-date',
	'bad-time',
	'bad-month-day',
	'formula',
	'cell-error',
	'merged',
	'lost-digits',
	'became-date',
	// What it says, against the rest
	'duplicate',
	'not-found',
	'ambiguous',
	'taken',
	'other-role',
	'other-school',
	'county-only',
	'unknown',
	'unclear',
	'differs',
	'end-before-start',
	'bad-length',
	'overlap',
	'too-many',
	// A term's plan
	'in-the-past',
	'outside-term',
	'weeks-differ',
	'weeks-unreadable',
	'weeks-backwards',
	'weeks-parity-twice',
	'weeks-parity-empty',
	'weeks-outside-term',
	'no-such-period',
	'no-bells',
	'no-lessons',
	'not-a-teacher',
	'sender-is-receiver',
	'clash',
	'clash-link',
	'clash-recorder',
	'clash-sfu',
]);
export type SheetIssueCode = z.infer<typeof SheetIssueCode>;

export const SheetIssue = z.object({
	/** As the file calls it. */
	sheet: z.string(),
	/** As the program for spreadsheets counts, from 1; null: the sheet as a whole. */
	row: z.int().nullable(),
	/** Letters, such as `C`; null: the row or the sheet as a whole. */
	column: z.string().nullable(),
	header: z.string().nullable(),
	/** What stands there. */
	value: z.string(),
	code: SheetIssueCode,
	/** What is wrong and what is right, in the language asked for. */
	right: z.string(),
});
export type SheetIssue = z.infer<typeof SheetIssue>;

/** The type of an .xlsx file. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
