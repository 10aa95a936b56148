// A workbook's cells by the library. Runs in the spreadsheets' own thread: it may take long, and may run out of memory.
import { readXlsx } from 'hucre/xlsx';
import type { Cell as LibraryCell, CellValue, MergeRange, Sheet as LibrarySheet } from 'hucre/xlsx';
import { AppError } from '../errors.ts';
import type { Cell, PlainCell, Sheet, Workbook } from './cells.ts';
import { columnLetters } from './cells.ts';
import { MAX_COLUMNS, MAX_SHEET_ROWS } from './limits.ts';
import { safeArchive } from './safeArchive.ts';

/** Throws as {@link safeArchive} does. */
export const readCells = async (bytes: Uint8Array): Promise<Workbook> => {
	const archive = await safeArchive(bytes);
	try {
		// Styles say which numbers are dates, and which are written with leading zeros.
		const options = { readStyles: true, maxRows: MAX_SHEET_ROWS + 1 };
		const { sheets, dateSystem } = await readXlsx(archive, options);
		return { epoch: dateSystem ?? '1900', sheets: sheets.map(sheetOf) };
	} catch (error) {
		throw new AppError('spreadsheet-damaged', 'the workbook cannot be read', { cause: error });
	}
};

const sheetOf = (sheet: LibrarySheet): Sheet => {
	const hidden = sheet.hidden === true || sheet.veryHidden === true;
	if (hidden) return { name: sheet.name, hidden, rows: [] };
	const rows = sheet.rows.map((row, at) =>
		row.slice(0, MAX_COLUMNS).map((value, column) => cellOf(value, sheet.cells?.get(`${at},${column}`))),
	);
	for (const merge of sheet.merges ?? []) spread(rows, merge);
	return { name: sheet.name, hidden, rows };
};

const cellOf = (value: CellValue, details: LibraryCell | undefined): PlainCell => {
	if (details?.formula !== undefined || details?.type === 'formula') {
		return { is: 'formula', text: (details.formula ?? '').slice(0, 200) };
	}
	if (details?.type === 'error') return { is: 'error', text: String(value) };
	if (value === null) return null;
	if (value instanceof Date) {
		// Further than any calendar goes.
		const at = value.getTime();
		return Number.isNaN(at) ? { is: 'error', text: '#NUM!' } : { is: 'date', at };
	}
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	return typeof value === 'number' ? withZeros(value, details?.style?.numFmt) : value;
};

/** 12 in the format `0000` is seen as `0012`, and meant so. */
const withZeros = (value: number, format: string | undefined): number | string =>
	format !== undefined && /^0{2,40}$/.test(format) && Number.isSafeInteger(value) && value >= 0
		? String(value).padStart(format.length, '0')
		: value;

/** The value of a merged cell counts for all its rows; of several columns, nobody knows which one it is for. */
const spread = (rows: Cell[][], { startRow, startCol, endRow, endCol }: MergeRange): void => {
	const first = rows[startRow]?.[startCol] ?? null;
	const oneColumn = startCol === endCol;
	const range = `${columnLetters(startCol)}${startRow + 1}:${columnLetters(endCol)}${endRow + 1}`;
	for (let row = startRow; row <= Math.min(endRow, rows.length - 1); row += 1) {
		for (let column = startCol; column <= Math.min(endCol, MAX_COLUMNS - 1); column += 1) {
			const cells = rows[row];
			if (cells === undefined || (row === startRow && column === startCol)) continue;
			while (cells.length < column) cells.push(null);
			cells[column] = oneColumn ? { is: 'repeat', cell: plainOf(first) } : { is: 'merged', range };
		}
	}
};

const plainOf = (cell: Cell): PlainCell =>
	cell !== null && typeof cell === 'object' && cell.is === 'repeat' ? cell.cell : cell;
