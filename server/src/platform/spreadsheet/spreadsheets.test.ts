// Real files: what people and their programs write is read right, and what is written is read back.
import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_ROWS } from './limits.ts';
import type { SheetForm } from './form.ts';
import { columnsOf, issueOf } from './form.ts';
import { choiceColumn, choicesColumn, dayColumn, numberColumn, optional, textColumn } from './columns.ts';
import { planForm } from './planForm.ts';
import { annotated } from './annotate.ts';
import { readForm } from './readForm.ts';
import { readCells } from './readCells.ts';
import { Spreadsheets } from './spreadsheets.ts';
import { writeCells } from './writeCells.ts';
import type { MadeCell, MadeSheet } from './workbook.testing.ts';
import { madeWorkbook } from './workbook.testing.ts';

const spreadsheets = new Spreadsheets();

type Row = {
	name: string;
	id: string;
	kind: 'village' | 'town';
	tags: readonly ('red' | 'blue')[];
	day: string | null;
	size: number | null;
};
const of = columnsOf<Row>();
const words = (zh: string) => ({ zh, en: `${zh}-en` });
const text = z.string().min(1, 'required').max(20, 'too-long');
const form: SheetForm<Row> = {
	id: 'things',
	title: { zh: '物品', en: 'Things' },
	about: words('物品'),
	columns: [
		of(
			'name',
			textColumn(
				{ header: words('名称'), also: ['名字'], example: words('桌'), width: 12, right: words('填名称') },
				text,
			),
		),
		of(
			'id',
			textColumn({ header: words('编号'), example: words('007'), width: 12, right: words('填编号') }, text, {
				narrow: true,
			}),
		),
		of(
			'kind',
			choiceColumn(
				{ header: words('类型'), example: words('村'), width: 8 },
				{ village: { zh: '村', en: 'village' }, town: { zh: '镇', en: 'town', also: ['乡镇'] } },
			),
		),
		of(
			'tags',
			choicesColumn(
				{ header: words('标签'), example: words('红'), width: 8 },
				{ red: { zh: '红', en: 'red' }, blue: { zh: '蓝', en: 'blue' } },
			),
		),
		of('day', optional(dayColumn({ header: words('日期'), example: words('2026-03-05'), width: 12 }))),
		of(
			'size',
			optional(
				numberColumn(
					{ header: words('大小'), example: words('3.5'), width: 8, right: words('填 0 至 100') },
					{ min: 0, max: 100, decimals: 2 },
				),
			),
		),
	],
};
const heads = ['名称', '编号', '类型', '标签', '日期', '大小'];

const readSheets = async (sheets: readonly MadeSheet[], more: { date1904?: boolean } = {}) => {
	const workbook = await spreadsheets.read(madeWorkbook({ sheets, ...more }));
	const reading = await readForm(form, workbook, 'zh-CN');
	const issues = reading.findings.map((finding) => issueOf(reading, finding, 'zh-CN'));
	return {
		rows: reading.rows.map(({ row, values }) => ({ row, ...values })),
		issues: issues.map(({ row, column, value, code }) =>
			[`${column ?? ''}${row ?? ''}`, code, value].join(' '),
		),
		sentences: issues.map(({ right }) => right),
	};
};
const readRows = (
	rows: readonly (readonly MadeCell[])[],
	more: { merges?: string[]; date1904?: boolean } = {},
) => readSheets([{ name: '物品', rows: [heads, ...rows], ...more }], more);

const day = (number: number, format = 'yyyy-mm-dd'): MadeCell => ({ number, format });

test('what people type is read as it is meant', async () => {
	const { rows, issues } = await readRows([
		['　张桌 ', '００７Ａ', '村', '红、蓝', day(46_086), 3.5],
		['钟表 ', 13_800_000_001, 'town', 'blue', '2026年3月5日', '３．５'],
		['书', { number: 7, format: '000' }, '乡 镇', '红 蓝', '２０２６／３／５', '1,0'],
		[null, null, null, null, null, null],
		['笔', '00123', '镇', null, 46_086, null],
		[{ inline: '尺' }, 'a', '村', '红；红', '20260305', 0],
	]);
	expect(issues).toEqual([]);
	const whole = { tags: ['red', 'blue'], day: '2026-03-05', size: 3.5 };
	expect(rows).toEqual([
		{ row: 2, name: '张桌', id: '007A', kind: 'village', ...whole },
		{ row: 3, name: '钟表', id: '13800000001', kind: 'town', ...whole, tags: ['blue'] },
		{ row: 4, name: '书', id: '007', kind: 'town', ...whole, size: 10 },
		{ row: 6, name: '笔', id: '00123', kind: 'town', tags: [], day: '2026-03-05', size: null },
		{ row: 7, name: '尺', id: 'a', kind: 'village', ...whole, tags: ['red'], size: 0 },
	]);
});

