// A series as a browser may know it.
import type { Instant, Series, SeriesId } from '@classroom/protocol';
import type { People, PersonCaller } from '../../identity/index.ts';
import { ownOf } from '../lessonSlot.ts';
import type { TimetableDb } from '../lessonTables.ts';
import { formatWeeks } from '../term/weeks.ts';
import type { SeriesRecord } from './seriesRecord.ts';

export interface SeriesViewDeps {
	readonly db: TimetableDb;
	readonly people: People;
}

interface Counts {
	readonly lessons: number;
	readonly given: number;
	readonly changed: number;
}

/** In their order: two queries for however many series. */
export const seriesViews = async (
	{ db, people }: SeriesViewDeps,
	caller: PersonCaller,
	series: readonly SeriesRecord[],
	now: Instant,
): Promise<Series[]> => {
	const teachers = await people.findMany(series.map(({ teacherId }) => teacherId));
	const counts = await countsOf(
		db,
		series.map(({ seriesId }) => seriesId),
		now,
	);
	return series.map((each) => ({
		seriesId: each.seriesId,
		termId: each.termId,
		...each.facts,
		teacherId: each.teacherId,
		teacher: teachers.get(each.teacherId)?.name ?? '',
		sendingClassroom: each.sendingClassroom,
		receivingClassrooms: [...each.receivingClassrooms],
		classGroups: [...each.classGroups],
		slots: [...each.slots],
		weeks: formatWeeks(each.weeks),
		fromDay: each.fromDay,
		untilDay: each.untilDay,
		...(counts.get(each.seriesId) ?? { lessons: 0, given: 0, changed: 0 }),
		mayChange: mayChangeSeries(caller, each),
	}));
};

/** The county's, or the school's that gives it. */
export const mayChangeSeries = (
	caller: PersonCaller,
	{ countyId, teacherSchoolId, sendingClassroom }: SeriesRecord,
): boolean => {
	if (caller.countyId !== countyId) return false;
	if (caller.role === 'county-admin') return true;
	if (caller.role !== 'school-admin' || caller.schoolId === null) return false;
	return [teacherSchoolId, sendingClassroom?.schoolId].includes(caller.schoolId);
};

const countsOf = async (
	db: TimetableDb,
	seriesIds: readonly SeriesId[],
	now: Instant,
): Promise<Map<SeriesId | null, Counts>> => {
	if (seriesIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('lesson')
		.select([
			'series_id',
			'planned_start',
			'planned_end',
			'slot_start',
			'slot_end',
			'cancelled_at',
			'cancel_cause',
			'own_teacher',
			'own_rest',
		])
		.where('series_id', 'in', seriesIds)
		.execute();
	return new Map(
		[...Map.groupBy(rows, (row) => row.series_id)].map(([seriesId, lessons]) => {
			const standing = lessons.filter((row) => row.cancelled_at === null);
			return [
				seriesId,
				{
					lessons: standing.length,
					given: standing.filter((row) => row.planned_start <= now).length,
					changed: lessons.filter(
						(row) => row.cancel_cause === 'person' || Object.values(ownOf(row)).includes(true),
					).length,
				},
			];
		}),
	);
};
