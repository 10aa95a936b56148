// The sheet of series.
import { LessonKind, Name } from '@classroom/protocol';
import type { LessonKind as Kind, Subject, Weekday } from '@classroom/protocol';
import type { Choice, SheetForm } from '../../platform/index.ts';
import { choiceColumn, columnsOf, optional, textColumn } from '../../platform/index.ts';
import { subjectChoices } from '../../schools/index.ts';
import { list, school, termExample, text } from './formParts.ts';
import { timeOf, weekdayColumn } from './termPlanColumns.ts';

export type SeriesRow = {
	term: string | null;
	subject: Subject;
	kind: Kind | null;
	title: string | null;
	teacher: string;
	school: string | null;
	classroom: string | null;
	receiving: string | null;
	classes: string | null;
	weekday: Weekday;
	period: string;
	weeks: string | null;
	from: number | null;
	until: number | null;
};

/** As the pages call them: client/src/i18n, `words.lessonKind`. */
export const kindChoices: Readonly<Record<Kind, Choice>> = {
	delivered: { zh: '专递课堂', en: 'Delivered lesson', also: ['专递', 'delivered'] },
	master: { zh: '名师课堂', en: "Master teacher's lesson", also: ['名师', 'master'] },
	open: { zh: '名校网络课堂', en: 'Open online lesson', also: ['名校课堂', '网络课堂', 'open'] },
	dual: { zh: '双师课堂', en: 'Two-teacher lesson', also: ['双师', 'dual'] },
	home: { zh: '家校共育', en: 'Home and school', also: ['家校', 'home'] },
	research: { zh: '教研', en: 'Teaching research', also: ['教研活动', 'research'] },
};

const series = columnsOf<SeriesRow>();
export const seriesForm: SheetForm<SeriesRow> = {
	id: 'series',
	title: { zh: '课程', en: 'Series' },
	about: {
		zh: '一行是每周的一节课。一周两节就写两行。系统里已有完全一样的不会重复',
		en: 'A row is one lesson a week: two a week are two rows. What is there already just so stays',
	},
	columns: [
		series(
			'term',
			optional(
				text(
					{ zh: '学期', en: 'Term' },
					['学期名称'],
					termExample,
					{
						zh: '填“学期”表里或系统里已有的学期；只有一个学期时可以不填',
						en: 'a term of the sheet "Terms" or known already; empty where there is only one',
					},
					{ max: 40, width: 18, choices: { form: 'terms', field: 'name' } },
				),
			),
		),
		series(
			'subject',
			choiceColumn(
				{
					header: { zh: '学科', en: 'Subject' },
					also: ['科目'],
					example: { zh: '音乐', en: 'Music' },
					width: 12,
				},
				subjectChoices,
			),
		),
		series(
			'kind',
			optional(
				choiceColumn(
					{
						header: { zh: '形式', en: 'Kind' },
						also: ['类型', '课堂类型', '课堂形式'],
						example: { zh: '专递课堂', en: 'Delivered lesson' },
						right: {
							zh: `填 ${LessonKind.options.map((kind) => kindChoices[kind].zh).join('、')} 之一；不填就是专递课堂`,
							en: `one of: ${LessonKind.options.map((kind) => kindChoices[kind].en).join(', ')}; empty: Delivered lesson`,
						},
						width: 14,
					},
					kindChoices,
				),
			),
		),
		series(
			'title',
			optional(
				text(
					{ zh: '课程名称', en: 'Title' },
					['名称', '课程'],
					{ zh: '三年级音乐', en: 'Grade 3 Music' },
					{
						zh: '填 1 至 80 个字；不填就按年级和学科起名',
						en: '1 to 80 characters; empty: named by grade and subject',
					},
					{ max: 80 },
				),
			),
		),
		series(
			'teacher',
			text(
				{ zh: '主讲教师', en: 'Teacher' },
				['教师', '教师姓名', '任课教师'],
				{ zh: '李晓梅', en: 'Li Xiaomei' },
				{
					zh: '填教师的姓名；有同名的填登录名',
					en: "the teacher's name; the sign-in name where several have it",
				},
				{ width: 16 },
			),
		),
		series(
			'school',
			optional(
				textColumn(
					{
						header: { zh: '主讲学校', en: 'Sending school' },
						also: ['主讲校', '授课学校'],
						example: school,
						right: {
							zh: '填学校名称；教师用自己的电脑上课时，主讲学校和主讲教室都不填',
							en: "a school; empty with the classroom where the teacher's own computer is used",
						},
						width: 24,
					},
					Name,
				),
			),
		),
		series(
			'classroom',
			optional(
				text(
					{ zh: '主讲教室', en: 'Sending classroom' },
					['授课教室'],
					{ zh: '录播教室1', en: 'Recording room 1' },
					{
						zh: '填主讲学校里的教室；学校只有一间时可以不填',
						en: 'a classroom of that school; empty where it has only one',
					},
					{ width: 18, max: 130 },
				),
			),
		),
		series(
			'receiving',
			optional(
				list(
					{ zh: '听课教室', en: 'Receiving classrooms' },
					['接收教室', '听课学校'],
					{
						zh: '罗山教学点/互动教室、柳湾教学点',
						en: 'Luoshan/Interactive room, Liuwan',
					},
					{
						zh: '填“学校/教室”，几间用顿号分开；学校只有一间教室时写学校就行',
						en: 'school/classroom, several separated by commas; the school alone where it has only one',
					},
				),
			),
		),
		series(
			'classes',
			optional(
				list(
					{ zh: '听课班级', en: 'Receiving classes' },
					['班级', '接收班级'],
					{
						zh: '罗山教学点/三年级、柳湾教学点/三年级',
						en: 'Luoshan/Grade 3, Liuwan/Grade 3',
					},
					{
						zh: '填“学校/班级”，几个用顿号分开',
						en: 'school/class, several separated by commas',
					},
				),
			),
		),
		series(
			'weekday',
			weekdayColumn({
				header: { zh: '周几', en: 'Weekday' },
				also: ['星期', '星期几'],
				example: { zh: '周四', en: 'Thu' },
				width: 8,
			}),
		),
		series(
			'period',
			text(
				{ zh: '第几节', en: 'Period' },
				['节次'],
				{ zh: '2', en: '2' },
				{
					zh: '填主讲学校作息时间里的节次或节次名称，例如 2',
					en: "a period of the sending school's bells, by number or name, such as 2",
				},
				{ width: 10 },
			),
		),
		series(
			'weeks',
			optional(
				text(
					{ zh: '周次', en: 'Weeks' },
					['周', '上课周次', '起止周'],
					{ zh: '1-16周', en: '1-16周' },
					{
						zh: '写成 1-16周、1-15周(单)、2,4,8-12周(双) 这样；不填就是整个学期',
						en: '1-16周, 1-15周(单) for odd, 2,4,8-12周(双) for even weeks; empty: the whole term',
					},
					{ max: 100, width: 20 },
				),
			),
		),
		series('from', optional(timeOf({ zh: '自定开始', en: 'Own beginning' }, ['开始', '开始时间'], '08:55'))),
		series('until', optional(timeOf({ zh: '自定结束', en: 'Own end' }, ['结束', '结束时间'], '09:35'))),
	],
};
