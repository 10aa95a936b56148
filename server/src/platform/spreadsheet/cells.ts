// What stands in a sheet's cells, as far as anybody asks for it.
import { z } from 'zod';

const PlainCell = z.union([
	z.null(),
	z.string(),
	z.number(),
	/** A number that Excel shows as a date or time: UTC ms of what it shows. */
	z.object({ is: z.literal('date'), at: z.number() }),
	/** Something is calculated here; what came of it is not trusted. */
	z.object({ is: z.literal('formula'), text: z.string() }),
	/** `#N/A` and the like. */
	z.object({ is: z.literal('error'), text: z.string() }),
	/** Covered by a merged cell that spans several columns. */
	z.object({ is: z.literal('merged'), range: z.string() }),
]);
export type PlainCell = z.infer<typeof PlainCell>;

/** `repeat`: covered by a merged cell of one column, whose value counts for each of its rows. */
export const Cell = z.union([PlainCell, z.object({ is: z.literal('repeat'), cell: PlainCell })]);
export type Cell = z.infer<typeof Cell>;

export interface Sheet {
	readonly name: string;
	readonly hidden: boolean;
	/** From the sheet's first row and column on. */
	readonly rows: readonly (readonly Cell[])[];
}

export interface Workbook {
	/** What day number 0 stands for. */
	readonly epoch: '1900' | '1904';
	readonly sheets: readonly Sheet[];
}

export const plain = (cell: Cell | undefined): PlainCell => {
	if (cell === undefined || cell === null || typeof cell !== 'object') return cell ?? null;
	return cell.is === 'repeat' ? cell.cell : cell;
};

/** Nothing that anybody wrote there. */
export const isBlank = (cell: Cell | undefined): boolean => {
	if (cell === undefined || cell === null) return true;
	if (typeof cell === 'string') return trimmed(cell) === '';
	return typeof cell === 'object' && (cell.is === 'repeat' || cell.is === 'merged');
};

/** Without white space and invisible marks at both ends, the ideographic space among them. */
export const trimmed = (text: string): string =>
	text.replace(/^[\s\u200B\uFEFF\u00A0\u3000]+|[\s\u200B\uFEFF\u00A0\u3000]+$/gu, '');

/** What a person sees there, for messages. */
export const shown = (cell: Cell | undefined): string => {
	const value = plain(cell);
	if (value === null) return '';
	if (typeof value === 'string') return trimmed(value);
	if (typeof value === 'number') return numberText(value);
	switch (value.is) {
		case 'date':
			return dateText(value.at);
		case 'formula':
			return value.text.startsWith('=') ? value.text : `=${value.text}`;
		case 'error':
			return value.text;
		case 'merged':
			return value.range;
	}
};

/** Never with an exponent: it may be a number of something. As Excel shows it, with 15 digits that count. */
export const numberText = (value: number): string => {
	if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return String(value);
	if (Math.abs(value) < 1e15) return String(value);
	const [mantissa = '', exponent = ''] = value.toExponential(14).split('e');
	return mantissa.replace('.', '').padEnd(Number(exponent) + (value < 0 ? 2 : 1), '0');
};

const dateText = (at: number): string => {
	const [day = '', time = ''] = new Date(at).toISOString().split('T');
	return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
};

/** 0 is `A`, 26 is `AA`. */
export const columnLetters = (index: number): string =>
	index < 26
		? String.fromCharCode(65 + index)
		: columnLetters(Math.floor(index / 26) - 1) + columnLetters(index % 26);
