// The forms of a term's plan: terms, calendar, bells, series.
import type { Words } from '../../platform/index.ts';
import { bellForm } from './bellForm.ts';
import { dayForm } from './dayForm.ts';
import { seriesForm } from './seriesForm.ts';
import { termForm } from './termForm.ts';

export type { BellRow } from './bellForm.ts';
export type { DayKind, DayRow } from './dayForm.ts';
export type { SeriesRow } from './seriesForm.ts';
export type { TermRow } from './termForm.ts';

/** In the order of the workbook: what is referred to comes first. */
export const termPlanForms = { terms: termForm, days: dayForm, bells: bellForm, series: seriesForm } as const;
export const termPlanFormIds = ['terms', 'days', 'bells', 'series'] as const;
export type TermPlanFormId = (typeof termPlanFormIds)[number];

/** Rows with something in them: beyond what a county has in its whole life, so that no file keeps anybody waiting. */
export const MOST_ROWS: Readonly<Record<TermPlanFormId, number>> = {
	terms: 40,
	days: 2000,
	bells: 30_000,
	series: 10_000,
};

/** What the guide says first. */
export const termPlanGuide: readonly Words[] = [
	{
		zh: '列名带 * 的必填。列的顺序可以改，不需要的列和工作表可以删除。',
		en: 'Columns with * are required. Columns may stand in any order; columns and sheets that are not needed may be deleted.',
	},
	{
		zh: '学校、教室、班级和教师要先在系统里，可以用名单导入。全角数字和逗号都能认。',
		en: 'Schools, classrooms, classes and teachers have to be there first: they are imported with the rosters.',
	},
	{
		zh: '先检查，后导入：有一处错误，或者有一节课冲突，就什么都不导入。同一个文件导入两次，第二次不会有变化。',
		en: 'Everything is checked first: with one mistake or clash nothing is imported. Importing a file twice changes nothing the second time.',
	},
	{
		zh: '导入不会删除任何内容，也不会改已经排好的课；改已有的课请在“课表”页。今天以前的课不会补排。',
		en: 'Nothing is ever removed, and series planned already are changed on the timetable page. Nothing is planned for the past.',
	},
	{
		zh: '不读取公式；同一列里上下合并的单元格，每一行都算填了这个值；跨几列合并的单元格不读取。',
		en: 'Formulas are not read. A cell merged over rows of one column counts for each of them; one merged over columns is not read.',
	},
];
