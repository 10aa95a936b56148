// The sheet of terms.
import type { SheetForm } from '../../platform/index.ts';
import { columnsOf, dayColumn, numberColumn, optional } from '../../platform/index.ts';
import { termExample, text } from './formParts.ts';

export type TermRow = { name: string; firstDay: string; lastDay: string | null; weeks: number | null };

const term = columnsOf<TermRow>();
export const termForm: SheetForm<TermRow> = {
	id: 'terms',
	title: { zh: '学期', en: 'Terms' },
	about: {
		zh: '按名称对应。新学期会自动带上已公布的节假日和调休',
		en: 'Known by their names. A new one gets the public holidays that are published',
	},
	columns: [
		term(
			'name',
			text(
				{ zh: '学期名称', en: 'Term' },
				['学期', '名称', 'Name'],
				termExample,
				{
					zh: '填 1 至 40 个字',
					en: '1 to 40 characters',
				},
				{ max: 40 },
			),
		),
		term(
			'firstDay',
			dayColumn({
				header: { zh: '第一天', en: 'First day' },
				also: ['开学日期', '第一周第一天', '开始日期', '第1周第一天'],
				example: { zh: '2026-03-02', en: '2026-03-02' },
				width: 14,
			}),
		),
		term(
			'lastDay',
			optional(
				dayColumn({
					header: { zh: '最后一天', en: 'Last day' },
					also: ['放假日期', '结束日期'],
					example: { zh: '2026-07-10', en: '2026-07-10' },
					right: {
						zh: '填日期，例如 2026-07-10；也可以只填周数',
						en: 'a date, such as 2026-07-10, or only the number of weeks',
					},
					width: 14,
				}),
			),
		),
		term(
			'weeks',
			optional(
				numberColumn(
					{
						header: { zh: '周数', en: 'Weeks' },
						also: ['教学周数'],
						example: { zh: '19', en: '19' },
						right: { zh: '填 1 至 52 的数字', en: 'a number from 1 to 52' },
						width: 8,
					},
					{ min: 1, max: 52 },
				),
			),
		),
	],
};
