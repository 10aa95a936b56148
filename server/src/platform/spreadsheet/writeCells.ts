// Writes a planned workbook by the library. Runs in the spreadsheets' own thread.
import { writeXlsx } from 'hucre/xlsx';
import type { Cell, CellStyle, CellValue, DataValidation, WriteSheet } from 'hucre/xlsx';
import { columnLetters } from './cells.ts';
import { MAX_ROWS } from './limits.ts';
import type { PlannedCell, PlannedMark, PlannedSheet, WorkbookPlan } from './plan.ts';

export const writeCells = ({ title, sheets }: WorkbookPlan): Promise<Uint8Array> =>
	writeXlsx({
		sheets: sheets.map(sheetOf),
		properties: { title },
		defaultFont: font,
	});

/**
 * Text is a string in the format "text": a program neither calculates what begins with `=`, `+`, `-` or `@`, nor takes
 * it for a formula when somebody goes through the cell, and a number's leading zeros stay.
 */
const formats = { text: '@', number: '0.###', day: 'yyyy-mm-dd' } as const;

const font = { name: '等线', size: 11 };

const tones: Readonly<Record<PlannedMark['tone'], CellStyle>> = {
	title: { font: { ...font, bold: true, size: 13 }, numFmt: '@' },
	head: {
		font: { ...font, bold: true },
		fill: fill('E7EEF0'),
		numFmt: '@',
		alignment: { vertical: 'center' },
	},
	must: {
		font: { ...font, bold: true },
		fill: fill('CFE3E6'),
		numFmt: '@',
		alignment: { vertical: 'center' },
	},
	box: {
		font,
		numFmt: '@',
		alignment: { vertical: 'top', wrapText: true },
		border: frame(),
	},
	wrong: { font: { ...font, color: { rgb: '9C0006' } }, fill: fill('FFC7CE'), numFmt: '@' },
};

function fill(rgb: string): NonNullable<CellStyle['fill']> {
	return { type: 'pattern', pattern: 'solid', fgColor: { rgb } };
}

function frame(): NonNullable<CellStyle['border']> {
	const side = { style: 'thin', color: { rgb: '9AA5A8' } } as const;
	return { top: side, right: side, bottom: side, left: side };
}

const sheetOf = (sheet: PlannedSheet): WriteSheet => {
	const rows = sheet.rows.map((row) => row.map(valueOf));
	return {
		name: sheet.name,
		columns: sheet.columns.map(({ width, holds }) => ({ width, style: { numFmt: formats[holds] } })),
		rows,
		cells: cellsOf(sheet, rows),
		freezePane: { rows: sheet.frozenRows },
		dataValidations: sheet.lists.map(validationOf),
		...paperOf(sheet),
	};
};

const paperOf = ({ paper }: PlannedSheet): Pick<WriteSheet, 'pageSetup' | 'rowDefs'> => {
	if (paper === undefined) return {};
	const heights = paper.heights.flatMap((height, row): [number, { height: number }][] =>
		height === null ? [] : [[row, { height }]],
	);
	return {
		pageSetup: {
			paperSize: 'a4',
			orientation: paper.landscape ? 'landscape' : 'portrait',
			fitToPage: true,
			fitToWidth: 1,
			fitToHeight: 0,
			horizontalCentered: true,
			margins: { top: 0.4, right: 0.4, bottom: 0.4, left: 0.4, header: 0.2, footer: 0.2 },
			printTitlesRow: `$1:$${paper.repeatedRows}`,
		},
		rowDefs: new Map(heights),
	};
};

/** What no XML may hold would make the whole file unreadable. */
const unwritable = /[^\t\n\r\P{Cc}]|\p{Cs}|[\uFFFE\uFFFF]/gu;

const valueOf = (cell: PlannedCell): CellValue => {
	if (typeof cell === 'string') return cell.replace(unwritable, '\uFFFD').slice(0, 32_000);
	return cell !== null && typeof cell === 'object' ? new Date(cell.at) : cell;
};

const cellsOf = ({ marks, columns }: PlannedSheet, rows: CellValue[][]): Map<string, Partial<Cell>> => {
	const cells = new Map<string, Partial<Cell>>();
	// A word in a column of figures is a word all the same.
	rows.forEach((row, at) =>
		row.forEach((value, column) => {
			if (typeof value === 'string' && columns[column]?.holds !== 'text') {
				cells.set(`${at},${column}`, { value, type: 'string', style: { numFmt: formats.text } });
			}
		}),
	);
	for (const { row, column, tone, note } of marks) {
		const value = rows[row]?.[column] ?? null;
		cells.set(`${row},${column}`, {
			...(value === null ? {} : { value }),
			style: tones[tone],
			...(note === null ? {} : { comment: { author: '', text: note } }),
		});
	}
	return cells;
};

const validationOf = ({ column, fromRow, values }: PlannedSheet['lists'][number]): DataValidation => {
	const letters = columnLetters(column);
	const last = MAX_ROWS + fromRow;
	const common = {
		type: 'list' as const,
		allowBlank: true,
		range: `${letters}${fromRow + 1}:${letters}${last}`,
	};
	if (Array.isArray(values)) return { ...common, values, showErrorMessage: true, errorStyle: 'warning' };
	// What is not there yet may still be right: it may be known already.
	const source = columnLetters(values.column);
	const sheet = `'${values.sheet.replaceAll("'", "''")}'`;
	return {
		...common,
		formula1: `${sheet}!$${source}$${values.fromRow + 1}:$${source}$${last}`,
		showErrorMessage: false,
	};
};
