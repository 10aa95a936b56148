// What a term's plan does to lessons: those its new series make, those that its calendars and bells move, and what is
// in the way. Nothing is written: a dry run and the import itself work it out alike.
import { LessonId } from '@classroom/protocol';
import type { SeriesId } from '@classroom/protocol';
import { setImmediate as breathe } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { newId } from '../../platform/index.ts';
import type { Clash } from '../clashes/bookings.ts';
import { readPlaces, wantsOf } from '../clashes/readPlaces.ts';
import type { Wants } from '../clashes/takenPlaces.ts';
import type { NewLesson } from '../lessonRows.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { newlyMadeUp } from '../series/newlyMadeUp.ts';
import type { Omission } from '../series/occurrences.ts';
import type { Proposal } from '../series/proposal.ts';
import { proven, takesPlace, unprovenFor } from '../series/proposal.ts';
import { bellSchoolOf } from '../series/seriesRecord.ts';
import type { SeriesRecord } from '../series/seriesRecord.ts';
import { plannedOf, readWorlds } from '../series/seriesWorld.ts';
import type { CalendarsChange, ProvenSingle } from '../series/singleLessons.ts';
import { provenSingles, singlesFor } from '../series/singleLessons.ts';
import type { CalendarRecord } from '../term/calendarReader.ts';
import type { PlanContext, PlannedSeries, PlanState, TermPlan } from './termPlan.ts';

type Db = TimetableDb | TimetableTransaction;

/** A lesson of a row that something is in the way of. */
export interface RowClash {
	readonly row: number;
	readonly lesson: NewLesson;
	readonly clash: Clash;
}

export interface Foreseen {
	/** Changes of series that there are already. */
	readonly proposals: readonly Proposal[];
	/** Single lessons that fall away or come back. */
	readonly singles: readonly ProvenSingle[];
	readonly lessons: readonly NewLesson[];
	readonly clashes: readonly RowClash[];
	/** Rows that no lesson comes of, and what takes those away that would be. */
	readonly empty: readonly { readonly row: number; readonly why: ReadonlySet<Omission['why']> }[];
	/** In which row a new lesson stands. */
	readonly rowOf: ReadonlyMap<LessonId, number>;
}

/** As many series are worked out in one go. */
const SERIES_IN_ONE_GO = 5;
/** As many lessons are held against the others. */
const LESSONS_IN_ONE_GO = 200;

export const foresee = async (
	db: Db,
	plan: TermPlan,
	state: PlanState,
	context: PlanContext,
): Promise<Foreseen> => {
	const proposals = await changesOf(db, plan, state, context);
	const steps = await singlesFor(db, context, calendarsIn(plan, context));
	const singles = await provenSingles(db, steps, proposals);
	const planned = await lessonsOf(db, plan, context);
	const clashes = await clashesOf(db, planned, proposals, singles);
	return { proposals, singles, clashes, ...planned };
};

/** Calendars that become others, and new ones. */
export const calendarsIn = ({ terms }: TermPlan, { countyId }: PlanContext): CalendarsChange => {
	const changed = [...terms.values()].filter(({ before, after }) => !isDeepStrictEqual(before, after));
	return {
		countyId,
		before: changed.flatMap(({ before }) => before ?? []),
		after: changed.map(({ after }) => after),
	};
};

/** Series whose calendar or bells become others, by calendar. */
export const concernedBy = (
	plan: TermPlan,
	{ series: all }: PlanState,
	{ today }: PlanContext,
): { readonly before: CalendarRecord; readonly after: CalendarRecord; readonly series: SeriesRecord[] }[] =>
	[...plan.terms.values()].flatMap(({ before, after }) => {
		if (before === null) return [];
		const calendarChanges = before !== after;
		const series = all.filter((each) => {
			const school = bellSchoolOf(each);
			const bellsChange = school !== null && plan.bells.has(school) && after.term.lastDay >= today;
			return each.termId === after.term.termId && (calendarChanges || bellsChange);
		});
		return series.length === 0 ? [] : [{ before, after, series }];
	});

const changesOf = async (
	db: Db,
	plan: TermPlan,
	state: PlanState,
	context: PlanContext,
): Promise<Proposal[]> => {
	const { now, timeZone } = context;
	const unproven = [];
	for (const { before, after, series: concerned } of concernedBy(plan, state, context)) {
		const worldOf = await readWorlds(db, after, concerned, plan.bells);
		const ofTerm = [];
		for (const [done, series] of concerned.entries()) {
			if (done % SERIES_IN_ONE_GO === 0) await breathe();
			const wanted = { series, having: series.seriesId, since: null, all: false };
			ofTerm.push(await unprovenFor(db, { timeZone, now }, wanted, worldOf));
		}
		unproven.push(...(await newlyMadeUp(db, ofTerm, before, timeZone)));
	}
	return proven(db, unproven);
};

