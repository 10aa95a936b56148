// What is wrong with the planner's input, field by field. Pure.
import type { FieldIssue, IssueCode } from '@classroom/protocol';
import { periodIssues } from '../bells/bellRules.ts';
import type { GivenLesson, PlannedSchool, PlannedTeacher, PlanningInput, PlanningRules } from './input.ts';

/** As many lessons a week as anybody could have. */
const MOST_LESSONS = 50;
/** Ends of lessons, lessons and classrooms at once. */
const MOST_PLACES = 10_000;

/** Empty: it can be planned. */
export const inputIssues = (input: PlanningInput): FieldIssue[] => {
	const { schools, communities, teachers, needs, given, rules, weights } = input;
	const known = new Set(schools.map(({ id }) => id));
	const school = (path: string, id: string): FieldIssue[] => issue(path, 'not-found', !known.has(id));
	return [
		...twice('schools', schools),
		...twice('communities', communities),
		...twice('teachers', teachers),
		...twice('needs', needs),
		...schools.flatMap((each, place) => schoolIssues(`schools.${place}`, each)),
		...communities.flatMap(({ coreSchoolId, memberSchoolIds }, place) => [
			...school(`communities.${place}.coreSchoolId`, coreSchoolId),
			...memberSchoolIds.flatMap((id, member) => [
				...school(`communities.${place}.memberSchoolIds.${member}`, id),
				...issue(`communities.${place}.memberSchoolIds.${member}`, 'duplicate', id === coreSchoolId),
			]),
		]),
		...teachers.flatMap((each, place) => [
			...school(`teachers.${place}.schoolId`, each.schoolId),
			...teacherIssues(`teachers.${place}`, each),
		]),
		...needs.flatMap(({ schoolId, lessonsAWeek, classGroupIds }, place) => [
			...school(`needs.${place}.schoolId`, schoolId),
			...whole(`needs.${place}.lessonsAWeek`, lessonsAWeek, 1, MOST_LESSONS),
			...repeated(`needs.${place}.classGroupIds`, classGroupIds),
		]),
		...given.flatMap((each, place) => givenIssues(`given.${place}`, each, school)),
		...ruleIssues(rules),
		...Object.entries(weights).flatMap(([name, weight]: [string, number]) =>
			issue(`weights.${name}`, 'out-of-range', !(weight >= 0 && weight <= 1000)),
		),
	];
};

const issue = (path: string, code: IssueCode, isWrong: boolean): FieldIssue[] =>
	isWrong ? [{ path, code }] : [];

const whole = (path: string, value: number | null, least: number, most: number): FieldIssue[] =>
	issue(
		path,
		'out-of-range',
		value !== null && !(Number.isInteger(value) && value >= least && value <= most),
	);

const repeated = (path: string, items: readonly (string | number)[]): FieldIssue[] =>
	items.flatMap((item, place) => issue(`${path}.${place}`, 'duplicate', items.indexOf(item) !== place));

const twice = (path: string, items: readonly { readonly id: string }[]): FieldIssue[] =>
	repeated(
		path,
		items.map(({ id }) => id),
	).map((each) => ({ ...each, path: `${each.path}.id` }));

const schoolIssues = (
	path: string,
	{ bells, linkLessons, receivingClassroomIds }: PlannedSchool,
): FieldIssue[] => [
	...bells.flatMap(({ periods }, place) =>
		periodIssues(periods).map((each) => ({ ...each, path: `${path}.bells.${place}.${each.path}` })),
	),
	...whole(`${path}.linkLessons`, linkLessons, 0, MOST_PLACES),
	...repeated(`${path}.receivingClassroomIds`, receivingClassroomIds),
];

const teacherIssues = (path: string, { away, mostAWeek, mostADay }: PlannedTeacher): FieldIssue[] => [
	...away.flatMap(({ from, until }, place) =>
		issue(`${path}.away.${place}`, 'end-before-start', !(from < until)),
	),
	...whole(`${path}.mostAWeek`, mostAWeek, 0, MOST_LESSONS),
	...whole(`${path}.mostADay`, mostADay, 0, MOST_LESSONS),
];

const givenIssues = (
	path: string,
	{ at, schoolIds }: GivenLesson,
	school: (path: string, id: string) => FieldIssue[],
): FieldIssue[] => [
	...('from' in at
		? issue(`${path}.at`, 'end-before-start', !(at.from < at.until))
		: school(`${path}.at.schoolId`, at.schoolId)),
	...schoolIds.flatMap((id, place) => school(`${path}.schoolIds.${place}`, id)),
];

const ruleIssues = (rules: PlanningRules): FieldIssue[] => [
	...issue('rules.weekdays', 'required', rules.weekdays.length === 0),
	...issue(
		'rules.weekdays',
		'bad-format',
		rules.weekdays.some((day, place) => place > 0 && day <= (rules.weekdays[place - 1] ?? 0)),
	),
	...issue('rules.seasonDays', 'required', rules.seasonDays.length === 0),
	...issue('rules.leastShare', 'out-of-range', !(rules.leastShare >= 0 && rules.leastShare <= 1)),
	...whole('rules.receivingMost', rules.receivingMost, 1, MOST_PLACES),
	...whole('rules.recorderPlaces', rules.recorderPlaces, 0, MOST_PLACES),
	...whole('rules.sfuPlaces', rules.sfuPlaces, 0, MOST_PLACES),
	...repeated('rules.gradeBands', rules.gradeBands.flat()),
];
