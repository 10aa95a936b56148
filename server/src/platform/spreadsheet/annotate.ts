// The file that was handed in, with what is wrong marked in its cells, to be put right and handed in again.
import type { SheetIssue, SheetLanguage } from '@classroom/protocol';
import type { Sheet, Workbook } from './cells.ts';
import { columnLetters, shown } from './cells.ts';
import type { PlannedMark, PlannedSheet, WorkbookPlan } from './plan.ts';
import type { Words } from './words.ts';
import { say } from './words.ts';

const words = {
	title: { zh: '检查结果', en: 'What was found' },
	head: [
		{ zh: '工作表', en: 'Sheet' },
		{ zh: '行', en: 'Row' },
		{ zh: '列', en: 'Column' },
		{ zh: '列名', en: 'Header' },
		{ zh: '现在的内容', en: 'What stands there' },
		{ zh: '怎么改', en: 'What is right' },
	],
} as const satisfies { title: Words; head: readonly Words[] };

/** Sheets keep their rows and columns; formulas are shown as the text they are. */
export const annotated = (
	workbook: Workbook,
	issues: readonly SheetIssue[],
	language: SheetLanguage,
): WorkbookPlan => ({
	title: say(words.title, language),
	sheets: [
		findingsSheet(issues, language),
		...workbook.sheets
			.filter(({ hidden, name }) => !hidden && !isFindings(name))
			.map((sheet) =>
				markedSheet(
					sheet,
					issues.filter((issue) => issue.sheet === sheet.name),
				),
			),
	],
});

/** An earlier list of findings in the file is replaced. */
const isFindings = (name: string): boolean => name === words.title.zh || name === words.title.en;

const findingsSheet = (issues: readonly SheetIssue[], language: SheetLanguage): PlannedSheet => ({
	name: say(words.title, language),
	columns: [
		{ width: 12, holds: 'text' },
		{ width: 8, holds: 'number' },
		{ width: 8, holds: 'text' },
		{ width: 16, holds: 'text' },
		{ width: 28, holds: 'text' },
		{ width: 72, holds: 'text' },
	],
	rows: [
		words.head.map((each) => say(each, language)),
		...issues.map(({ sheet, row, column, header, value, right }) => [
			sheet,
			row,
			column,
			header,
			value === '' ? null : value,
			right,
		]),
	],
	frozenRows: 1,
	marks: words.head.map((_, column) => ({ row: 0, column, tone: 'head', note: null })),
	lists: [],
});

const markedSheet = (sheet: Sheet, issues: readonly SheetIssue[]): PlannedSheet => {
	const rows = sheet.rows.map((row) => row.map((cell) => shown(cell) || null));
	const width = Math.max(1, ...rows.slice(0, 200).map((row) => row.length));
	return {
		name: sheet.name,
		columns: Array.from({ length: width }, () => ({ width: 18, holds: 'text' as const })),
		rows,
		frozenRows: 1,
		marks: marksOf(issues, width),
		lists: [],
	};
};

/** A cell with several mistakes has all their sentences in its note. */
const marksOf = (issues: readonly SheetIssue[], width: number): PlannedMark[] => {
	const notes = new Map<string, { row: number; column: number; notes: string[] }>();
	for (const { row, column, right } of issues) {
		const place = { row: (row ?? 1) - 1, column: column === null ? 0 : indexOf(column, width) };
		const key = `${place.row},${place.column}`;
		const known = notes.get(key);
		if (known === undefined) notes.set(key, { ...place, notes: [right] });
		else known.notes.push(right);
	}
	return [...notes.values()].map((mark) => ({
		row: mark.row,
		column: mark.column,
		tone: 'wrong' as const,
		note: mark.notes.join('\n'),
	}));
};

const indexOf = (letters: string, width: number): number => {
	for (let index = 0; index < width + 26; index += 1) if (columnLetters(index) === letters) return index;
	return 0;
};
