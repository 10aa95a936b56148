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
	'bad-month-day': { zh: '不是一年里的日子。{right}', en: 'Not a day of the year: {right}' },
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
	unknown: {
		zh: '没有这个{what}{hint}。请核对名称；系统里还没有的，请先导入名单',
		en: 'There is no such {what}{hint}. Check the name; what is not there yet is to be imported with the rosters first',
	},
	unclear: {
		zh: '分不清是哪个{what}：{candidates}。请写清楚其中一个',
		en: 'It is not clear which {what} is meant: {candidates}. Write one of these',
	},
	differs: {
		zh: '与第 {row} 行填的不一样。{right}',
		en: 'Not the same as in row {row}. {right}',
	},
	'end-before-start': {
		zh: '结束要晚于开始（{start}）',
		en: 'The end must be after the beginning ({start})',
	},
	'bad-length': {
		zh: '一节课要有 {least} 至 {most} 分钟',
		en: 'A lesson has {least} to {most} minutes',
	},
	overlap: {
		zh: '与“{other}”（{when}）重叠，请改成互不重叠',
		en: 'Overlaps "{other}" ({when}). Change one of them',
	},
	'too-many': { zh: '最多 {limit} 个', en: 'At most {limit}' },
	'in-the-past': {
		zh: '这一天已经过去，不能再改。请改回原样，或删除这一行',
		en: 'This day is over and cannot be changed. Put back what it was, or delete this row',
	},
	'outside-term': {
		zh: '不在学期内。学期有：{terms}',
		en: 'Not in a term. There are: {terms}',
	},
	'weeks-differ': {
		zh: '与首尾两天对不上：从第一天到最后一天是 {weeks} 周。改正，或不填',
		en: 'Does not fit the first and last day, which make {weeks} weeks. Correct it, or leave it empty',
	},
	'weeks-unreadable': {
		zh: '“{text}”看不懂。周次写成 1-16周、1-15周(单)、2,4,8-12周(双) 这样',
		en: '"{text}" cannot be read. Weeks are written as 1-16周, 1-15周(单) for odd, 2,4,8-12周(双) for even',
	},
	'weeks-backwards': {
		zh: '“{text}”前后颠倒，小的周次写在前面',
		en: '"{text}" runs backwards. The smaller week comes first',
	},
	'weeks-parity-twice': {
		zh: '“{text}”又是单周又是双周。每周都上就不写单双',
		en: '"{text}" is odd and even at once. Leave both out for every week',
	},
	'weeks-parity-empty': {
		zh: '“{text}”里没有这样的单周或双周',
		en: '"{text}" has no such odd or even week',
	},
	'weeks-outside-term': {
		zh: '“{text}”不在学期内，这个学期是第 1 周到第 {lastWeek} 周',
		en: '"{text}" is outside the term, which has weeks 1 to {lastWeek}',
	},
	'no-such-period': {
		zh: '{school}{weekday}没有这一节。有：{periods}。也可以填自定的开始和结束时间',
		en: '{school} has no such period on {weekday}. It has: {periods}. Or give times of its own',
	},
	'no-bells': {
		zh: '{school}还没有作息时间。请在“作息时间”表里填上，或填自定的开始和结束时间',
		en: '{school} has no bells yet. Fill them in on the sheet of bells, or give times of its own',
	},
	'no-lessons': {
		zh: '这些周里一节课也上不了：都在过去，或遇上放假、考试、停课',
		en: 'No lesson comes of these weeks: all are over, or days off',
	},
	'not-a-teacher': {
		zh: '{name}的账号已停用，请换一位教师',
		en: 'The account of {name} is disabled. Choose another teacher',
	},
	'sender-is-receiver': {
		zh: '主讲教室不能同时是听课教室',
		en: 'The sending classroom cannot receive too',
	},
	clash: {
		zh: '{name} {when} 已有课：{other}{more}。请换时间、教师或教室；已经排好的课请在“课表”页修改',
		en: '{name} is taken {when}: {other}{more}. Change time, teacher or classroom; lessons planned already are changed on the timetable page',
	},
	'clash-link': {
		zh: '{name}的网络 {when} 已有课在用：{other}{more}，再加一节带宽不够。请换时间',
		en: 'The link of {name} is in use {when}: {other}{more}, and does not carry one more. Change the time',
	},
	'clash-recorder': {
		zh: '{when} 同时录制的课已经满了{more}，例如：{other}。请换时间',
		en: 'All recorders are in use {when}{more}, for example by: {other}. Change the time',
	},
	'clash-sfu': {
		zh: '{when} 同时上课的教室已经满了{more}，例如：{other}。请换时间',
		en: 'All places are in use {when}{more}, for example by: {other}. Change the time',
	},
};

export const sentenceOf = (
	code: SheetIssueCode,
	details: Readonly<Record<string, string | number>>,
	language: SheetLanguage,
): string => fill(say(sentences[code], language), details);
