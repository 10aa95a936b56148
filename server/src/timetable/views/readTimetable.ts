// A timetable as a page shows it: three queries for however many lessons.
import type { ClassGroupId, ClassroomId, Instant, Timetable, TimetableLesson } from '@classroom/protocol';
import { sql } from 'kysely';
import type { People, PersonCaller } from '../../identity/index.ts';
import { mayChangePlan } from '../lessonRules.ts';
import { ownOf } from '../lessonSlot.ts';
import { isChangeable, lessonStatus } from '../lessonStatus.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { TimetableScope, TimetableSpan } from './shownTo.ts';
import { shownTo } from './shownTo.ts';

export interface TimetableReaderDeps {
	readonly db: TimetableDb;
	readonly people: People;
}

/** By start. */
export const readTimetable = async (
	{ db, people }: TimetableReaderDeps,
	caller: PersonCaller,
	scope: TimetableScope,
	span: TimetableSpan,
	now: Instant,
): Promise<Timetable> => {
	const shown = shownTo(db, caller, scope, span);
	const lessons = await lessonsOf(shown);
	if (lessons.length === 0) return { lessons: [], teachers: [], classrooms: [], classes: [] };
	const parts = await partsOf(db, shown);
	const teachers = await people.findMany(lessons.map((row) => row.teacher_id));
	const byLesson = Map.groupBy(parts, (part) => part.lesson_id);
	return {
		lessons: lessons.map((row) => lessonOf(row, byLesson.get(row.lesson_id) ?? [], caller, now)),
		teachers: [...teachers].map(([personId, { name }]) => ({ personId, name })),
		...placesOf(parts),
	};
};

type Shown = ReturnType<typeof shownTo>;

const lessonsOf = (shown: Shown) =>
	shown
		.select([
			'lesson.lesson_id',
			'lesson.county_id',
			'lesson.title',
			'lesson.kind',
			'lesson.subject',
			'lesson.teacher_id',
			'lesson.teacher_school_id',
			'lesson.planned_start',
			'lesson.planned_end',
			'lesson.moved_end',
			'lesson.phase',
			'lesson.given_at',
			'lesson.cancelled_at',
			'lesson.cancel_cause',
			'lesson.series_id',
			'lesson.slot_start',
			'lesson.slot_end',
			'lesson.own_teacher',
			'lesson.own_rest',
			'lesson.makes_up',
		])
		.orderBy('lesson.planned_start')
		.orderBy('lesson.lesson_id')
		.execute();
type LessonRow = Awaited<ReturnType<typeof lessonsOf>>[number];

/** Classrooms and classes with their names: of several thousand lessons in one query. */
const partsOf = (db: TimetableDb, shown: Shown) =>
	db
		.with('shown', () => shown.select('lesson.lesson_id'))
		.selectFrom('shown')
		.innerJoin('lesson_classroom as place', 'place.lesson_id', 'shown.lesson_id')
		.innerJoin('classroom', 'classroom.classroom_id', 'place.classroom_id')
		.innerJoin('school', 'school.school_id', 'place.school_id')
		.select((row) => [
			'place.lesson_id',
			'place.position',
			row.ref('place.part').$castTo<'sending' | 'receiving' | null>().as('part'),
			row.ref('place.classroom_id').$castTo<ClassroomId | null>().as('classroom_id'),
			sql<ClassGroupId | null>`null`.as('class_group_id'),
			'place.school_id',
			'classroom.name',
			'school.name as school',
		])
		.unionAll((row) =>
			row
				.selectFrom('shown')
				.innerJoin('lesson_class as part', 'part.lesson_id', 'shown.lesson_id')
				.innerJoin('class_group', 'class_group.class_group_id', 'part.class_group_id')
				.innerJoin('school', 'school.school_id', 'part.school_id')
				.select((part) => [
					'part.lesson_id',
					'part.position',
					sql<'sending' | 'receiving' | null>`null`.as('part'),
					sql<ClassroomId | null>`null`.as('classroom_id'),
					part.ref('part.class_group_id').$castTo<ClassGroupId | null>().as('class_group_id'),
					'part.school_id',
					'class_group.name',
					'school.name as school',
				]),
		)
		.orderBy('position')
		.execute();
type PartRow = Awaited<ReturnType<typeof partsOf>>[number];

const lessonOf = (
	row: LessonRow,
	parts: readonly PartRow[],
	caller: PersonCaller,
	now: Instant,
): TimetableLesson => {
	const status = {
		plannedStart: row.planned_start,
		plannedEnd: row.moved_end ?? row.planned_end,
		phase: row.phase,
		givenAt: row.given_at,
		cancelledAt: row.cancelled_at,
	};
	const sending = parts.find(({ part }) => part === 'sending');
	const own = ownOf(row);
	return {
		lessonId: row.lesson_id,
		title: row.title,
		kind: row.kind,
		subject: row.subject,
		teacherId: row.teacher_id,
		sending: sending?.classroom_id ?? null,
		receiving: parts.flatMap((part) => (part.part === 'receiving' ? (part.classroom_id ?? []) : [])),
		classes: parts.flatMap((part) => part.class_group_id ?? []),
		from: row.planned_start,
		until: status.plannedEnd,
		status: lessonStatus(status, now),
		cancelCause: row.cancel_cause,
		seriesId: row.series_id,
		makesUp: row.makes_up,
		own: { time: own.time, teacher: own.teacher },
		mayChange:
			isChangeable(status, now) &&
			mayChangePlan(caller, {
				countyId: row.county_id,
				teacherSchoolId: row.teacher_school_id,
				sendingSchoolId: sending?.school_id ?? null,
			}),
	};
};

/** Each once. */
const placesOf = (parts: readonly PartRow[]): Pick<Timetable, 'classrooms' | 'classes'> => {
	const classrooms = new Map<ClassroomId, Timetable['classrooms'][number]>();
	const classes = new Map<ClassGroupId, Timetable['classes'][number]>();
	for (const { classroom_id, class_group_id, school_id, name, school } of parts) {
		const place = { schoolId: school_id, name, school };
		if (classroom_id !== null) classrooms.set(classroom_id, { classroomId: classroom_id, ...place });
		if (class_group_id !== null) classes.set(class_group_id, { classGroupId: class_group_id, ...place });
	}
	return { classrooms: [...classrooms.values()], classes: [...classes.values()] };
};
