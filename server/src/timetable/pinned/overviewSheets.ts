// A term's overview as lists: what each school and class receives and lacks, and what fell away. Pure.
import type { SheetLanguage, TermOverview } from '@classroom/protocol';
import type { Choice, PlannedCell, PlannedSheet, Words } from '../../platform/index.ts';
import { say, timeText } from '../../platform/index.ts';
import { schoolKindChoices, subjectChoices } from '../../schools/index.ts';
import { dayOf, minutesOn } from '../days.ts';

const heads = {
	schools: [
		{ zh: '学校', en: 'School', width: 28 },
		{ zh: '类型', en: 'Kind', width: 14 },
		{ zh: '学科', en: 'Subject', width: 16 },
		{ zh: '每周节数', en: 'Lessons a week', width: 14 },
		{ zh: '需要', en: 'Needed', width: 10 },
		{ zh: '还缺', en: 'Lacking', width: 10 },
	],
	classes: [
		{ zh: '学校', en: 'School', width: 28 },
		{ zh: '班级', en: 'Class', width: 20 },
		{ zh: '学科', en: 'Subject', width: 16 },
		{ zh: '每周节数', en: 'Lessons a week', width: 14 },
	],
	fallen: [
		{ zh: '课程', en: 'Lesson', width: 28 },
		{ zh: '日期', en: 'Day', width: 14 },
		{ zh: '时间', en: 'Time', width: 10 },
		{ zh: '原因', en: 'Why', width: 28 },
		{ zh: '听课学校', en: 'Receiving schools', width: 48 },
	],
} as const;

const causes: Readonly<Record<TermOverview['fallenAway'][number]['cause'], Words>> = {
	person: { zh: '停课', en: 'cancelled' },
	calendar: { zh: '校历变化', en: 'calendar changed' },
	clash: { zh: '与别的课冲突', en: 'in the way of another' },
};

export const overviewSheets = (
	{ schools, fallenAway }: TermOverview,
	timeZone: string,
	language: SheetLanguage,
): PlannedSheet[] => {
	const word = (choices: Readonly<Record<string, Choice>>, key: string): string =>
		choices[key] === undefined ? '' : say(choices[key], language);
	return [
		list(
			{ zh: '各校开课', en: 'Schools' },
			heads.schools,
			schools.flatMap(({ name, kind, subjects }): PlannedCell[][] =>
				subjects.length === 0
					? [[name, word(schoolKindChoices, kind), null, 0, null, null]]
					: subjects.map(({ subject, perWeek, needed, lacking }) => [
							...[name, word(schoolKindChoices, kind), word(subjectChoices, subject)],
							...[perWeek, needed, lacking],
						]),
			),
			language,
		),
		list(
			{ zh: '各班开课', en: 'Classes' },
			heads.classes,
			schools.flatMap(({ name: school, classes }) =>
				classes.flatMap(({ name, subjects }) =>
					subjects.map(({ subject, perWeek }): PlannedCell[] => [
						...[school, name, word(subjectChoices, subject)],
						perWeek,
					]),
				),
			),
			language,
		),
		list(
			{ zh: '没有补的课', en: 'Not made up' },
			heads.fallen,
			fallenAway.map(({ title, from, cause, reason, schools: names }): PlannedCell[] => [
				title,
				dayOf(from, timeZone),
				timeText(minutesOn(from, timeZone)),
				reason ?? say(causes[cause], language),
				names.join('、'),
			]),
			language,
		),
	];
};

type Head = Words & { readonly width: number };

const numbers = new Set(['每周节数', '需要', '还缺']);

const list = (
	name: Words,
	columns: readonly Head[],
	rows: readonly PlannedCell[][],
	language: SheetLanguage,
): PlannedSheet => ({
	name: say(name, language),
	columns: columns.map(({ zh, width }) => ({ width, holds: numbers.has(zh) ? 'number' : 'text' })),
	rows: [columns.map((head) => say(head, language)), ...rows],
	frozenRows: 1,
	marks: columns.map((_, column) => ({ row: 0, column, tone: 'head', note: null })),
	paper: { landscape: true, repeatedRows: 1, heights: [] },
	lists: [],
});
