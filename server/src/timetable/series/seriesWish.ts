// What somebody wants of a series, looked up and checked: nothing is written, and nothing is looked for that is in the way.
import { isDeepStrictEqual } from 'node:util';
import type { Day, LessonId, SchoolId, SeriesInput } from '@classroom/protocol';
import { SeriesId } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError, newId } from '../../platform/index.ts';
import { dayOf, startOfDay } from '../days.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { partsOf } from '../planParts.ts';
import { mayPlan } from '../planRules.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { findTerm } from '../term/calendarReader.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { findSeries, schoolsOf } from './seriesRecord.ts';
import { checkSeries, weeksOf } from './seriesRules.ts';
import { SeriesState } from './seriesState.ts';
import { mayChangeSeries } from './seriesView.ts';

/** What is to be: `before` is the series that is changed, from `from` on. */
export interface Wish {
	readonly series: SeriesRecord;
	readonly term: TermRecord;
	readonly before: SeriesRecord | null;
	readonly from: Day | null;
	/** The day it was asked to change from; `from` is null where it has no lessons before. */
	readonly asked: Day | null;
	readonly ends: boolean;
	/** Follows the series again, whenever somebody moved it to. */
	readonly dragged?: LessonId;
	readonly around?: AroundSaving;
}

/** What somebody else has to say or do in the same transaction. */
export interface AroundSaving {
	/** Before anything is looked at. Whatever it throws, nothing is saved. */
	before(tx: TimetableTransaction): Promise<void>;
	after(tx: TimetableTransaction, seriesId: SeriesId): Promise<void>;
}

/** Of two last days the first; null: the term's. */
export const earlier = (day: Day | null, other: Day): Day => (day === null || other < day ? other : day);

const none: ReadonlySet<SchoolId> = new Set();

/** Throws `not-found`, `other-county`. */
export const readSeries = async (
	deps: LessonPlannerDeps,
	caller: PersonCaller,
	seriesId: SeriesId,
): Promise<SeriesRecord> => {
	const series = await findSeries(deps.db, seriesId);
	if (series === null) throw new AppError('not-found');
	if (series.countyId !== caller.countyId) throw new AppError('other-county');
	const { giving, receiving } = schoolsOf(series);
	const ofCounty = caller.role === 'county-admin' || caller.role === 'inspector';
	if (ofCounty || mayChangeSeries(caller, series)) return series;
	if (caller.schoolId !== null && [...giving, ...receiving].includes(caller.schoolId)) return series;
	throw new AppError('forbidden');
};

/** Throws what {@link readSeries} throws, `forbidden`. */
export const changeableSeries = async (
	deps: LessonPlannerDeps,
	caller: PersonCaller,
	seriesId: SeriesId,
): Promise<SeriesRecord> => {
	const series = await readSeries(deps, caller, seriesId);
	if (!mayChangeSeries(caller, series)) throw new AppError('forbidden');
	return series;
};

/** Throws `not-found`, `other-county`. */
export const termFor = async (
	deps: LessonPlannerDeps,
	{ countyId }: PersonCaller,
	termId: SeriesRecord['termId'],
): Promise<TermRecord> => {
	const term = await findTerm(deps.db, termId);
	if (term === null) throw new AppError('not-found');
	if (term.countyId !== countyId) throw new AppError('other-county');
	return term;
};

export const readWish = async (
	deps: LessonPlannerDeps,
	caller: PersonCaller,
	input: SeriesInput,
	seriesId: SeriesId | null,
	{ from, dragged }: { readonly from: Day | null; readonly dragged?: LessonId },
): Promise<Wish> => {
	checkSeries(input);
	const before = seriesId === null ? null : await changeableSeries(deps, caller, seriesId);
	if (dragged !== undefined) await checkOf(deps.db, dragged, seriesId);
	const term = await termFor(deps, caller, input.termId);
	const weeks = weeksOf(input.weeks, term);
	const parts = await partsOf(deps, caller.countyId, input);
	const split =
		before !== null && from !== null && (await hasLessonsBefore(deps.db, deps, before.seriesId, from));
	const series: SeriesRecord = {
		...parts,
		seriesId: before === null || split ? newId(SeriesId, deps.clock.now()) : before.seriesId,
		termId: term.termId,
		facts: { title: input.title, kind: input.kind, subject: input.subject },
		slots: input.slots,
		weeks,
		fromDay: split ? from : (before?.fromDay ?? null),
		untilDay: before?.untilDay ?? null,
	};
	await checkMayPlan(deps, caller, series, before);
	const wish = { series, term, before, from: split ? from : null, asked: from, ends: false };
	return dragged === undefined ? wish : { ...wish, dragged };
};

const checkOf = async (db: TimetableDb, lessonId: LessonId, seriesId: SeriesId | null): Promise<void> => {
	const row = await db
		.selectFrom('lesson')
		.select('series_id')
		.where('lesson_id', '=', lessonId)
		.executeTakeFirst();
	if (row !== undefined && seriesId !== null && row.series_id === seriesId) return;
	const issues = [{ path: 'dragged', code: 'not-found' as const }];
	throw new AppError('bad-request', 'not a lesson of the series', { issues });
};

const checkMayPlan = async (
	deps: LessonPlannerDeps,
	caller: PersonCaller,
	series: SeriesRecord,
	before: SeriesRecord | null,
): Promise<void> => {
	const { clock, timeZone } = deps;
	const { giving, receiving } = schoolsOf(series);
	const already = before === null ? none : new Set(Object.values(schoolsOf(before)).flat());
	const partners =
		caller.role === 'school-admin' && caller.schoolId !== null
			? await deps.partnersOf(caller.schoolId, dayOf(clock.now(), timeZone))
			: none;
	const schools = { giving: [series.teacherSchoolId, ...giving], takingPart: receiving };
	if (!mayPlan(caller, schools, partners, already)) throw new AppError('forbidden');
};

/**
 * Whether term or series are others than those the wish was made of. Certain only while nobody can change them: under
 * the calendar's lock, with the series' turn taken.
 */
export const isOutdated = async (
	tx: TimetableTransaction,
	deps: Pick<LessonPlannerDeps, 'timeZone'>,
	{ term, before, from, asked }: Wish,
): Promise<boolean> => {
	const termNow = await findTerm(tx, term.termId);
	if (termNow?.firstDay !== term.firstDay || termNow.lastDay !== term.lastDay) return true;
	if (before === null) return false;
	const seriesNow = await findSeries(tx, before.seriesId);
	if (seriesNow === null) return true;
	if (!isDeepStrictEqual(SeriesState.parse(seriesNow), SeriesState.parse(before))) return true;
	return asked !== null && (await hasLessonsBefore(tx, deps, before.seriesId, asked)) !== (from !== null);
};

const hasLessonsBefore = async (
	db: TimetableDb | TimetableTransaction,
	{ timeZone }: Pick<LessonPlannerDeps, 'timeZone'>,
	seriesId: SeriesId,
	day: Day,
): Promise<boolean> => {
	const first = await db
		.selectFrom('lesson')
		.select('lesson_id')
		.where('series_id', '=', seriesId)
		.where('planned_start', '<', startOfDay(day, timeZone))
		.limit(1)
		.executeTakeFirst();
	return first !== undefined;
};
