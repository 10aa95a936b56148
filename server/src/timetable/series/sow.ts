// Writes many new series with their lessons at once: for programs that fill a county, and nobody's own changes.
import { LessonId } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import { inChunks, newId } from '../../platform/index.ts';
import { nameKey } from '../../schools/index.ts';
import { wantsOf } from '../clashes/readPlaces.ts';
import { TakenPlaces } from '../clashes/takenPlaces.ts';
import type { NewLesson } from '../lessonRows.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { calendarOf } from '../term/calendarReader.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { plannedOf, readWorlds } from './seriesWorld.ts';

export interface SowDeps {
	readonly term: TermRecord;
	readonly timeZone: string;
	readonly now: Instant;
}

/**
 * A few queries for however many. Of lessons that are in each other's way the first is made; the caller knows that
 * nothing else is planned from the first of these days on. Returns what was made, in the order of the series.
 */
export const sowSeries = async (
	tx: TimetableTransaction,
	{ term, timeZone, now }: SowDeps,
	series: readonly SeriesRecord[],
): Promise<NewLesson[]> => {
	const worldOf = await readWorlds(tx, await calendarOf(tx, term), series);
	const places = new TakenPlaces([], [], new Map());
	const lessons = series.flatMap((each) =>
		plannedOf(each, worldOf(each), timeZone).lessons.flatMap(({ key, from, until }): NewLesson[] => {
			const wants = wantsOf(each, each.facts);
			if (places.firstIn(wants, { from, until }) !== null) return [];
			const lessonId = newId(LessonId, now);
			places.take(lessonId, wants, { from, until });
			const series = { seriesId: each.seriesId, key };
			return [{ ...each, lessonId, from, until, series, makesUp: null, cancelled: null }];
		}),
	);
	await insertSeries(tx, series, now);
	await insertLessons(tx, lessons, now);
	return lessons;
};

/** Many at once. */
export const insertSeries = async (
	tx: TimetableTransaction,
	series: readonly SeriesRecord[],
	now: Instant,
): Promise<void> => {
	await inChunks(series.map(rowOf(now)), (chunk) => tx.insertInto('series').values(chunk).execute());
	await inChunks(series.flatMap(classroomRows), (chunk) =>
		tx.insertInto('series_classroom').values(chunk).execute(),
	);
	await inChunks(series.flatMap(classRows), (chunk) => tx.insertInto('series_class').values(chunk).execute());
};

const rowOf =
	(now: Instant) =>
	({ facts, ...series }: SeriesRecord) => ({
		series_id: series.seriesId,
		county_id: series.countyId,
		term_id: series.termId,
		title: facts.title,
		title_key: nameKey(facts.title),
		kind: facts.kind,
		subject: facts.subject,
		teacher_id: series.teacherId,
		teacher_school_id: series.teacherSchoolId,
		slots: JSON.stringify(series.slots),
		weeks: JSON.stringify(series.weeks),
		from_day: series.fromDay,
		until_day: series.untilDay,
		created_at: now,
		changed_at: now,
	});

const classroomRows = ({ seriesId, sendingClassroom, receivingClassrooms }: SeriesRecord) =>
	[
		...(sendingClassroom === null ? [] : [{ ...sendingClassroom, part: 'sending' as const }]),
		...receivingClassrooms.map((place) => ({ ...place, part: 'receiving' as const })),
	].map(({ classroomId, schoolId, countyId, part }, position) => ({
		series_id: seriesId,
		classroom_id: classroomId,
		school_id: schoolId,
		county_id: countyId,
		part,
		position,
	}));

const classRows = ({ seriesId, classGroups }: SeriesRecord) =>
	classGroups.map(({ classGroupId, schoolId, countyId }, position) => ({
		series_id: seriesId,
		class_group_id: classGroupId,
		school_id: schoolId,
		county_id: countyId,
		position,
	}));
