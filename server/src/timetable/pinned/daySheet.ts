// The county's day as it is pinned up: classrooms down, by community, and periods across. Pure.
import type { SchoolId, SheetLanguage, Timetable } from '@classroom/protocol';
import type { PlannedSheet } from '../../platform/index.ts';
import type { Period } from '../bells/bells.ts';
import { gridSheet } from './grid.ts';
import type { PinnedLesson, PinnedNames } from './pinnedLesson.ts';
import { spanText, titleOf } from './pinnedLesson.ts';
import { periodOf } from './weekSheet.ts';

export interface DayInput {
	readonly name: string;
	readonly title: string;
	readonly lessons: readonly PinnedLesson[];
	readonly classrooms: Timetable['classrooms'];
	/** In their order, with their schools. */
	readonly communities: readonly { readonly name: string; readonly schoolIds: readonly SchoolId[] }[];
	/** Of that day, of the school that sends. */
	readonly periodsOf: (schoolId: SchoolId) => readonly Period[];
	readonly names: PinnedNames;
	readonly language: SheetLanguage;
}

/** Lessons that lie in no period stand last. */
const OTHER = 99;

interface Placed {
	readonly pinned: PinnedLesson;
	readonly column: number;
	readonly part: 'sends' | 'receives';
}

export const daySheet = (input: DayInput): PlannedSheet => {
	const { name, title, language, names } = input;
	const placed = Map.groupBy(
		input.lessons.flatMap((pinned) => placesOf(pinned, input)),
		({ classroomId }) => classroomId,
	);
	const columns = [...new Set([...placed.values()].flat().map(({ column }) => column))].toSorted(
		(a, b) => a - b,
	);
	const rows = rowsOf(input).map(({ community, place }) => [
		...[community, place.school, place.name],
		...columns.map((column) =>
			(placed.get(place.classroomId) ?? [])
				.filter((each) => each.column === column)
				.map((each) => cellText(each, names, language))
				.join('\n\n'),
		),
	]);
	const heads = language === 'en' ? ['Community', 'School', 'Classroom'] : ['教共体', '学校', '教室'];
	return gridSheet({
		name,
		title,
		heads: [...heads, ...columns.map((column) => columnHead(column, language))],
		rows,
		widths: [18, 22, 14, ...columns.map(() => 24)],
	});
};

const placesOf = (pinned: PinnedLesson, { names, periodsOf }: DayInput) => {
	const { sending, receiving } = pinned.lesson;
	const school = names.school(sending);
	const column = (school === undefined ? null : periodOf(periodsOf(school), pinned.span))?.number ?? OTHER;
	const at = (classroomId: string, part: Placed['part']) => ({ pinned, column, part, classroomId });
	return [
		...(sending === null ? [] : [at(sending, 'sends')]),
		...receiving.map((classroomId) => at(classroomId, 'receives')),
	];
};

/** Only classrooms with lessons; last those of schools in no community. */
const rowsOf = ({ classrooms, communities, language }: DayInput) => {
	const left = new Set(classrooms);
	const take = (community: string, isOwn: (schoolId: SchoolId) => boolean) =>
		[...left]
			.filter(({ schoolId }) => isOwn(schoolId))
			.map((place) => {
				left.delete(place);
				return { community, place };
			});
	const grouped = communities.flatMap(({ name, schoolIds }) =>
		schoolIds.flatMap((wanted) => take(name, (schoolId) => schoolId === wanted)),
	);
	return [...grouped, ...take(language === 'en' ? 'Others' : '其他学校', () => true)];
};

const columnHead = (column: number, language: SheetLanguage): string => {
	if (column === OTHER) return language === 'en' ? 'Other times' : '其他时间';
	return language === 'en' ? `Period ${column}` : `第${column}节`;
};

const cellText = ({ pinned, part }: Placed, names: PinnedNames, language: SheetLanguage): string => {
	const { lesson, span } = pinned;
	const words =
		language === 'en' ? { sends: 'sends', receives: 'receives' } : { sends: '主讲', receives: '听课' };
	return [titleOf(pinned, language), `${words[part]} ${names.teacher(lesson)}`, spanText(span)].join('\n');
};
