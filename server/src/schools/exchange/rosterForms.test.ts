import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readForm } from '../../platform/index.ts';
import { formIds, rosterForms } from './rosterForms.ts';

const pages = path.resolve(import.meta.dirname, '../../../../client/src/i18n');
const Words = z.object({
	schoolKind: z.record(z.string(), z.string()),
	classroomKind: z.record(z.string(), z.string()),
	subject: z.record(z.string(), z.string()),
	grade: z.record(z.string(), z.string()),
});
const wordsIn = (language: string) =>
	Words.parse(JSON.parse(readFileSync(path.join(pages, language, 'words.json'), 'utf8')));

test.each(['zh-CN', 'en'])('the words of the pages in %s are understood', async (language) => {
	const words = wordsIn(language);
	const forms = rosterForms(true);
	const rows = (head: string[], values: string[][]) => ({
		epoch: '1900' as const,
		sheets: [{ name: head[0] ?? '', hidden: false, rows: [head.slice(1), ...values] }],
	});
	const kinds = Object.values(words.schoolKind).map((kind, n) => [`s${n}`, kind]);
	const schools = await readForm(forms.schools, rows(['学校', '学校名称', '类型'], kinds), 'zh-CN');
	expect(schools.rows.map(({ values }) => values.kind)).toEqual(Object.keys(words.schoolKind));
	const rooms = Object.values(words.classroomKind).map((kind, n) => [`r${n}`, kind]);
	const classrooms = await readForm(forms.classrooms, rows(['教室', '教室名称', '类型'], rooms), 'zh-CN');
	expect(classrooms.rows.map(({ values }) => values.kind)).toEqual(Object.keys(words.classroomKind));
	const grades = Object.values(words.grade).map((grade, n) => [`g${n}`, grade]);
	const classes = await readForm(forms.classes, rows(['班级', '班级名称', '年级'], grades), 'zh-CN');
	expect(classes.rows.map(({ values }) => String(values.grade))).toEqual(Object.keys(words.grade));
	const taught = Object.values(words.subject).map((subject, n) => ['李', `l${n}`, subject]);
	const teachers = await readForm(forms.teachers, rows(['教师', '姓名', '登录名', '学科'], taught), 'zh-CN');
	expect(teachers.rows.map(({ values }) => values.subjects)).toEqual(
		Object.keys(words.subject).map((subject) => [subject]),
	);
});

test('no header of a form means two of its columns', () => {
	for (const own of [true, false]) {
		for (const id of formIds) {
			const headers = rosterForms(own)[id].columns.flatMap(({ header, also = [] }) => [
				...new Set([header.zh, header.en, ...also].map((word) => word.toLowerCase())),
			]);
			expect(new Set(headers).size, id).toBe(headers.length);
		}
	}
});
