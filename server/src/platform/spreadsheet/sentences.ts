// What is said of a mistake in a sheet: what is wrong, and what is right.
import type { SheetIssueCode, SheetLanguage } from '@classroom/protocol';
import type { Words } from './words.ts';
import { fill, say } from './words.ts';

/** `{right}` is the column's own word on what may stand there; the other names are the finding's details. */
const sentences: Readonly<Record<SheetIssueCode, Words>> = {
	'sheet-hidden': {
		zh: '这张工作表是隐藏的，没有读取。请取消隐藏；不需要的话请删除',
		en: 'This sheet is hidden and was not read. Unhide it, or delete it if it is not needed',
	},
	'sheet-twice': {
		zh: '有两张“{title}”工作表。请合并成一张',
		en: 'There are two sheets "{title}". Put them into one',
	},
	'no-header': {
		zh: '前 10 行里没有找到列名。第一行应有：{expected}',
		en: 'No headers were found in the first 10 rows. The first row should have: {expected}',
	},
	'column-missing': {
		zh: '缺少“{header}”列。{unknown}请把列名改回来，或重新下载模板',
		en: 'The column "{header}" is missing. {unknown}Rename it, or download the template again',
	},
	'column-twice': {
		zh: '“{header}”列出现了两次，请只留一列',
		en: 'There are two columns "{header}". Keep one',
	},
	'too-many-rows': {
		zh: '一张工作表最多 {limit} 行，请分成几个文件',
		en: 'A sheet may have at most {limit} rows. Divide it into several files',
	},
	required: { zh: '不能为空。{right}', en: 'Must not be empty: {right}' },
	'too-long': { zh: '太长。{right}', en: 'Too long: {right}' },
	'too-short': { zh: '太短。{right}', en: 'Too short: {right}' },
	'bad-characters': { zh: '有不能用的字符。{right}', en: 'Has characters that cannot be used: {right}' },
	'bad-choice': { zh: '{right}', en: 'Should be {right}' },
	'not-a-number': { zh: '不是数字。{right}', en: 'Not a number: {right}' },
	'out-of-range': { zh: '{right}', en: 'Should be {right}' },
	'bad-date': { zh: '不是有效的日期。填日期，例如 2026-03-05', en: 'Not a date. Write it as 2026-03-05' },
	'bad-time': { zh: '不是有效的时间。填时间，例如 08:50', en: 'Not a time. Write it as 08:50' },
	formula: {
		zh: '这里是公式，系统不读取公式。请复制后“选择性粘贴 → 数值”',
		en: 'This is a formula, which is not read. Copy it and paste its value',
	},
	'cell-error': { zh: '这里是 Excel 的错误值。{right}', en: 'This is an error value of Excel: {right}' },
	merged: {
		zh: '合并的单元格跨了几列，分不清属于哪一列。请取消合并，每格单独填写',
		en: 'A merged cell spans several columns. Unmerge it and fill in each cell',
	},
	'lost-digits': {
		zh: '数字太长，Excel 已把 15 位以后改成 0。请先把这一列设为“文本”格式，再重新填写',
		en: 'Excel has changed the digits after the 15th. Format the column as text and type it again',
	},
	'became-date': {
		zh: 'Excel 把它变成了日期。请先把这一列设为“文本”格式，再重新填写',
		en: 'Excel turned this into a date. Format the column as text and type it again',
	},
	duplicate: { zh: '与第 {row} 行重复，请删除其中一行', en: 'The same as row {row}. Delete one of them' },
	'not-found': {
		zh: '没有这个{what}{hint}。请核对名称，或先在“{sheet}”表里填上',
		en: 'There is no such {what}{hint}. Check the name, or add it to the sheet "{sheet}"',
	},
	ambiguous: {
		zh: '有两个{what}叫这个名字，分不清是哪一个。请先在系统里改成不同的名称',
		en: 'Two have this name ({what}). Give them different names in the system first',
	},
	taken: {
		zh: '这个登录名已经有人用了，请换一个，例如后面加数字',
		en: 'Somebody has this sign-in name. Choose another, for example with a number',
	},
	'other-role': {
		zh: '这个登录名是{role}的。请换一个登录名，或在“人员”页面改角色',
		en: 'This sign-in name belongs to somebody who is {role}. Choose another, or change the role on the page of people',
	},
	'other-school': { zh: '只能导入本校（{school}）的数据', en: 'Only data of your own school ({school})' },
	'county-only': {
		zh: '学校的资料只有县管理员能改。请删除这一行，或改回原样',
		en: 'Only the county changes schools. Delete this row, or put back what it was',
	},
};

export const sentenceOf = (
	code: SheetIssueCode,
	details: Readonly<Record<string, string | number>>,
	language: SheetLanguage,
): string => fill(say(sentences[code], language), details);
