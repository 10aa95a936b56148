// Reads a term's overview: the same few queries however many series and lessons there are.
import type { Instant, Need, SchoolId, TermId, TermOverview } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { addDays, dayOf, startOfDay } from '../days.ts';
import type { TimetableDb } from '../lessonTables.ts';
import { seriesOfTerm } from '../series/seriesRecord.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { overviewOf } from './overview.ts';

/** As many lessons that fell away are named. */
const NAMED = 100;

export const readOverview = async (
	db: TimetableDb,
	caller: PersonCaller,
	term: TermRecord,
	timeZone: string,
	now: Instant,
): Promise<TermOverview> => {
	const schools = await schoolsFor(db, caller);
	const own = new Set(schools.map(({ schoolId }) => schoolId));
	const needs = Map.groupBy(await needsOf(db, term.termId), ({ schoolId }) => schoolId);
	const fallen = fallenOf(await fallenRows(db, term, timeZone), own);
	const received = (schoolId: SchoolId): number =>
		fallen.filter(({ receiving }) => receiving.has(schoolId)).length;
	return {
		schools: overviewOf(
			schools.map((school) => ({
				...school,
				needs: (needs.get(school.schoolId) ?? []).map(({ subject, lessons }): Need => ({ subject, lessons })),
				fallenAway: received(school.schoolId),
			})),
			await seriesOfTerm(db, term.countyId, term.termId),
			term,
			dayOf(now, timeZone),
		),
		fallenAway: fallen.slice(0, NAMED).map(({ receiving, ...lesson }) => ({
			...lesson,
			schools: [...receiving.values()],
		})),
		mayChangeNeeds: caller.role === 'county-admin',
	};
};

const schoolsFor = (db: TimetableDb, { countyId, role, schoolId }: PersonCaller) => {
	const schools = db
		.selectFrom('school')
		.select(['school_id as schoolId', 'name', 'kind'])
		.where('county_id', '=', countyId)
		.orderBy('name_key')
		.orderBy('school_id');
	const ofCounty = role === 'county-admin' || role === 'inspector';
	return (ofCounty ? schools : schools.where('school_id', '=', schoolId)).execute();
};

const needsOf = (db: TimetableDb, termId: TermId) =>
	db
		.selectFrom('school_need')
		.select(['school_id as schoolId', 'subject', 'lessons'])
		.where('term_id', '=', termId)
		.execute();

/** One for each receiving classroom of a lesson that fell away and that no other makes up for; by start. */
const fallenRows = (db: TimetableDb, { countyId, firstDay, lastDay }: TermRecord, timeZone: string) =>
	db
		.selectFrom('lesson')
		.innerJoin('lesson_classroom as place', 'place.lesson_id', 'lesson.lesson_id')
		.innerJoin('school', 'school.school_id', 'place.school_id')
		.select([
			'lesson.lesson_id',
			'lesson.title',
			'lesson.planned_start',
			'lesson.cancel_cause',
			'lesson.cancel_reason',
			'lesson.teacher_school_id',
			'place.part',
			'place.school_id',
			'school.name as school',
		])
		.where('lesson.county_id', '=', countyId)
		.where('lesson.planned_start', '>=', startOfDay(firstDay, timeZone))
		.where('lesson.planned_start', '<', startOfDay(addDays(lastDay, 1), timeZone))
		.where('lesson.cancelled_at', 'is not', null)
		// One that its series does not have any more is not missed.
		.where('lesson.cancel_cause', '!=', 'series')
		.where((row) =>
			row.not(
				row.exists(
					row
						.selectFrom('lesson as made_up')
						.select('made_up.lesson_id')
						.whereRef('made_up.makes_up', '=', 'lesson.lesson_id')
						.where('made_up.cancelled_at', 'is', null),
				),
			),
		)
		.orderBy('lesson.planned_start')
		.orderBy('lesson.lesson_id')
		.orderBy('place.position')
		.execute();

type FallenRow = Awaited<ReturnType<typeof fallenRows>>[number];
type Fallen = Omit<TermOverview['fallenAway'][number], 'schools'> & {
	readonly receiving: ReadonlyMap<SchoolId, string>;
};

/** Those that one of these schools gives or receives. */
const fallenOf = (rows: readonly FallenRow[], own: ReadonlySet<SchoolId>): Fallen[] =>
	[...Map.groupBy(rows, (row) => row.lesson_id)].flatMap(([lessonId, places]): Fallen[] => {
		const [first] = places;
		if (first === undefined || first.cancel_cause === null || first.cancel_cause === 'series') return [];
		const concerned = [first.teacher_school_id, ...places.map((place) => place.school_id)];
		if (!concerned.some((schoolId) => schoolId !== null && own.has(schoolId))) return [];
		const receiving = places.filter((place) => place.part === 'receiving');
		return [
			{
				lessonId,
				title: first.title,
				from: first.planned_start,
				cause: first.cancel_cause,
				reason: first.cancel_reason,
				receiving: new Map(receiving.map((place) => [place.school_id, place.school])),
			},
		];
	});
