// Reads a form out of a workbook: finds its sheet by name and its columns by header, wherever they stand.
import type { SheetLanguage } from '@classroom/protocol';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Cell, Sheet, Workbook } from './cells.ts';
import { isBlank, plain, shown } from './cells.ts';
import type { FilledRow, Finding, FormReading, SheetForm } from './form.ts';
import { MAX_ROWS, MAX_SHEET_ROWS } from './limits.ts';
import type { Epoch } from './readValue.ts';
import type { Words } from './words.ts';
import { say, wordKey } from './words.ts';

/** Above the headers there may be a title and a line or two. */
const rowsAboveHeaders = 10;
/** So many rows are read in one go. */
const rowsInOneGo = 500;

interface Headers {
	readonly row: number;
	readonly places: ReadonlyMap<string, number>;
	readonly twice: readonly string[];
	readonly unknown: readonly string[];
}

export const readForm = async <Row extends object>(
	form: SheetForm<Row>,
	workbook: Workbook,
	language: SheetLanguage,
): Promise<FormReading<Row>> => {
	const sheets = workbook.sheets.filter(({ name }) => isNamed(form, name));
	const [sheet] = sheets;
	const nothing = {
		form,
		sheet: sheet ?? null,
		headerRow: 0,
		places: new Map<string, number>(),
		rows: [],
		broken: [],
	};
	if (sheet === undefined) return { ...nothing, findings: [] };
	const whole = (code: Finding['code'], details: Finding['details'] = {}): FormReading<Row> => ({
		...nothing,
		findings: [{ code, row: null, field: null, details }],
	});
	if (sheets.length > 1) return whole('sheet-twice');
	if (sheet.hidden) return whole('sheet-hidden');
	if (!sheet.rows.some((row) => !row.every(isBlank))) return { ...nothing, findings: [] };
	const headers = findHeaders(form, sheet);
	if (headers === null) return whole('no-header', { expected: expectedHeaders(form, language) });
	const findings = headerFindings(form, headers, language);
	const filled = filledRows(sheet, headers);
	if (filled.length > MAX_ROWS || sheet.rows.length > MAX_SHEET_ROWS) {
		return whole('too-many-rows', { limit: MAX_ROWS });
	}
	const common = { form, sheet, headerRow: headers.row, places: headers.places };
	if (findings.length > 0) return { ...common, rows: [], broken: [], findings };
	return { ...common, ...(await readRows(form, sheet, headers, filled, workbook.epoch)) };
};

/** Whether the workbook has a sheet of this name. */
export const isNamed = ({ title }: { readonly title: Words }, name: string): boolean =>
	[title.zh, title.en].some((word) => wordKey(word) === wordKey(name));

const findHeaders = <Row extends object>(form: SheetForm<Row>, sheet: Sheet): Headers | null => {
	let best: Headers | null = null;
	for (let row = 0; row < Math.min(rowsAboveHeaders, sheet.rows.length); row += 1) {
		const headers = headersIn(form, sheet.rows[row] ?? [], row);
		if (headers.places.size > (best?.places.size ?? 0)) best = headers;
	}
	return best;
};

const headersIn = <Row extends object>(
	form: SheetForm<Row>,
	cells: readonly Cell[],
	row: number,
): Headers => {
	const places = new Map<string, number>();
	const twice: string[] = [];
	const unknown: string[] = [];
	cells.forEach((cell, place) => {
		const text = shown(cell);
		if (text === '') return;
		const field = fieldOf(form, text);
		if (field === undefined) unknown.push(text);
		else if (places.has(field)) twice.push(field);
		else places.set(field, place);
	});
	return { row, places, twice, unknown };
};

const fieldOf = <Row extends object>(form: SheetForm<Row>, text: string): string | undefined => {
	const key = wordKey(text);
	return form.columns.find(({ header, also = [] }) =>
		[header.zh, header.en, ...also].some((word) => wordKey(word) === key),
	)?.field;
};

const headerFindings = <Row extends object>(
	form: SheetForm<Row>,
	{ row, places, twice, unknown }: Headers,
	language: SheetLanguage,
): Finding[] => {
	const strange = unknown.length === 0 ? '' : sayUnknown(unknown.slice(0, 8), language);
	return form.columns.flatMap(({ field, required, header }): Finding[] => {
		const details = { header: say(header, language), unknown: strange };
		if (twice.includes(field)) return [finding('column-twice', row + 1, field, details)];
		return required && !places.has(field) ? [finding('column-missing', row + 1, field, details)] : [];
	});
};

const sayUnknown = (unknown: readonly string[], language: SheetLanguage): string =>
	language === 'en'
		? `Unknown columns here: ${unknown.join(', ')}. `
		: `这里有不认识的列：${unknown.join('、')}。`;

const expectedHeaders = <Row extends object>(form: SheetForm<Row>, language: SheetLanguage): string =>
	form.columns.map(({ header }) => say(header, language)).join(language === 'en' ? ', ' : '、');

const filledRows = (sheet: Sheet, headers: Headers): number[] => {
	const places = [...headers.places.values()];
	const filled: number[] = [];
	for (let row = headers.row + 1; row < sheet.rows.length; row += 1) {
		const cells = sheet.rows[row] ?? [];
		if (places.some((place) => !isBlank(cells[place]))) filled.push(row);
	}
	return filled;
};

const readRows = async <Row extends object>(
	form: SheetForm<Row>,
	sheet: Sheet,
	{ places }: Headers,
	filled: readonly number[],
	epoch: Epoch,
): Promise<Pick<FormReading<Row>, 'rows' | 'broken' | 'findings'>> => {
	const rows: FilledRow<Row>[] = [];
	const broken: FilledRow<Partial<Row>>[] = [];
	const findings: Finding[] = [];
	for (const [done, index] of filled.entries()) {
		// Lessons go on beside it.
		if (done % rowsInOneGo === 0) await breathe();
		const values = readRow(form, sheet.rows[index] ?? [], places, epoch, (field, code) =>
			findings.push(finding(code, index + 1, field)),
		);
		if (isWhole(form, values)) rows.push({ row: index + 1, values });
		else broken.push({ row: index + 1, values });
	}
	return { rows, broken, findings };
};

const readRow = <Row extends object>(
	form: SheetForm<Row>,
	cells: readonly Cell[],
	places: ReadonlyMap<string, number>,
	epoch: Epoch,
	found: (field: string, code: Finding['code']) => void,
): Partial<Row> => {
	const values: Partial<Row> = {};
	for (const { field, take } of form.columns) {
		const place = places.get(field);
		const code = take(values, place === undefined ? null : plain(cells[place]), epoch);
		if (code !== null) found(field, code);
	}
	return values;
};

const isWhole = <Row extends object>(form: SheetForm<Row>, values: Partial<Row>): values is Row =>
	form.columns.every(({ field }) => field in values);

const finding = (
	code: Finding['code'],
	row: number | null,
	field: string | null,
	details: NonNullable<Finding['details']> = {},
): Finding => ({ code, row, field, details });
