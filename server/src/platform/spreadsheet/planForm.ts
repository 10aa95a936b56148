// A form as a sheet to fill in or filled, and the guide that goes with it.
import type { SheetLanguage } from '@classroom/protocol';
import type { FormColumn, SheetForm } from './form.ts';
import type { PlannedCell, PlannedSheet } from './plan.ts';
import type { Words } from './words.ts';
import { say, wordKey } from './words.ts';

/** So many empty rows are made ready, so that what is typed stays text. */
const readyRows = 500;

/** What is common to forms of any rows. */
type AnyForm = Readonly<{
	id: string;
	title: Words;
	about: Words;
	columns: readonly Readonly<{ field: string }>[];
}>;

type AnyColumn = Pick<FormColumn<object>, 'header' | 'required' | 'right' | 'example' | 'choices'>;

/** `forms`: all of the workbook, for lists that are another sheet's column. */
export const planForm = <Row extends object>(
	form: SheetForm<Row>,
	rows: readonly Row[],
	forms: readonly AnyForm[],
	language: SheetLanguage,
): PlannedSheet => {
	const { columns } = form;
	const ready = Math.max(0, readyRows - rows.length);
	return {
		name: say(form.title, language),
		columns: columns.map(({ width, holds }) => ({ width, holds })),
		rows: [
			columns.map((column) => headerText(column, language)),
			...rows.map((row) => columns.map(({ show }) => show(row, language))),
			...Array.from({ length: ready }, () => columns.map(() => null)),
		],
		frozenRows: 1,
		marks: columns.map((column, place) => ({
			row: 0,
			column: place,
			tone: column.required ? ('must' as const) : ('head' as const),
			note: noteOf(column, language),
		})),
		lists: columns.flatMap((column, place) => listOf(column, place, forms, language)),
	};
};

const headerText = ({ header, required }: AnyColumn, language: SheetLanguage): string =>
	`${say(header, language)}${required ? ' *' : ''}`;

const noteOf = (column: AnyColumn, language: SheetLanguage): string => {
	const right = say(column.right, language);
	const example = say(column.example, language);
	return language === 'en'
		? `${column.required ? 'Required' : 'Optional'}: ${right}\nExample: ${example}`
		: `${column.required ? '必填' : '选填'}：${right}\n例如：${example}`;
};

const listOf = (
	{ choices }: AnyColumn,
	column: number,
	forms: readonly AnyForm[],
	language: SheetLanguage,
): PlannedSheet['lists'] => {
	if (choices === undefined) return [];
	if (!('form' in choices)) {
		return [{ column, fromRow: 1, values: choices.map((words) => say(words, language)) }];
	}
	const other = forms.find(({ id }) => id === choices.form);
	const place = other?.columns.findIndex(({ field }) => field === choices.field) ?? -1;
	if (other === undefined || place < 0) return [];
	return [{ column, fromRow: 1, values: { sheet: say(other.title, language), column: place, fromRow: 1 } }];
};

const guideWords = {
	title: { zh: '说明和示例', en: 'Guide and examples' },
	head: [
		{ zh: '工作表', en: 'Sheet' },
		{ zh: '列', en: 'Column' },
		{ zh: '必填', en: 'Required' },
		{ zh: '怎么填', en: 'What to write' },
		{ zh: '示例', en: 'Example' },
	],
	yes: { zh: '是', en: 'yes' },
	no: { zh: '', en: '' },
} as const;

/** Whether a sheet of this name is the guide. */
export const isGuide = (name: string): boolean =>
	[guideWords.title.zh, guideWords.title.en].some((word) => wordKey(word) === wordKey(name));

/** What the form says of itself, for the guide. */
export const guideOf = <Row extends object>(
	form: SheetForm<Row>,
	language: SheetLanguage,
): PlannedCell[][] => [
	[say(form.title, language), say(form.about, language)],
	...form.columns.map(({ header, required, right, example }) => {
		return [
			null,
			say(header, language),
			say(required ? guideWords.yes : guideWords.no, language),
			say(right, language),
			say(example, language),
		];
	}),
];

/** `lines`: what holds for all sheets; `parts`: each form's {@link guideOf}. It is not read on import. */
export const planGuide = (
	lines: readonly string[],
	parts: readonly (readonly PlannedCell[][])[],
	language: SheetLanguage,
): PlannedSheet => {
	const head = guideWords.head.map((words) => say(words, language));
	const rows: PlannedCell[][] = [...lines.map((text) => [text]), [null], head, ...parts.flat()];
	const at = lines.length + 1;
	const titles = rows.flatMap((row, index) =>
		index > at && row[0] !== null ? [{ row: index, column: 0, tone: 'title' as const, note: null }] : [],
	);
	return {
		name: say(guideWords.title, language),
		columns: [14, 20, 8, 56, 28].map((width) => ({ width, holds: 'text' as const })),
		rows,
		frozenRows: 0,
		marks: [...head.map((_, column) => ({ row: at, column, tone: 'head' as const, note: null })), ...titles],
		lists: [],
	};
};
