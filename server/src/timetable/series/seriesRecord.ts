// A series as the timetable keeps it, and how it is read.
import { Slot } from '@classroom/protocol';
import type { CountyId, Day, SchoolId, SeriesId, TermId } from '@classroom/protocol';
import { z } from 'zod';
import type { PlanParts } from '../checkedPlan.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import type { TimetableDb, TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import type { Weeks } from '../term/weeks.ts';
import type { Selectable } from 'kysely';

export interface SeriesRecord extends PlanParts {
	readonly seriesId: SeriesId;
	readonly termId: TermId;
	readonly facts: LessonFacts;
	readonly slots: readonly Slot[];
	readonly weeks: Weeks;
	/** Its plan holds from this day on; null: from the term's first. */
	readonly fromDay: Day | null;
	/** Up to and without; null: to the term's last. */
	readonly untilDay: Day | null;
}

interface OfSchool {
	readonly schoolId: SchoolId;
}

/** Of the parts of a lesson or series: whose they are. */
export interface SchoolParts {
	readonly teacherSchoolId: SchoolId | null;
	readonly sendingClassroom: OfSchool | null;
	readonly receivingClassrooms: readonly OfSchool[];
	readonly classGroups: readonly OfSchool[];
}

/** The school whose bells the series goes by; null: a teacher of the county's own, without a classroom. */
export const bellSchoolOf = ({
	sendingClassroom,
	teacherSchoolId,
}: Pick<SchoolParts, 'sendingClassroom' | 'teacherSchoolId'>): SchoolId | null =>
	sendingClassroom?.schoolId ?? teacherSchoolId;

export const schoolsOf = (parts: SchoolParts): { giving: SchoolId[]; receiving: SchoolId[] } => {
	const giving = bellSchoolOf(parts);
	const receiving = [...parts.receivingClassrooms, ...parts.classGroups].map(({ schoolId }) => schoolId);
	return {
		giving: giving === null ? [] : [giving],
		receiving: [...new Set(receiving)].filter((schoolId) => schoolId !== giving),
	};
};

type Db = TimetableDb | TimetableTransaction;
type SeriesRow = Selectable<TimetableTables['series']>;

const Slots = z.array(Slot);
const WeekNumbers = z.array(z.int());

/** In the order of the rows: three queries for however many series. */
export const seriesRecords = async (db: Db, rows: readonly SeriesRow[]): Promise<SeriesRecord[]> => {
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row.series_id);
	const classrooms = Map.groupBy(await classroomsOf(db, ids), (row) => row.seriesId);
	const classes = Map.groupBy(await classesOf(db, ids), (row) => row.seriesId);
	return rows.map((row) => {
		const places = classrooms.get(row.series_id) ?? [];
		return {
			seriesId: row.series_id,
			countyId: row.county_id,
			termId: row.term_id,
			facts: { title: row.title, kind: row.kind, subject: row.subject },
			teacherId: row.teacher_id,
			teacherSchoolId: row.teacher_school_id,
			sendingClassroom: places.find(({ part }) => part === 'sending') ?? null,
			receivingClassrooms: places.filter(({ part }) => part === 'receiving'),
			classGroups: classes.get(row.series_id) ?? [],
			slots: Slots.parse(JSON.parse(row.slots)),
			weeks: WeekNumbers.parse(JSON.parse(row.weeks)),
			fromDay: row.from_day,
			untilDay: row.until_day,
		};
	});
};

export const findSeries = async (db: Db, seriesId: SeriesId): Promise<SeriesRecord | null> => {
	const rows = await db.selectFrom('series').selectAll().where('series_id', '=', seriesId).execute();
	const [record] = await seriesRecords(db, rows);
	return record ?? null;
};

export const seriesOfTerm = async (db: Db, countyId: CountyId, termId: TermId): Promise<SeriesRecord[]> =>
	seriesRecords(
		db,
		await db
			.selectFrom('series')
			.selectAll()
			.where('county_id', '=', countyId)
			.where('term_id', '=', termId)
			.orderBy('series_id')
			.execute(),
	);

const classroomsOf = (db: Db, ids: readonly SeriesId[]) =>
	db
		.selectFrom('series_classroom as place')
		.innerJoin('classroom', 'classroom.classroom_id', 'place.classroom_id')
		.innerJoin('school', 'school.school_id', 'place.school_id')
		.select([
			'place.series_id as seriesId',
			'place.classroom_id as classroomId',
			'place.school_id as schoolId',
			'place.county_id as countyId',
			'place.part',
			'classroom.name',
			'school.name as school',
		])
		.where('place.series_id', 'in', ids)
		.orderBy('place.position')
		.execute();

const classesOf = (db: Db, ids: readonly SeriesId[]) =>
	db
		.selectFrom('series_class as part')
		.innerJoin('class_group', 'class_group.class_group_id', 'part.class_group_id')
		.innerJoin('school', 'school.school_id', 'part.school_id')
		.select([
			'part.series_id as seriesId',
			'part.class_group_id as classGroupId',
			'part.school_id as schoolId',
			'part.county_id as countyId',
			'class_group.name',
			'school.name as school',
		])
		.where('part.series_id', 'in', ids)
		.orderBy('part.position')
		.execute();
