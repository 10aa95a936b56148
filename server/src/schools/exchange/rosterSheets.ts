// The rosters as workbooks: to fill in, filled, and the list of first passwords.
import type { SheetLanguage } from '@classroom/protocol';
import type { PersonRecord } from '../../identity/index.ts';
import type { PlannedSheet, WorkbookPlan } from '../../platform/index.ts';
import { guideOf, planForm, planGuide, say } from '../../platform/index.ts';
import type { NewRosterPerson } from './rosterPlan.ts';
import type { RosterForms } from './rosterForms.ts';
import { guideLines } from './rosterForms.ts';
import type { RosterState } from './rosterState.ts';

export interface RosterContent {
	readonly places: Omit<RosterState, 'people'>;
	readonly teachers: readonly PersonRecord[];
	readonly students: readonly PersonRecord[];
}

const titles = {
	roster: { zh: '学校、教室、班级、教师和学生', en: 'Schools, classrooms, classes, teachers and students' },
	passwords: { zh: '初始密码', en: 'First passwords' },
} as const;

/** Empty, or with what there is. `own`: without the schools, which are the county's. */
export const planRosterWorkbook = (
	forms: RosterForms,
	content: RosterContent | null,
	own: boolean,
	language: SheetLanguage,
): WorkbookPlan => {
	const all = Object.values(forms);
	const rows = content === null ? null : rowsOf(content);
	const sheets: PlannedSheet[] = [
		...(own ? [] : [planForm(forms.schools, rows?.schools ?? [], all, language)]),
		planForm(forms.classrooms, rows?.classrooms ?? [], all, language),
		planForm(forms.classes, rows?.classes ?? [], all, language),
		planForm(forms.teachers, rows?.teachers ?? [], all, language),
		planForm(forms.students, rows?.students ?? [], all, language),
	];
	const guides = [
		...(own ? [] : [guideOf(forms.schools, language)]),
		guideOf(forms.classrooms, language),
		guideOf(forms.classes, language),
		guideOf(forms.teachers, language),
		guideOf(forms.students, language),
	];
	const lines = guideLines(own).map((words) => say(words, language));
	return { title: say(titles.roster, language), sheets: [...sheets, planGuide(lines, guides, language)] };
};

const rowsOf = ({ places, teachers, students }: RosterContent) => {
	const schoolNames = new Map(places.schools.map(({ schoolId, name }) => [schoolId, name]));
	const classNames = new Map(places.classes.map(({ classGroupId, name }) => [classGroupId, name]));
	const school = (schoolId: PersonRecord['schoolId']): string | null =>
		schoolId === null ? null : (schoolNames.get(schoolId) ?? null);
	return {
		schools: places.schools.map(({ name, kind, town, linkDownKbps, linkUpKbps }) => ({
			name,
			kind,
			town,
			down: mbps(linkDownKbps),
			up: mbps(linkUpKbps),
		})),
		classrooms: places.classrooms.map(({ schoolId, name, kind }) => ({
			school: school(schoolId),
			name,
			kind,
		})),
		classes: places.classes.map(({ schoolId, name, grade }) => ({ school: school(schoolId), name, grade })),
		teachers: teachers.map(({ schoolId, name, loginName, subjects }) => ({
			school: school(schoolId),
			name,
			loginName,
			subjects,
		})),
		students: students.map(({ schoolId, classGroupId, name, loginName }) => ({
			school: school(schoolId),
			group: classGroupId === null ? '' : (classNames.get(classGroupId) ?? ''),
			name,
			loginName,
		})),
	};
};

const mbps = (kbps: number | null): number | null => (kbps === null ? null : kbps / 1000);

export type WithPassword = Pick<NewRosterPerson, 'role' | 'school' | 'classGroup' | 'name' | 'loginName'> & {
	readonly password: string;
};

const passwordHeads = [
	{ zh: '学校', en: 'School', width: 26 },
	{ zh: '班级', en: 'Class', width: 18 },
	{ zh: '姓名', en: 'Name', width: 14 },
	{ zh: '登录名', en: 'Sign-in name', width: 26 },
	{ zh: '初始密码', en: 'First password', width: 22 },
] as const;

/** To be handed out once: nobody can read a first password again. */
export const planPasswords = (people: readonly WithPassword[], language: SheetLanguage): WorkbookPlan => ({
	title: say(titles.passwords, language),
	sheets: [
		passwordSheet(
			{ zh: '教师初始密码', en: 'Teachers' },
			people.filter(({ role }) => role === 'teacher'),
			language,
		),
		passwordSheet(
			{ zh: '学生初始密码', en: 'Students' },
			people.filter(({ role }) => role === 'student'),
			language,
		),
	].filter(({ rows }) => rows.length > 1),
});

const passwordSheet = (
	title: { readonly zh: string; readonly en: string },
	people: readonly WithPassword[],
	language: SheetLanguage,
): PlannedSheet => ({
	name: say(title, language),
	columns: passwordHeads.map(({ width }) => ({ width, holds: 'text' })),
	rows: [
		passwordHeads.map((head) => say(head, language)),
		...people.map(({ school, classGroup, name, loginName, password }) => [
			school,
			classGroup,
			name,
			loginName,
			password,
		]),
	],
	frozenRows: 1,
	marks: passwordHeads.map((_, column) => ({ row: 0, column, tone: 'head', note: null })),
	lists: [],
});