test('days of the 1904 system, as dates and as bare numbers', async () => {
	const { rows } = await readRows(
		[
			['a', '1', '村', null, day(44_624), null],
			['b', '2', '村', null, 44_624, null],
		],
		{ date1904: true },
	);
	expect(rows.map((row) => row.day)).toEqual(['2026-03-05', '2026-03-05']);
});

test('each mistake is named with its cell, what stands there and what is right', async () => {
	const { rows, issues, sentences } = await readRows([
		[{ formula: "cmd|' /C calc'!A0", value: '桌' }, '1', '村'],
		[{ error: '#N/A' }, { number: 46_086, format: 'm-d' }, '城'],
		[null, 530_000_201_801_010_000, '村', '红、绿', '2026-02-30', 'viel'],
		['很'.repeat(21), '2', '村', null, '3月5日', 101],
		['x', { formula: 'SUM(A1:A2)', value: 5 }, '村', null, { formula: 'TODAY()', value: 46_086 }],
	]);
	expect(rows).toEqual([]);
	expect(issues).toEqual([
		"A2 formula =cmd|' /C calc'!A0",
		'A3 cell-error #N/A',
		'B3 became-date 2026-03-05',
		'C3 bad-choice 城',
		'A4 required ',
		'B4 lost-digits 530000201801010000',
		'D4 bad-choice 红、绿',
		'E4 bad-date 2026-02-30',
		'F4 not-a-number viel',
		`A5 too-long ${'很'.repeat(21)}`,
		'E5 bad-date 3月5日',
		'F5 out-of-range 101',
		'B6 formula =SUM(A1:A2)',
		'E6 formula =TODAY()',
	]);
	expect(sentences[3]).toBe('填 村、镇 之一');
	expect(sentences[4]).toBe('不能为空。填名称');
});

test('a cell merged over rows counts for each of them; one merged over columns is refused', async () => {
	const down = await readRows(
		[
			['甲', '1', '村'],
			['乙', '2', null],
			['丙', '3', null],
			[null, null, null],
		],
		{ merges: ['C2:C5'] },
	);
	expect(down.issues).toEqual([]);
	expect(down.rows.map(({ kind }) => kind)).toEqual(['village', 'village', 'village']);
	const across = await readRows([['甲', null, '村']], { merges: ['A2:B2'] });
	expect(across.issues).toEqual(['B2 merged A2:B2']);
});

test('columns are found by their headers, below a title and in any order', async () => {
	const { rows, issues } = await readSheets([
		{ name: '别的', rows: [['什么']] },
		{
			name: ' things ',
			rows: [
				['全县物品'],
				[],
				[null, '类型 *', '名字（必填）', '备注', '编号-EN'],
				[null, '村', '桌', '旧', '7'],
			],
			merges: ['A1:E1'],
		},
	]);
	expect(issues).toEqual([]);
	expect(rows).toEqual([{ row: 4, name: '桌', id: '7', kind: 'village', tags: [], day: null, size: null }]);
});

test.each<[string, MadeSheet[], string[]]>([
	[
		'a column is missing',
		[
			{
				name: '物品',
				rows: [
					['名称', '编码', '类型'],
					['a', 'b', '村'],
				],
			},
		],
		['1 column-missing '],
	],
	[
		'a column stands twice',
		[{ name: '物品', rows: [['名称', '名字', '编号', '类型']] }],
		['A1 column-twice 名称'],
	],
	['no headers', [{ name: '物品', rows: [['a', 'b']] }], [' no-header ']],
	[
		'hidden',
		[
			{ name: '物品', hidden: true, rows: [heads, ['a', '1', '村']] },
			{ name: 'x', rows: [] },
		],
		[' sheet-hidden '],
	],
	[
		'twice',
		[
			{ name: '物品', rows: [heads] },
			{ name: 'Things', rows: [heads] },
		],
		[' sheet-twice '],
	],
	['only headers', [{ name: '物品', rows: [heads] }], []],
	['nothing', [{ name: '物品', rows: [] }], []],
])('a sheet with another form: %s', async (_, sheets, issues) => {
	expect((await readSheets(sheets)).issues).toEqual(issues);
});

test('50,000 rows are read right beside whatever else goes on; one more is refused', async () => {
	const rowOf = (n: number) => [`学生${n}`, `G${10_000_000 + n}`, '村', '红', 46_086, 1];
	const rows = Array.from({ length: MAX_ROWS }, (_, n) => rowOf(n));
	const bytes = madeWorkbook({ sheets: [{ name: '物品', rows: [heads, ...rows] }] });
	let turns = 0;
	const elsewhere = setInterval(() => (turns += 1), 5);
	const reading = await readForm(form, await spreadsheets.read(bytes), 'zh-CN');
	clearInterval(elsewhere);
	expect(turns).toBeGreaterThan(10);
	expect(reading.findings).toEqual([]);
	expect(reading.rows).toHaveLength(MAX_ROWS);
	expect(reading.rows.at(-1)).toEqual({
		row: MAX_ROWS + 1,
		values: {
			name: '学生49999',
			id: 'G10049999',
			kind: 'village',
			tags: ['red'],
			day: '2026-03-05',
			size: 1,
		},
	});
	const sheets = [
		{ name: '物品', hidden: false, rows: [heads, ...rows, ['x', '1', '村']].map((row) => [...row]) },
	];
	const tooMany = await readForm(form, { epoch: '1900', sheets }, 'zh-CN');
	expect(tooMany.findings.map(({ code, details }) => [code, details?.['limit']])).toEqual([
		['too-many-rows', MAX_ROWS],
	]);
});