interface Planned {
	readonly lessons: NewLesson[];
	readonly rowOf: Map<LessonId, number>;
	readonly empty: Foreseen['empty'][number][];
}

const lessonsOf = async (db: Db, plan: TermPlan, context: PlanContext): Promise<Planned> => {
	const planned: Planned = { lessons: [], rowOf: new Map(), empty: [] };
	for (const { after } of plan.terms.values()) {
		const own = plan.series.filter(({ series }) => series.termId === after.term.termId);
		const worldOf = await readWorlds(
			db,
			after,
			own.map(({ series }) => series),
			plan.bells,
		);
		for (const [done, each] of own.entries()) {
			if (done % SERIES_IN_ONE_GO === 0) await breathe();
			const { lessons, omitted } = plannedOf(each.series, worldOf(each.series), context.timeZone);
			gather(planned, each, lessons, omitted, context);
		}
	}
	return planned;
};

/** `3-4-2` stands in the row of `4-2`. */
const placeOf = (key: string): string => key.split('-').slice(1, 3).join('-');

const gather = (
	{ lessons: all, rowOf, empty }: Planned,
	{ series, rows }: PlannedSeries,
	lessons: ReturnType<typeof plannedOf>['lessons'],
	omitted: readonly Omission[],
	{ now }: PlanContext,
): void => {
	const given = new Set<number>();
	// What is past is not planned any more.
	for (const { key, from, until } of lessons.filter((lesson) => lesson.from >= now)) {
		const row = rows.get(placeOf(key));
		if (row === undefined) continue;
		const lessonId = newId(LessonId, now);
		given.add(row);
		rowOf.set(lessonId, row);
		const own = { seriesId: series.seriesId, key };
		all.push({ ...series, lessonId, from, until, series: own, makesUp: null, cancelled: null });
	}
	for (const [place, row] of rows) {
		if (given.has(row)) continue;
		const away = omitted.filter(({ key }) => placeOf(key) === place);
		empty.push({ row, why: new Set(away.map(({ why }) => why)) });
	}
};

/** Each is looked at beside what others have booked, and beside those of the rows above it. */
const clashesOf = async (
	db: Db,
	{ lessons, rowOf }: Planned,
	proposals: readonly Proposal[],
	singles: readonly ProvenSingle[],
): Promise<RowClash[]> => {
	const leaving = [
		...proposals.flatMap(({ candidates, dropped }) => [
			...candidates.map(({ lessonId }) => lessonId),
			...dropped.map(({ lesson }) => lesson.lessonId),
		]),
		...singles.map(({ lesson }) => lesson.lessonId),
	];
	const wantsAt = wantsOfSeries();
	const wanted = lessons.map((lesson) => ({ wants: wantsAt(lesson), span: lesson }));
	await breathe();
	const places = await readPlaces(db, wanted, new Set(leaving));
	for (const candidate of proposals.flatMap(({ candidates }) => candidates)) {
		if (candidate.clash !== null || !takesPlace(candidate)) continue;
		places.take(candidate.lessonId, wantsOf(candidate.parts, candidate.facts), candidate);
	}
	for (const { what, lesson, clash } of singles) {
		if (what === 'revive' && clash === null) {
			places.take(lesson.lessonId, wantsOf(lesson.parts, lesson.facts), lesson);
		}
	}
	const clashes: RowClash[] = [];
	for (const [place, lesson] of inRows(lessons, rowOf).entries()) {
		if (place % LESSONS_IN_ONE_GO === 0) await breathe();
		const wants = wantsAt(lesson);
		const clash = places.firstIn(wants, lesson);
		const row = rowOf.get(lesson.lessonId);
		if (clash === null) places.take(lesson.lessonId, wants, lesson);
		else if (row !== undefined) clashes.push({ row, lesson, clash });
	}
	return clashes;
};

/** All new lessons of a series want the same. */
export const wantsOfSeries = (): ((lesson: NewLesson) => Wants) => {
	const known = new Map<SeriesId, Wants>();
	return (lesson) => {
		const seriesId = lesson.series?.seriesId;
		const wants = (seriesId === undefined ? undefined : known.get(seriesId)) ?? wantsOf(lesson, lesson.facts);
		if (seriesId !== undefined) known.set(seriesId, wants);
		return wants;
	};
};

const inRows = (lessons: readonly NewLesson[], rowOf: ReadonlyMap<LessonId, number>): NewLesson[] =>
	lessons.toSorted((a, b) => (rowOf.get(a.lessonId) ?? 0) - (rowOf.get(b.lessonId) ?? 0) || a.from - b.from);
