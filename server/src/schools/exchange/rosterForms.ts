// The forms of the rosters: schools, classrooms, classes, teachers, students.
import { Grade, LoginName, Name } from '@classroom/protocol';
import type { ClassroomKind, SchoolKind, Subject } from '@classroom/protocol';
import type { Column, SheetForm, Words } from '../../platform/index.ts';
import {
	choiceColumn,
	choicesColumn,
	columnsOf,
	numberColumn,
	optional,
	textColumn,
} from '../../platform/index.ts';
import { classroomKinds, grades, schoolKinds, subjects } from './choices.ts';

export type SchoolRow = {
	name: string;
	kind: SchoolKind;
	town: string | null;
	/** Mbit/s. */
	down: number | null;
	up: number | null;
};
export type ClassroomRow = { school: string | null; name: string; kind: ClassroomKind };
export type ClassRow = { school: string | null; name: string; grade: number };
export type TeacherRow = {
	school: string | null;
	name: string;
	loginName: string;
	subjects: readonly Subject[];
};
export type StudentRow = { school: string | null; group: string; name: string; loginName: string };

const upTo60: Words = { zh: '填 1 至 60 个字', en: '1 to 60 characters' };

const nameColumn = (header: Words, example: Words, also: readonly string[] = []): Column<string> =>
	textColumn({ header, also, example, width: 22, right: upTo60 }, Name);

const schoolName: Words = { zh: '学校', en: 'School' };
const schoolExample: Words = { zh: '罗山镇中心小学', en: 'Luoshan Central School' };

/** `own`: whose administrator belongs to one school may leave it out. */
const schoolColumn = (own: boolean): Column<string | null> => {
	const text = textColumn(
		{
			header: schoolName,
			also: ['学校名称', '所在学校', '学校全称'],
			example: schoolExample,
			width: 24,
			right: own
				? { zh: '填本校名称，可以不填', en: 'your school, or nothing' }
				: {
						zh: '填“学校”表里或系统里已有的学校名称',
						en: 'a school of the sheet "Schools" or known already',
					},
			...(own ? {} : { choices: { form: 'schools', field: 'name' } }),
		},
		Name,
	);
	return { ...optional(text), blank: own ? { value: null } : null };
};

const loginRight: Words = {
	zh: '填 2 至 40 个字母、汉字或数字，全县不能重复；不能有空格',
	en: '2 to 40 letters, digits or . _ - @, nobody else has it',
};
const loginColumn = (header: Words, also: readonly string[], example: string): Column<string> =>
	textColumn(
		{ header, also, example: { zh: example, en: example }, width: 26, right: loginRight },
		LoginName,
		{ narrow: true },
	);

const speed = (header: Words, also: readonly string[], example: string): Column<number | null> =>
	optional(
		numberColumn(
			{
				header,
				also,
				example: { zh: example, en: example },
				width: 16,
				right: { zh: '填 0.064 至 10000 的数字，单位 Mbit/s', en: 'a number from 0.064 to 10000, in Mbit/s' },
			},
			{ min: 0.064, max: 10_000, decimals: 3 },
		),
	);

const gradeColumn = (): Column<number> => {
	const text = choiceColumn(
		{ header: { zh: '年级', en: 'Grade' }, example: { zh: '三年级', en: 'Grade 3' }, width: 12 },
		grades,
	);
	return {
		...text,
		blank: null,
		read: (cell, epoch) => {
			const read = text.read(cell, epoch);
			return read.ok ? { ok: true, value: Grade.parse(Number(read.value)) } : read;
		},
		write: (grade, language) => text.write(String(grade), language),
	};
};

const school = columnsOf<SchoolRow>();
const classroom = columnsOf<ClassroomRow>();
const group = columnsOf<ClassRow>();
const teacher = columnsOf<TeacherRow>();
const student = columnsOf<StudentRow>();

const schoolForm: SheetForm<SchoolRow> = {
	id: 'schools',
	title: { zh: '学校', en: 'Schools' },
	about: { zh: '全县的学校，按名称对应', en: 'The schools of the county, known by their names' },
	columns: [
		school(
			'name',
			nameColumn({ zh: '学校名称', en: 'School name' }, schoolExample, [
				'学校',
				'School',
				'Name',
				'学校全称',
			]),
		),
		school(
			'kind',
			choiceColumn(
				{
					header: { zh: '类型', en: 'Kind' },
					also: ['学校类型'],
					example: { zh: '核心校', en: 'core school' },
					width: 14,
				},
				schoolKinds,
			),
		),
		school(
			'town',
			optional(
				nameColumn({ zh: '乡镇', en: 'Town' }, { zh: '罗山镇', en: 'Luoshan' }, ['所在乡镇', '乡镇（街道）']),
			),
		),
		school('down', speed({ zh: '下行带宽(Mbit/s)', en: 'Link down (Mbit/s)' }, ['下行带宽', '下行'], '10')),
		school('up', speed({ zh: '上行带宽(Mbit/s)', en: 'Link up (Mbit/s)' }, ['上行带宽', '上行'], '2.5')),
	],
};

