// A timetable in boxes as a sheet: the first row says what it is, the second heads the columns. Pure.
import type { PlannedCell, PlannedSheet } from '../../platform/index.ts';

export interface Grid {
	readonly name: string;
	readonly title: string;
	readonly heads: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** Of characters. */
	readonly widths: readonly number[];
}

const LINE_POINTS = 16;
const MOST_POINTS = 400;

export const gridSheet = ({ name, title, heads, rows, widths }: Grid): PlannedSheet => {
	const all: PlannedCell[][] = [[title], [...heads], ...rows.map((row) => row.map((text) => text || null))];
	return {
		name,
		columns: widths.map((width) => ({ width, holds: 'text' as const })),
		rows: all,
		frozenRows: 2,
		marks: [
			{ row: 0, column: 0, tone: 'title', note: null },
			...heads.map((_, column) => ({ row: 1, column, tone: 'head' as const, note: null })),
			...rows.flatMap((row, at) =>
				row.map((_, column) => ({ row: at + 2, column, tone: 'box' as const, note: null })),
			),
		],
		paper: {
			landscape: true,
			repeatedRows: 2,
			heights: [24, heightOf(heads, widths), ...rows.map((row) => heightOf(row, widths))],
		},
		lists: [],
	};
};

/** So that the fullest box is seen as a whole: programs for spreadsheets do not reckon it themselves. */
const heightOf = (cells: readonly string[], widths: readonly number[]): number => {
	const lines = cells.map((text, column) =>
		text
			.split('\n')
			.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (widths[column] ?? 10))), 0),
	);
	return Math.min(MOST_POINTS, Math.max(1, ...lines) * LINE_POINTS + 4);
};

/** A Chinese character is as wide as two digits. */
const widthOf = (text: string): number =>
	Array.from(text).reduce((sum, character) => sum + (character > '\u2E7F' ? 2 : 1), 0);
