// Writes many new series with their lessons at once: for programs that fill a county, and nobody's own changes.
import { LessonId } from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import { newId } from '../../platform/index.ts';
import { wantsOf } from '../clashes/readPlaces.ts';
import { TakenPlaces } from '../clashes/takenPlaces.ts';
import type { NewLesson } from '../lessonRows.ts';
import { insertLessons } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { calendarOf } from '../term/calendarReader.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { insertSeries } from './seriesRows.ts';
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
