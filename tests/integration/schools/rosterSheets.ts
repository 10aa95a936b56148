// Filled-in rosters, as a county hands them in.
import type { MadeCell, MadeSheet } from '../../../server/src/platform/spreadsheet/workbook.testing.ts';

const heads = {
	学校: ['学校名称', '类型', '乡镇', '下行带宽(Mbit/s)', '上行带宽(Mbit/s)'],
	教室: ['学校', '教室名称', '类型'],
	班级: ['学校', '班级名称', '年级'],
	教师: ['学校', '姓名', '登录名', '任教学科'],
	学生: ['学校', '班级', '姓名', '登录名'],
} as const;
export const sheet = (name: keyof typeof heads, ...rows: MadeCell[][]): MadeSheet => ({
	name,
	rows: [[...heads[name]], ...rows],
});

/** Two schools, three classes, two teachers, three students. */
export const county = (mark: string): MadeSheet[] => [
	sheet(
		'学校',
		['罗山镇中心小学', '核心校', '罗山镇', 10, '2.5'],
		['罗山教学点', '教学点', null, null, null],
	),
	sheet('教室', ['罗山镇中心小学', '录播教室1', '录播教室'], ['罗山教学点', '互动教室', '互动']),
	sheet(
		'班级',
		['罗山镇中心小学', '三年级（1）班', '三年级'],
		['罗山镇中心小学', '初一1班', '初一'],
		['罗山教学点', '三年级', 3],
	),
	sheet(
		'教师',
		['罗山镇中心小学', '李晓梅', `li-${mark}`, '音乐、美术'],
		['罗山镇中心小学', '王强', `13${mark}`, null],
	),
	sheet(
		'学生',
		['罗山教学点', '三年级', '王小明', `g1-${mark}`],
		['罗山教学点', '三年级', '李娜', `Ｇ2-${mark}`],
		['罗山镇中心小学', '三年级(1)班', '张伟', `g3-${mark}`],
	),
];
