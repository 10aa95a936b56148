// Reads what there is already, as far as a term's plan concerns it: the same few queries however large the file.
import type { CountyId, SchoolId } from '@classroom/protocol';
import type { People } from '../../identity/index.ts';
import { bellsOf } from '../bells/bellReader.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import { seriesOfTerm } from '../series/seriesRecord.ts';
import type { CalendarRecord, TermRecord } from '../term/calendarReader.ts';
import { calendarOf, termsOf } from '../term/calendarReader.ts';
import type { NameSource } from './planNames.ts';
import type { PlanState } from './termPlan.ts';

type Db = TimetableDb | TimetableTransaction;
export type IdentityDb = Parameters<People['imports']['list']>[0];

/** `isRead`: whether the series of a term are. */
export const readPlanState = async (
	db: Db,
	identity: IdentityDb,
	people: People,
	countyId: CountyId,
	isRead: (term: TermRecord) => boolean,
): Promise<PlanState> => {
	const names = await readNames(db, identity, people, countyId);
	const terms = await termsOf(db, countyId);
	const calendars: CalendarRecord[] = [];
	const series: SeriesRecord[] = [];
	for (const term of terms) {
		calendars.push(await calendarOf(db, term));
		if (isRead(term)) series.push(...(await seriesOfTerm(db, countyId, term.termId)));
	}
	const communities = await db
		.selectFrom('community')
		.select(['community_id as communityId', 'name'])
		.where('county_id', '=', countyId)
		.orderBy('community_id')
		.execute();
	const bells = await bellsOf(
		db,
		names.schools.map(({ schoolId }) => schoolId),
	);
	return { ...names, communities, calendars, series, bells };
};

const readNames = async (
	db: Db,
	identity: IdentityDb,
	people: People,
	countyId: CountyId,
): Promise<NameSource> => {
	const schools = await schoolsOf(db, countyId);
	const ids = schools.map(({ schoolId }) => schoolId);
	const teachers = await people.imports.list(identity, { countyId, schoolId: null, role: 'teacher' });
	return {
		countyId,
		schools,
		teachers,
		classrooms: await classroomsOf(db, ids),
		classes: await classesOf(db, ids),
	};
};

/** The county's own and those of counties with an agreement in force. */
const schoolsOf = (db: Db, countyId: CountyId) =>
	db
		.selectFrom('school')
		.innerJoin('county', 'county.county_id', 'school.county_id')
		.select([
			'school.school_id as schoolId',
			'school.county_id as countyId',
			'school.name',
			'county.name as county',
		])
		.where((row) =>
			row.or([
				row('school.county_id', '=', countyId),
				row(
					'school.county_id',
					'in',
					row
						.selectFrom('county_agreement')
						.select('guest_county_id')
						.where('host_county_id', '=', countyId)
						.where('accepted_at', 'is not', null)
						.where('revoked_at', 'is', null),
				),
			]),
		)
		.orderBy('school.school_id')
		.execute();

const classroomsOf = async (db: Db, ids: readonly SchoolId[]): Promise<NameSource['classrooms']> =>
	ids.length === 0
		? []
		: db
				.selectFrom('classroom')
				.innerJoin('school', 'school.school_id', 'classroom.school_id')
				.select([
					'classroom.classroom_id as classroomId',
					'classroom.school_id as schoolId',
					'classroom.county_id as countyId',
					'classroom.name',
					'school.name as school',
				])
				.where('classroom.school_id', 'in', ids)
				.orderBy('classroom.classroom_id')
				.execute();

const classesOf = async (db: Db, ids: readonly SchoolId[]): Promise<NameSource['classes']> =>
	ids.length === 0
		? []
		: db
				.selectFrom('class_group')
				.innerJoin('school', 'school.school_id', 'class_group.school_id')
				.select([
					'class_group.class_group_id as classGroupId',
					'class_group.school_id as schoolId',
					'class_group.county_id as countyId',
					'class_group.name',
					'class_group.grade',
					'school.name as school',
				])
				.where('class_group.school_id', 'in', ids)
				.orderBy('class_group.class_group_id')
				.execute();
