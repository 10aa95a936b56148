// The sheet of the calendar.
import type { Weekday } from '@classroom/protocol';
import type { Choice, SheetForm } from '../../platform/index.ts';
import { choiceColumn, columnsOf, dayColumn, numberColumn, optional } from '../../platform/index.ts';
import { school, text } from './formParts.ts';
import { weekdayColumn } from './termPlanColumns.ts';

export type DayKind = 'holiday' | 'exam' | 'make-up' | 'closure' | 'ordinary';
export type DayRow = {
	day: string;
	/** The last one, for several days in a row. */
	until: string | null;
	kind: DayKind;
	name: string | null;
	asWeekday: Weekday | null;
	ofWeek: number | null;
	/** A school or community; null: the county. */
	whom: string | null;
};

const dayKinds: Readonly<Record<DayKind, Choice>> = {
	holiday: { zh: '放假', en: 'holiday', also: ['假期', '节假日', '休息'] },
	exam: { zh: '考试', en: 'exam' },
	'make-up': { zh: '调休上课', en: 'make-up day', also: ['调休', '补课', '补班', '上课'] },
	closure: { zh: '停课', en: 'closed' },
	ordinary: { zh: '照常', en: 'ordinary', also: ['照常上课', '正常', '正常上课'] },
};

const day = columnsOf<DayRow>();
export const dayForm: SheetForm<DayRow> = {
	id: 'days',
	title: { zh: '校历', en: 'Calendar' },
	about: {
		zh: '放假、考试、调休上课和停课的日子。没有写的日子保持不变',
		en: 'Days off, exams, make-up days and closures. Days that are not here stay as they are',
	},
	columns: [
		day(
			'day',
			dayColumn({
				header: { zh: '日期', en: 'Day' },
				also: ['开始日期', '第一天'],
				example: { zh: '2026-05-09', en: '2026-05-09' },
				width: 14,
			}),
		),
		day(
			'until',
			optional(
				dayColumn({
					header: { zh: '到', en: 'Until' },
					also: ['至', '结束日期', '最后一天'],
					example: { zh: '只有一天就不填', en: 'empty for one day' },
					width: 14,
				}),
			),
		),
		day(
			'kind',
			choiceColumn(
				{
					header: { zh: '安排', en: 'What' },
					also: ['类型'],
					example: { zh: '调休上课', en: 'make-up day' },
					width: 12,
				},
				dayKinds,
			),
		),
		day(
			'name',
			optional(
				text(
					{ zh: '名称或原因', en: 'Name or reason' },
					['名称', '原因'],
					{ zh: '劳动节调休', en: 'Labour Day' },
					{
						zh: '填 1 至 40 个字；停课要填原因',
						en: '1 to 40 characters; a closure needs its reason',
					},
					{ max: 40 },
				),
			),
		),
		day(
			'asWeekday',
			optional(
				weekdayColumn({
					header: { zh: '按周几上课', en: 'Runs as' },
					also: ['按周几', '上周几的课'],
					example: { zh: '周二', en: 'Tue' },
					width: 12,
				}),
			),
		),
		day(
			'ofWeek',
			optional(
				numberColumn(
					{
						header: { zh: '按第几周', en: 'Of week' },
						also: ['上第几周的课'],
						example: { zh: '10', en: '10' },
						right: {
							zh: '填学期的周次；不填就是当天所在的那一周',
							en: "a week of the term; empty: the day's own",
						},
						width: 10,
					},
					{ min: 1, max: 60 },
				),
			),
		),
		day(
			'whom',
			optional(
				text(
					{ zh: '停课范围', en: 'Who is closed' },
					['范围', '学校'],
					school,
					{
						zh: '填学校或教共体的名称；不填就是全县',
						en: 'a school or community; empty: the county',
					},
					{ width: 26 },
				),
			),
		),
	],
};
