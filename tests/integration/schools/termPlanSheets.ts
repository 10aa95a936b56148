// A filled-in plan of a term, as a county hands it in.
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';

const heads = {
	学期: ['学期名称', '第一天', '最后一天', '周数'],
	校历: ['日期', '到', '安排', '名称或原因', '按周几上课', '按第几周', '停课范围'],
	作息时间: ['学校', '作息表', '每年从', '每年到', '适用', '节次', '节次名称', '上课', '下课'],
	课程: [
		...['学期', '学科', '形式', '课程名称', '主讲教师', '主讲学校', '主讲教室', '听课教室', '听课班级'],
		...['周几', '第几节', '周次', '自定开始', '自定结束'],
	],
} as const;

export const planSheet = (name: keyof typeof heads, ...rows: MadeCell[][]): MadeSheet => ({
	name,
	rows: [[...heads[name]], ...rows],
});

export const term = planSheet('学期', [
	'2026 春季学期',
	'2026-03-02',
	{ number: 46213, format: 'yyyy-mm-dd' },
	19,
]);
export const days = planSheet(
	'校历',
	['2026年5月9日', null, '调休上课', '劳动节', '星期二', '１０', null],
	['2026-06-25', '2026-06-26', '考试', '期末考试', null, null, null],
	['2026-04-10', null, '停课', '大雪', null, null, '罗山教学点'],
);
export const bells = planSheet(
	'作息时间',
	['中心小学', '全天', null, null, '周一至周五', 1, '上午第1节', '8:00', '8:40'],
	['中心小学', '全天', null, null, null, '２', null, { number: 0.3680555555, format: 'h:mm' }, '09：30'],
	['中心小学', '全天', null, null, null, 3, null, '9:50', '10:30'],
);

/** Subject, kind, title, teacher, receiving, class, weekday, period, weeks; the rest as usual. */
export const lesson = (part: {
	readonly subject?: MadeCell;
	readonly title?: MadeCell;
	readonly teacher?: MadeCell;
	readonly school?: MadeCell;
	readonly receiving?: MadeCell;
	readonly classes?: MadeCell;
	readonly weekday?: MadeCell;
	readonly period?: MadeCell;
	readonly weeks?: MadeCell;
	readonly own?: readonly [MadeCell, MadeCell];
}): MadeCell[] => [
	null,
	part.subject ?? '音乐',
	'专递课堂',
	part.title ?? null,
	part.teacher ?? '李晓梅',
	part.school === undefined ? '中心小学' : part.school,
	null,
	part.receiving === undefined ? '罗山教学点' : part.receiving,
	part.classes === undefined ? '罗山教学点/三年级' : part.classes,
	part.weekday ?? '周四',
	part.period ?? '2',
	part.weeks === undefined ? '1-16周' : part.weeks,
	...(part.own ?? [null, null]),
];

export const plan = (...rows: MadeCell[][]): MadeSheet[] => [term, days, bells, planSheet('课程', ...rows)];
