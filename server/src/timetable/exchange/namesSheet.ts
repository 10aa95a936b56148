// The names that a term's plan may refer to, on a sheet of their own: other sheets' columns offer them to choose from.
import type { SheetLanguage } from '@classroom/protocol';
import type { PlannedSheet, Words } from '../../platform/index.ts';
import { say } from '../../platform/index.ts';
import type { PlanNames } from './planNames.ts';
import type { PlanState } from './termPlan.ts';

export const namesTitle: Words = { zh: '可选的名称', en: 'Names to choose from' };

const heads = [
	{ zh: '学校', en: 'Schools', width: 28 },
	{ zh: '教师', en: 'Teachers', width: 20 },
	{ zh: '教室', en: 'Classrooms', width: 40 },
	{ zh: '班级', en: 'Classes', width: 40 },
] as const;

/** Which column of the names a form's field chooses from. */
const sources: Readonly<Record<string, number>> = {
	'days whom': 0,
	'bells school': 0,
	'series teacher': 1,
	'series school': 0,
	'series receiving': 2,
	'series classes': 3,
};

/** Only of the county's own schools: guests' names are written in full. */
export const planNamesSheet = (
	{ countyId, schools, teachers, classrooms, classes }: PlanState,
	names: PlanNames,
	language: SheetLanguage,
): PlannedSheet => {
	const own = <T extends { readonly countyId: string }>(all: readonly T[]): T[] =>
		all.filter((each) => each.countyId === countyId);
	const columns = [
		own(schools).map(({ name }) => name),
		teachers.filter(({ disabled }) => !disabled).map((teacher) => names.writtenTeacher(teacher, null)),
		own(classrooms).map((place) => names.writtenPlace(place)),
		own(classes).map((group) => names.writtenPlace(group)),
	];
	const length = Math.max(...columns.map((column) => column.length));
	return {
		name: say(namesTitle, language),
		columns: heads.map(({ width }) => ({ width, holds: 'text' })),
		rows: [
			heads.map((head) => say(head, language)),
			...Array.from({ length }, (_, at) => columns.map((column) => column[at] ?? null)),
		],
		frozenRows: 1,
		marks: heads.map((_, column) => ({ row: 0, column, tone: 'head', note: null })),
		lists: [],
	};
};

interface Form {
	readonly id: string;
	readonly columns: readonly { readonly field: string }[];
}

export const withNames = (
	sheet: PlannedSheet,
	{ id, columns }: Form,
	language: SheetLanguage,
): PlannedSheet => ({
	...sheet,
	lists: [
		...sheet.lists,
		...columns.flatMap(({ field }, column) => {
			const source = sources[`${id} ${field}`];
			if (source === undefined) return [];
			return [
				{ column, fromRow: 1, values: { sheet: say(namesTitle, language), column: source, fromRow: 1 } },
			];
		}),
	],
});