const rowArbitrary: fc.Arbitrary<Row> = fc.record({
	name: fc
		.oneof(
			fc.string({ unit: 'grapheme', maxLength: 12 }),
			fc.constantFrom('=1+1', '+1', '-1', '@a', "'=a", '0012', '1e5', '2026-03-05', 'TRUE'),
		)
		.map((name) =>
			name
				.normalize('NFC')
				.replaceAll(/[\p{C}\u200B\uFEFF]/gu, '')
				.trim(),
		)
		.filter((name) => name !== '' && name.length <= 20),
	id: fc.stringMatching(/^[0-9A-Za-z]{1,20}$/),
	kind: fc.constantFrom('village', 'town'),
	tags: fc.uniqueArray(fc.constantFrom('red', 'blue')),
	day: fc.option(
		fc
			.date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
			.map((at) => at.toISOString().slice(0, 10)),
	),
	size: fc.option(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)),
});

test('what is written is read back the same, in both languages, and holds no formula', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(rowArbitrary, { maxLength: 8 }),
			fc.constantFrom('zh-CN' as const, 'en' as const),
			async (rows, language) => {
				const sheet = planForm(form, rows, [form], language);
				const bytes = await writeCells({ title: 'x', sheets: [sheet] });
				const xml = Object.entries(unzipSync(bytes)).map(
					([name, part]) => [name, Buffer.from(part).toString()] as const,
				);
				for (const [name, part] of xml)
					if (name.startsWith('xl/worksheets/')) expect(part).not.toMatch(/<f[\s>]/);
				const reading = await readForm(form, await readCells(bytes), language);
				expect(reading.findings).toEqual([]);
				expect(reading.rows.map(({ values }) => values)).toEqual(rows);
			},
		),
		{ numRuns: 25 },
	);
});

test('what begins like a formula is written as text in the format "text"', async () => {
	const row: Row = { name: '=cmd|calc', id: '007', kind: 'town', tags: [], day: null, size: null };
	const bytes = await spreadsheets.write({ title: 'x', sheets: [planForm(form, [row], [form], 'zh-CN')] });
	const parts = unzipSync(bytes);
	const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
	const styles = Buffer.from(parts['xl/styles.xml'] ?? []).toString();
	const [, type, style] = /<c r="A2" t="(\w+)" s="(\d+)">/.exec(sheet) ?? [];
	expect(type).toBe('s');
	const formats = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf numFmtId="(\d+)"/g)].map(
		(found) => found[1],
	);
	const text = /<numFmt numFmtId="(\d+)" formatCode="@"\/>/.exec(styles)?.[1];
	expect(formats[Number(style)]).toBe(text);
	// Cells that are still empty are ready for ids with leading zeros too.
	expect(sheet).toMatch(new RegExp(`<c r="B300" s="${style}"`));
	expect(sheet).toContain('<dataValidation ');
	expect(sheet).toContain('state="frozen"');
});

test('mistakes are marked in the file that was handed in, which is read again when they are put right', async () => {
	const file = madeWorkbook({
		sheets: [{ name: '物品', rows: [heads, ['=x', '1', '城'], [{ formula: '1+1', value: 2 }, '2', '村']] }],
	});
	const workbook = await spreadsheets.read(file);
	const reading = await readForm(form, workbook, 'zh-CN');
	const issues = reading.findings.map((finding) => issueOf(reading, finding, 'zh-CN'));
	const marked = await spreadsheets.write(annotated(workbook, issues, 'zh-CN'));
	const again = await spreadsheets.read(marked);
	expect(again.sheets.map(({ name }) => name)).toEqual(['检查结果', '物品']);
	expect(again.sheets[0]?.rows.slice(1)).toEqual([
		['物品', 2, 'C', '类型', '城', '填 村、镇 之一'],
		['物品', 3, 'A', '名称', '=1+1', issues[1]?.right],
	]);
	expect(again.sheets[1]?.rows[2]?.[0]).toBe('=1+1');
	const comments = Object.entries(unzipSync(marked)).filter(([name]) => name.includes('comments'));
	expect(Buffer.from(comments[0]?.[1] ?? []).toString()).toContain('填 村、镇 之一');
});