const classroomForm = (own: boolean): SheetForm<ClassroomRow> => ({
	id: 'classrooms',
	title: { zh: '教室', en: 'Classrooms' },
	about: { zh: '装有设备的教室，按学校和名称对应', en: 'Rooms with a device, known by school and name' },
	columns: [
		classroom('school', schoolColumn(own)),
		classroom(
			'name',
			nameColumn({ zh: '教室名称', en: 'Classroom name' }, { zh: '互动教室1', en: 'Interactive room 1' }, [
				'教室',
				'Classroom',
				'Name',
			]),
		),
		classroom(
			'kind',
			choiceColumn(
				{
					header: { zh: '类型', en: 'Kind' },
					also: ['教室类型'],
					example: { zh: '互动教室', en: 'interactive classroom' },
					width: 14,
				},
				classroomKinds,
			),
		),
	],
});

const classForm = (own: boolean): SheetForm<ClassRow> => ({
	id: 'classes',
	title: { zh: '班级', en: 'Classes' },
	about: { zh: '按学校和名称对应', en: 'Known by school and name' },
	columns: [
		group('school', schoolColumn(own)),
		group(
			'name',
			nameColumn({ zh: '班级名称', en: 'Class name' }, { zh: '三年级1班', en: 'Class 3.1' }, [
				'班级',
				'Class',
				'Name',
			]),
		),
		group('grade', gradeColumn()),
	],
});

const teacherForm = (own: boolean): SheetForm<TeacherRow> => ({
	id: 'teachers',
	title: { zh: '教师', en: 'Teachers' },
	about: {
		zh: '按登录名对应。新教师会得到初始密码，第一次登录时更改',
		en: 'Known by sign-in name. New ones get a first password, to be changed at the first sign-in',
	},
	columns: [
		teacher('school', schoolColumn(own)),
		teacher(
			'name',
			nameColumn({ zh: '姓名', en: 'Name' }, { zh: '李晓梅', en: 'Li Xiaomei' }, ['教师姓名', '教师']),
		),
		teacher(
			'loginName',
			loginColumn(
				{ zh: '登录名', en: 'Sign-in name' },
				['账号', '帐号', '用户名', '手机号', '工号'],
				'13800000001',
			),
		),
		teacher(
			'subjects',
			choicesColumn(
				{
					header: { zh: '任教学科', en: 'Subjects' },
					also: ['学科', '科目', 'Subject'],
					example: { zh: '音乐、美术', en: 'Music, Art' },
					width: 24,
				},
				subjects,
			),
		),
	],
});

const studentForm = (own: boolean): SheetForm<StudentRow> => ({
	id: 'students',
	title: { zh: '学生', en: 'Students' },
	about: {
		zh: '按登录名对应，可以用学籍号。新学生会得到初始密码，第一次登录时更改',
		en: 'Known by sign-in name, for example the student number. New ones get a first password, to be changed at the first sign-in',
	},
	columns: [
		student('school', schoolColumn(own)),
		student(
			'group',
			textColumn(
				{
					header: { zh: '班级', en: 'Class' },
					also: ['班级名称', '所在班级'],
					example: { zh: '三年级1班', en: 'Class 3.1' },
					width: 18,
					right: {
						zh: '填“班级”表里或系统里已有的班级名称',
						en: 'a class of the sheet "Classes" or known already',
					},
					choices: { form: 'classes', field: 'name' },
				},
				Name,
			),
		),
		student(
			'name',
			nameColumn({ zh: '姓名', en: 'Name' }, { zh: '王小明', en: 'Wang Xiaoming' }, ['学生姓名', '学生']),
		),
		student(
			'loginName',
			loginColumn(
				{ zh: '登录名', en: 'Sign-in name' },
				['学籍号', '学号', '账号', '帐号', '用户名'],
				'G530000201801010001',
			),
		),
	],
});

/** `own`: for the administrator of one school. */
export const rosterForms = (own: boolean) => ({
	schools: schoolForm,
	classrooms: classroomForm(own),
	classes: classForm(own),
	teachers: teacherForm(own),
	students: studentForm(own),
});

export type RosterForms = ReturnType<typeof rosterForms>;
/** In the order of the workbook: what is referred to comes first. */
export const formIds = ['schools', 'classrooms', 'classes', 'teachers', 'students'] as const;
export type FormId = (typeof formIds)[number];

/** What the guide says first. */
export const guideLines = (own: boolean): readonly Words[] => [
	{
		zh: '列名带 * 的必填。列的顺序可以改，不需要的列和工作表可以删除；删除的列，系统里的内容保持不变。',
		en: 'Columns with * are required. Columns may stand in any order; columns and sheets that are not needed may be deleted, and what they hold stays as it is.',
	},
	{
		zh: '已有的按名称或登录名对应并更新，没有的会新建，导入不会删除任何内容。同一个文件导入两次，第二次不会有变化。',
		en: 'What is there already is found by its name or sign-in name and updated, what is not is made, and nothing is ever removed. Importing a file twice changes nothing the second time.',
	},
	{
		zh: '先检查，后导入：有一处错误就什么都不导入。一张工作表最多 50000 行。',
		en: 'Everything is checked first: with one mistake nothing is imported. A sheet may have 50,000 rows.',
	},
	{
		zh: '不读取公式；同一列里上下合并的单元格，每一行都算填了这个值；跨几列合并的单元格不读取。',
		en: 'Formulas are not read. A cell merged over rows of one column counts for each of them; one merged over columns is not read.',
	},
	...(own ? [{ zh: '“学校”列可以不填，都算本校。', en: 'The school may be left out: it is yours.' }] : []),
];
