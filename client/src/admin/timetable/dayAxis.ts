// The county's day: classrooms down, grouped by community, the time across. Pure.
import type { Community, Timetable, TimetableLesson } from '@classroom/protocol';
import type { Span } from '../bells/bellTimes.ts';
import { hoursAround } from '../bells/bellTimes.ts';
import { spanOn } from './weekGrid.ts';

export type DayBlock = Readonly<{
	lesson: TimetableLesson;
	span: Span;
	part: 'sends' | 'receives';
	/** 0 for the upper half of the row: two lessons that lie over each other stand below each other. */
	lane: number;
}>;

export type DayRow =
	| Readonly<{ kind: 'community'; key: string; name: string; classrooms: number }>
	| Readonly<{ kind: 'classroom'; key: string; school: string; name: string; blocks: readonly DayBlock[] }>;

/** A school day is drawn whole, also where there is little in it. */
const schoolDay: Span = { from: 8 * 60, until: 17 * 60 };

/** Whole hours around the school day, all lessons, and the places where one may go. */
export const axisOf = (
	lessons: readonly TimetableLesson[],
	zone: string,
	places: readonly Span[] = [],
): Span => hoursAround([schoolDay, ...places, ...lessons.map((lesson) => spanOn(lesson, zone))]);

/** Each block in the first lane that is free for it; by start. */
export function lanesOf(blocks: readonly Omit<DayBlock, 'lane'>[]): readonly DayBlock[] {
	const ends: number[] = [];
	return blocks
		.toSorted((a, b) => a.span.from - b.span.from)
		.map((block) => {
			const free = ends.findIndex((end) => end <= block.span.from);
			const lane = free === -1 ? ends.length : free;
			ends[lane] = block.span.until;
			return { ...block, lane };
		});
}

/** Communities in their order with the classrooms of their schools; last those of schools in none. Only rows with lessons. */
export function dayRows(
	{ lessons, classrooms }: Pick<Timetable, 'lessons' | 'classrooms'>,
	communities: readonly Pick<Community, 'communityId' | 'name' | 'members'>[],
	others: string,
	zone: string,
): readonly DayRow[] {
	const blocks = new Map<string, Omit<DayBlock, 'lane'>[]>();
	for (const lesson of lessons) {
		const span = spanOn(lesson, zone);
		const add = (classroomId: string, part: DayBlock['part']): void => {
			const own = blocks.get(classroomId) ?? [];
			own.push({ lesson, span, part });
			blocks.set(classroomId, own);
		};
		if (lesson.sending !== null) add(lesson.sending, 'sends');
		for (const classroomId of lesson.receiving) add(classroomId, 'receives');
	}
	const left = new Map(classrooms.map((each) => [String(each.classroomId), each]));
	const take = (schoolIds: readonly string[]): DayRow[] =>
		schoolIds.flatMap((schoolId) =>
			[...left.values()]
				.filter((each) => each.schoolId === schoolId)
				.map((each): DayRow => {
					left.delete(each.classroomId);
					const { classroomId: key, school, name } = each;
					return { kind: 'classroom', key, school, name, blocks: lanesOf(blocks.get(key) ?? []) };
				}),
		);
	const headed = (key: string, name: string, rows: readonly DayRow[]): DayRow[] =>
		rows.length === 0 ? [] : [{ kind: 'community', key, name, classrooms: rows.length }, ...rows];
	const grouped = communities.flatMap(({ communityId, name, members }) =>
		headed(communityId, name, take(members.map(({ schoolId }) => schoolId))),
	);
	const rest = [...new Set([...left.values()].map(({ schoolId }) => schoolId))];
	return [...grouped, ...headed('none', others, take(rest))];
}
