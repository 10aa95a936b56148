// Whom and where a row of the sheet of series names. Pure.
import type { SchoolId } from '@classroom/protocol';
import type { LessonPlace } from '../lessonRecord.ts';
import type { Meant, NamedClass, NamedTeacher } from './planNames.ts';
import { partsOfList } from './planNames.ts';
import type { Reference } from './refusals.ts';
import { refuse } from './refusals.ts';
import type { Planning } from './termPlan.ts';
import { add } from './termPlan.ts';
import type { SeriesRow } from './termPlanForms.ts';

type Values = Partial<SeriesRow>;

/** See `SeriesInput` in the contract. */
const MOST_CLASSROOMS = 60;
const MOST_CLASSES = 120;

const reference = (
	row: number,
	field: keyof SeriesRow,
	what: Reference['what'],
	text: string,
): Reference => ({
	form: 'series',
	...{ row, field, what, text },
});

/** Null: from the teacher's own computer. Undefined, with a finding, for a classroom that there is not. */
export const sendingOf = (
	planning: Planning,
	row: number,
	values: Values,
): LessonPlace | null | undefined => {
	const { names } = planning;
	const { school, classroom } = values;
	if (school === undefined || classroom === undefined) return undefined;
	if (school === null) return classroom === null ? null : sendingInOwn(planning, row, values, classroom);
	const found = names.school(school);
	if (found.is !== 'one') {
		refuse(planning, reference(row, 'school', 'school', school), found, ({ schoolId }) =>
			names.writtenSchool(schoolId),
		);
		return undefined;
	}
	const all = names.classroomsOf(found.thing.schoolId);
	const [only, ...more] = all;
	if (classroom === null && only !== undefined && more.length === 0) return only;
	const place: Meant<LessonPlace> =
		classroom === null ? { is: 'several', things: all } : names.classroomIn(found.thing, classroom);
	if (place.is === 'one') return place.thing;
	refuse(planning, reference(row, 'classroom', 'classroom', classroom ?? school), place, ({ name }) => name);
	return undefined;
};

/** A classroom without its school is one of the teacher's. */
const sendingInOwn = (
	planning: Planning,
	row: number,
	values: Values,
	classroom: string,
): LessonPlace | undefined => {
	const { names } = planning;
	const exact = names.classroom(classroom);
	if (exact.is === 'one') return exact.thing;
	const teacher = values.teacher === undefined ? undefined : names.teacher(values.teacher, null);
	const school = teacher?.is === 'one' ? teacher.thing.schoolId : null;
	const own = school === null ? [] : names.classroomsOf(school);
	const place = own.find(({ name }) => name === classroom);
	if (place !== undefined) return place;
	refuse(planning, reference(row, 'classroom', 'classroom', classroom), exact, (each) =>
		names.writtenPlace(each),
	);
	return undefined;
};

/** The sending school, also where its classroom is not right yet. */
const schoolNamed = ({ names }: Planning, school: Values['school']): SchoolId | null => {
	const found = names.school(school ?? '');
	return found.is === 'one' ? found.thing.schoolId : null;
};

export const teacherOf = (
	planning: Planning,
	row: number,
	{ teacher: text, school }: Values,
	sending: LessonPlace | null | undefined,
): NamedTeacher | null => {
	const { names } = planning;
	if (text === undefined) return null;
	const found = names.teacher(text, sending?.schoolId ?? schoolNamed(planning, school));
	if (found.is === 'one') return found.thing;
	refuse(planning, reference(row, 'teacher', 'teacher', text), found, ({ loginName, schoolId }) => {
		const school = names.schoolName(schoolId);
		return school === '' ? loginName : `${loginName}（${school}）`;
	});
	return null;
};

/** Null, with findings, where one of them is none. */
export const receivingOf = (planning: Planning, row: number, { receiving }: Values): LessonPlace[] | null => {
	if (receiving === undefined) return null;
	const { names } = planning;
	const find = (part: string): Meant<LessonPlace> => names.classroom(part);
	const found = eachOf(receiving, find, (part, place) =>
		refuse(planning, reference(row, 'receiving', 'classroom', part), place, (each) =>
			names.writtenPlace(each),
		),
	);
	return found === null ? null : atMost(planning, row, 'receiving', found, MOST_CLASSROOMS);
};

export const classesOf = (
	planning: Planning,
	row: number,
	{ classes }: Values,
	sending: LessonPlace | null | undefined,
	receiving: readonly LessonPlace[] | null,
): NamedClass[] | null => {
	if (classes === undefined) return null;
	const { names } = planning;
	const there = (receiving ?? []).map(({ schoolId }) => schoolId);
	const find = (part: string): Meant<NamedClass> => {
		const found = names.class(part, there);
		return found.is === 'none' && sending ? names.class(part, [sending.schoolId]) : found;
	};
	const found = eachOf(classes, find, (part, group) => {
		// Whose class it is depends on a classroom that is not right yet.
		if (group.is === 'none' && receiving === null) return;
		refuse(planning, reference(row, 'classes', 'class', part), group, (each) => names.writtenPlace(each));
	});
	return found === null ? null : atMost(planning, row, 'classes', found, MOST_CLASSES);
};

/** Each once, in their order. */
const eachOf = <T>(
	text: string | null,
	find: (part: string) => Meant<T>,
	refused: (part: string, found: Meant<T>) => void,
): T[] | null => {
	const parts = text === null ? [] : partsOfList(text, (part) => find(part).is === 'one');
	const things = new Set<T>();
	let whole = true;
	for (const part of parts) {
		const found = find(part);
		if (found.is === 'one') things.add(found.thing);
		else {
			whole = false;
			refused(part, found);
		}
	}
	return whole ? [...things] : null;
};

const atMost = <T>(
	planning: Planning,
	row: number,
	field: keyof SeriesRow,
	things: T[],
	limit: number,
): T[] | null => {
	if (things.length <= limit) return things;
	add(planning, 'series', { code: 'too-many', row, field, details: { limit } });
	return null;
};
