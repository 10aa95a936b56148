// Real .xlsx files for tests, written part by part: with what Excel and WPS write, and with what attackers do.
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';

export type MadeCell =
	| null
	| string
	| number
	| boolean
	| { readonly formula: string; readonly value: string | number }
	/** A number in a format: `yyyy-mm-dd`, `0000`. */
	| { readonly number: number; readonly format: string }
	| { readonly error: string }
	| { readonly inline: string };

export interface MadeSheet {
	readonly name: string;
	readonly rows: readonly (readonly MadeCell[])[];
	readonly merges?: readonly string[];
	readonly hidden?: boolean;
}

interface Made {
	readonly sheets: readonly MadeSheet[];
	readonly date1904?: boolean;
	/** More parts, or others in their place. */
	readonly parts?: Readonly<Record<string, string>>;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const letters = (index: number): string =>
	index < 26
		? String.fromCharCode(65 + index)
		: letters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));

export const madeWorkbook = (made: Made): Uint8Array => zipSync(partsOf(made), { level: 6 });

const partsOf = ({ sheets, date1904 = false, parts = {} }: Made): Zippable => {
	const book = new Book();
	const written = sheets.map((sheet) => book.sheet(sheet));
	const all: Record<string, string> = {
		'[Content_Types].xml': contentTypes(sheets.length),
		'_rels/.rels': rels([['rId1', 'officeDocument', 'xl/workbook.xml']]),
		'xl/workbook.xml': workbookXml(sheets, date1904),
		'xl/_rels/workbook.xml.rels': rels([
			...sheets.map((_, n): Rel => [`rId${n + 1}`, 'worksheet', `worksheets/sheet${n + 1}.xml`]),
			['rIdStyles', 'styles', 'styles.xml'],
			['rIdStrings', 'sharedStrings', 'sharedStrings.xml'],
		]),
		...Object.fromEntries(written.map((xml, n) => [`xl/worksheets/sheet${n + 1}.xml`, xml])),
		'xl/styles.xml': book.styles(),
		'xl/sharedStrings.xml': book.strings(),
		...parts,
	};
	return Object.fromEntries(Object.entries(all).map(([name, xml]) => [name, strToU8(xml)]));
};

type Rel = [id: string, type: string, target: string];

const rels = (all: readonly Rel[]): string =>
	`${head}<Relationships xmlns="${packaged}/relationships">${all
		.map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`)
		.join('')}</Relationships>`;

const contentTypes = (sheets: number): string => {
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const each = Array.from(
		{ length: sheets },
		(_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
	);
	return `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${each.join('')}</Types>`;
};

const workbookXml = (sheets: readonly MadeSheet[], date1904: boolean): string => {
	const each = sheets.map(
		({ name, hidden }, n) =>
			`<sheet name="${escaped(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"${hidden === true ? ' state="hidden"' : ''}/>`,
	);
	const properties = date1904 ? '<workbookPr date1904="1"/>' : '';
	return `${head}<workbook xmlns="${main}" xmlns:r="${relations}">${properties}<sheets>${each.join('')}</sheets></workbook>`;
};

class Book {
	readonly #strings = new Map<string, number>();
	readonly #formats = new Map<string, number>();

	sheet({ rows, merges = [] }: MadeSheet): string {
		const data = rows.map(
			(row, at) =>
				`<row r="${at + 1}">${row.map((cell, n) => this.#cell(cell, `${letters(n)}${at + 1}`)).join('')}</row>`,
		);
		const merged =
			merges.length === 0
				? ''
				: `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
		return `${head}<worksheet xmlns="${main}"><sheetData>${data.join('')}</sheetData>${merged}</worksheet>`;
	}

	strings(): string {
		const each = [...this.#strings.keys()].map(
			(text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`,
		);
		return `${head}<sst xmlns="${main}" count="${each.length}" uniqueCount="${each.length}">${each.join('')}</sst>`;
	}

	styles(): string {
		const formats = [...this.#formats].map(
			([format, n]) => `<numFmt numFmtId="${163 + n}" formatCode="${escaped(format)}"/>`,
		);
		const cells = [...this.#formats.values()].map(
			(n) => `<xf numFmtId="${163 + n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
		);
		const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';
		return `${head}<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1">${plain}</cellStyleXfs><cellXfs count="${cells.length + 1}">${plain}${cells.join('')}</cellXfs></styleSheet>`;
	}

	#cell(cell: MadeCell, ref: string): string {
		if (cell === null) return '';
		if (typeof cell === 'string') return `<c r="${ref}" t="s"><v>${indexIn(this.#strings, cell) - 1}</v></c>`;
		if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
		if (typeof cell === 'boolean') return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
		if ('inline' in cell) return `<c r="${ref}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`;
		if ('error' in cell) return `<c r="${ref}" t="e"><v>${cell.error}</v></c>`;
		if ('formula' in cell) {
			const type = typeof cell.value === 'string' ? ' t="str"' : '';
			return `<c r="${ref}"${type}><f>${escaped(cell.formula)}</f><v>${escaped(String(cell.value))}</v></c>`;
		}
		return `<c r="${ref}" s="${indexIn(this.#formats, cell.format)}"><v>${cell.number}</v></c>`;
	}
}

/** From 1, in the order in which they are asked for. */
const indexIn = (known: Map<string, number>, text: string): number => {
	const index = known.get(text) ?? known.size + 1;
	known.set(text, index);
	return index;
};
