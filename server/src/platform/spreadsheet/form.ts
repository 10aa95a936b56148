// A form: the sheet that people fill in, declared once.
import type { SheetIssue, SheetIssueCode, SheetLanguage } from '@classroom/protocol';
import type { PlainCell, Sheet } from './cells.ts';
import { columnLetters, plain, shown } from './cells.ts';
import type { Column } from './columns.ts';
import type { PlannedCell } from './plan.ts';
import type { Epoch } from './readValue.ts';
import { sentenceOf } from './sentences.ts';
import type { Words } from './words.ts';
import { say } from './words.ts';

/** A column in its form. */
export interface FormColumn<Row extends object> extends Pick<
	Column<unknown>,
	'header' | 'also' | 'holds' | 'right' | 'example' | 'width' | 'choices'
> {
	readonly field: keyof Row & string;
	readonly required: boolean;
	/** Puts what the cell says into the row's values; the code of what is wrong with it, or null. */
	readonly take: (values: Partial<Row>, cell: PlainCell, epoch: Epoch) => SheetIssueCode | null;
	readonly show: (row: Row, language: SheetLanguage) => PlannedCell;
}

export interface SheetForm<Row extends object> {
	readonly id: string;
	/** The sheet's name. */
	readonly title: Words;
	/** What it is for, in the guide. */
	readonly about: Words;
	/** In their order; every field of the row has one. */
	readonly columns: readonly FormColumn<Row>[];
}

/** `const of = columnsOf<School>(); of('name', textColumn(…))` */
export const columnsOf =
	<Row extends object>() =>
	<K extends keyof Row & string>(field: K, column: Column<Row[K]>): FormColumn<Row> => {
		const { blank, read, write, ...about } = column;
		return {
			...about,
			field,
			required: blank === null,
			take(values, cell, epoch) {
				if (shown(cell) === '') {
					if (blank === null) return 'required';
					values[field] = blank.value;
					return null;
				}
				const answer = read(cell, epoch);
				if (answer.ok) values[field] = answer.value;
				return answer.ok ? null : answer.code;
			},
			show: (row, language) => write(row[field], language),
		};
	};

export interface FilledRow<Row> {
	/** As the program for spreadsheets counts. */
	readonly row: number;
	readonly values: Row;
}

export interface Finding {
	readonly code: SheetIssueCode;
	/** From 1; null: the sheet as a whole. */
	readonly row: number | null;
	/** Null: the row as a whole. */
	readonly field: string | null;
	readonly details?: Readonly<Record<string, string | number>>;
}

export interface FormReading<Row extends object> {
	readonly form: SheetForm<Row>;
	/** Null: the workbook has no such sheet. */
	readonly sheet: Sheet | null;
	/** Index of the row with the headers. */
	readonly headerRow: number;
	/** Where each field's column is; fields without a column are missing. */
	readonly places: ReadonlyMap<string, number>;
	/** Rows without a mistake. */
	readonly rows: readonly FilledRow<Row>[];
	/** What could be read of the others, so that all of their mistakes can be told at once. */
	readonly broken: readonly FilledRow<Partial<Row>>[];
	readonly findings: readonly Finding[];
}

/** Whether the file has this column: what it does not have stays as it is. */
export const has = <Row extends object>(reading: FormReading<Row>, field: keyof Row & string): boolean =>
	reading.places.has(field);

/** A finding as it is shown to whoever handed the file in. */
export const issueOf = <Row extends object>(
	{ form, sheet, places }: FormReading<Row>,
	{ code, row, field, details = {} }: Finding,
	language: SheetLanguage,
): SheetIssue => {
	const column = form.columns.find((each) => each.field === field);
	const place = field === null ? undefined : places.get(field);
	const cell = row === null || place === undefined ? undefined : sheet?.rows[row - 1]?.[place];
	const right = column === undefined ? '' : say(column.right, language);
	return {
		sheet: sheet?.name ?? say(form.title, language),
		row,
		column: place === undefined ? null : columnLetters(place),
		header: column === undefined ? null : say(column.header, language),
		value: shown(plain(cell)).slice(0, 120),
		code,
		right: sentenceOf(code, { title: say(form.title, language), right, ...details }, language),
	};
};
