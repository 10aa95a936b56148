// The sheet of bell schedules.
import type { Weekday } from '@classroom/protocol';
import type { SheetForm } from '../../platform/index.ts';
import { columnsOf, numberColumn, optional } from '../../platform/index.ts';
import { school, text } from './formParts.ts';
import { monthDayColumn, timeOf, weekdaysColumn } from './termPlanColumns.ts';

export type BellRow = {
	school: string;
	schedule: string;
	seasonFrom: string | null;
	seasonUntil: string | null;
	weekdays: readonly Weekday[] | null;
	number: number;
	name: string | null;
	from: number;
	until: number;
};

const bell = columnsOf<BellRow>();
export const bellForm: SheetForm<BellRow> = {
	id: 'bells',
	title: { zh: '作息时间', en: 'Bells' },
	about: {
		zh: '一行一节课。按学校和作息表名称对应，写了的作息表整张更新',
		en: 'A row a period. Known by school and schedule; a schedule that is here is replaced as a whole',
	},
	columns: [
		bell(
			'school',
			text(
				{ zh: '学校', en: 'School' },
				['学校名称'],
				school,
				{
					zh: '填系统里已有的学校名称',
					en: 'a school that there is',
				},
				{ width: 26 },
			),
		),
		bell(
			'schedule',
			text(
				{ zh: '作息表', en: 'Schedule' },
				['作息表名称', '名称'],
				{ zh: '夏季', en: 'Summer' },
				{
					zh: '填 1 至 40 个字',
					en: '1 to 40 characters',
				},
				{ max: 40, width: 16 },
			),
		),
		bell(
			'seasonFrom',
			optional(
				monthDayColumn({
					header: { zh: '每年从', en: 'From (month-day)' },
					also: ['开始使用', '从'],
					example: { zh: '05-01', en: '05-01' },
					width: 12,
				}),
			),
		),
		bell(
			'seasonUntil',
			optional(
				monthDayColumn({
					header: { zh: '每年到', en: 'Until (month-day)' },
					also: ['结束使用', '到'],
					example: { zh: '09-30', en: '09-30' },
					width: 12,
				}),
			),
		),
		bell(
			'weekdays',
			weekdaysColumn({
				header: { zh: '适用', en: 'On' },
				also: ['适用星期', '周几', '星期'],
				example: { zh: '周一至周五', en: 'Mon-Fri' },
				width: 16,
			}),
		),
		bell(
			'number',
			numberColumn(
				{
					header: { zh: '节次', en: 'Period' },
					also: ['第几节'],
					example: { zh: '1', en: '1' },
					right: { zh: '填 1 至 20 的数字', en: 'a number from 1 to 20' },
					width: 8,
				},
				{ min: 1, max: 20 },
			),
		),
		bell(
			'name',
			optional(
				text(
					{ zh: '节次名称', en: 'Name of the period' },
					['节名'],
					{ zh: '上午第1节', en: 'Morning 1' },
					{
						zh: '填 1 至 20 个字；不填就叫“第1节”这样',
						en: '1 to 20 characters',
					},
					{ max: 20, width: 14 },
				),
			),
		),
		bell('from', timeOf({ zh: '上课', en: 'Begins' }, ['开始', '开始时间', '上课时间'], '08:50')),
		bell('until', timeOf({ zh: '下课', en: 'Ends' }, ['结束', '结束时间', '下课时间'], '09:30')),
	],
};
