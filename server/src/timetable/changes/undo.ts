// Taking a change back: every lesson of it becomes what it was, if nobody changed it since and its place is free. One that
// had no time of its own is given when its series has it now.
import { isDeepStrictEqual } from 'node:util';
import type { ChangeId, LessonId } from '@classroom/protocol';
import { z } from 'zod';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import type { LessonPlanner } from '../lessonPlanner.ts';
import type { LessonRecord } from '../lessonRecord.ts';
import { mayChange } from '../lessonRules.ts';
import { lessonStatus } from '../lessonStatus.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import { findSeries } from '../series/seriesRecord.ts';
import { writeSeries } from '../series/seriesRows.ts';
import { SeriesState } from '../series/seriesState.ts';
import { takeTurns } from '../series/seriesTurn.ts';
import { giveBack } from '../series/takeIn.ts';
import type { Place } from './itsPlace.ts';
import { atItsPlace, placesNow } from './itsPlace.ts';
import { LessonState } from './lessonState.ts';
import type { LessonChangerDeps } from './lessonChanger.ts';
import { changeLessons } from './lessonChanger.ts';
import { refuseMadeUp } from './madeUp.ts';

interface Change {
	readonly changeId: ChangeId;
	readonly seriesBefore: readonly SeriesState[] | null;
	readonly seriesAfter: readonly SeriesState[] | null;
	readonly parts: ReadonlyMap<LessonId, { readonly before: LessonState | null; readonly after: LessonState }>;
}

/**
 * Throws `not-found`, `other-county`, `forbidden`, `change-outdated` when it was taken back already or something of it
 * was changed since, `lesson-taken-place` when all of its lessons have begun, `made-up-already` for a lesson that would be
 * given beside its make-up, `series-undone` for the taking back of a change of a series, `day-closed` for one that would come back to a day without lessons, and `clash`.
 */
export const undoChange = async (
	deps: LessonChangerDeps,
	planner: LessonPlanner,
	caller: PersonCaller,
	changeId: ChangeId,
): Promise<LessonRecord[]> => {
	const change = await readChange(deps.db, caller, changeId);
	const lessons = await Promise.all([...change.parts.keys()].map((lessonId) => deps.store.find(lessonId)));
	const known = lessons.filter((lesson) => lesson !== null);
	if (known.some((lesson) => !mayChange(caller, lesson))) throw new AppError('forbidden');
	const now = deps.clock.now();
	// What has begun stays, also where the rest of a series goes back.
	const open = known.filter((lesson) => {
		const status = lessonStatus(lesson, now);
		return ['planned', 'waiting', 'cancelled'].includes(status) && lesson.plannedStart > now;
	});
	if (open.length === 0) throw new AppError('lesson-taken-place');
	const lessonIds = open.map(({ lessonId }) => lessonId);
	const places = { now: (_state: LessonState): Place | null => null };
	await changeLessons(deps, caller, {
		kind: 'undone',
		lessonIds,
		reason: null,
		undoes: changeId,
		exact: true,
		onSchoolDays: true,
		first: async (tx) => {
			await takeItsTurn(deps, tx, change);
			places.now = await placesOf(tx, change, deps.timeZone);
		},
		check: (tx, states) => refuseMadeUp(tx, comingBack(change, states), now),
		alter: (states) =>
			new Map(
				[...states].map(([id, state]) => {
					const before = asBefore(change, id, state, now);
					return [id, atItsPlace(before, places.now(before))];
				}),
			),
		also: (tx) => takeBack(tx, change, now),
	});
	return Promise.all(lessonIds.map((lessonId) => planner.existing(lessonId)));
};

const asBefore = ({ parts }: Change, lessonId: LessonId, state: LessonState, at: number): LessonState => {
	const part = parts.get(lessonId);
	if (part === undefined || !isDeepStrictEqual(part.after, state)) throw new AppError('change-outdated');
	// A lesson there was not stays as cancelled: whoever has it in a calendar hears of it.
	return part.before ?? { ...state, cancelled: { at, cause: 'series', reason: null } };
};

/** Where lessons come back to; those of a series that is changed back come back with its plan. */
const placesOf = async (
	tx: TimetableTransaction,
	{ seriesBefore, parts }: Change,
	timeZone: string,
): Promise<(state: LessonState) => Place | null> => {
	if (seriesBefore !== null) return () => null;
	const back = [...parts.values()].flatMap(({ before }) => before ?? []);
	return placesNow(
		tx,
		back.filter(({ cancelled }) => cancelled === null),
		timeZone,
	);
};

/** Whoever changes a series of it meanwhile waits for this one, or is waited for and found to have been there first. */
const takeItsTurn = async (
	{ clock }: LessonChangerDeps,
	tx: TimetableTransaction,
	{ seriesBefore, seriesAfter }: Change,
): Promise<void> => {
	const series = [...(seriesBefore ?? []), ...(seriesAfter ?? [])].map(({ seriesId }) => seriesId);
	if (series.length === 0) return;
	await takeTurns(tx, series, clock.now());
};

/** Those that are cancelled and were not before it. */
const comingBack = ({ parts }: Change, states: ReadonlyMap<LessonId, LessonState>) =>
	new Map(
		[...states].flatMap(([lessonId, { cancelled }]): [LessonId, LessonState][] => {
			const before = parts.get(lessonId)?.before ?? null;
			return cancelled !== null && before?.cancelled === null ? [[lessonId, before]] : [];
		}),
	);

const takeBack = async (
	tx: TimetableTransaction,
	{ changeId, seriesBefore, seriesAfter }: Change,
	now: number,
): Promise<void> => {
	const taken = await tx
		.updateTable('lesson_change')
		.set({ undone_at: now })
		.where('change_id', '=', changeId)
		.where('undone_at', 'is', null)
		.executeTakeFirst();
	if (taken.numUpdatedRows === 0n) throw new AppError('change-outdated');
	for (const after of seriesAfter ?? []) {
		const current = await findSeries(tx, after.seriesId);
		if (current === null || !isDeepStrictEqual(SeriesState.parse(current), after)) {
			throw new AppError('change-outdated');
		}
	}
	for (const before of seriesBefore ?? []) await writeSeries(tx, before, now, 'again');
	const kept = new Set(seriesBefore?.map(({ seriesId }) => seriesId));
	// A series that the change made is over before it begins.
	for (const made of (seriesAfter ?? []).filter(({ seriesId }) => !kept.has(seriesId))) {
		await writeSeries(tx, { ...made, weeks: [] }, now, 'again');
		const [whole] = seriesBefore ?? [];
		if (whole !== undefined) await giveBack(tx, changeId, made.seriesId, whole.seriesId);
	}
};

/** Of these changes those of series: to take back that they were taken back would leave the series as it is. */
export const ofSeries = async (
	db: TimetableDb,
	changeIds: readonly (ChangeId | null)[],
): Promise<ReadonlySet<ChangeId>> => {
	const ids = changeIds.filter((changeId) => changeId !== null);
	if (ids.length === 0) return new Set();
	const rows = await db
		.selectFrom('lesson_change')
		.select('change_id')
		.where('change_id', 'in', ids)
		.where('series_after', 'is not', null)
		.execute();
	return new Set(rows.map((row) => row.change_id));
};

const States = z.array(SeriesState);

const readChange = async (db: TimetableDb, caller: PersonCaller, changeId: ChangeId): Promise<Change> => {
	const row = await db
		.selectFrom('lesson_change')
		.selectAll()
		.where('change_id', '=', changeId)
		.executeTakeFirst();
	if (row === undefined) throw new AppError('not-found');
	if (row.county_id !== caller.countyId) throw new AppError('other-county');
	if (row.undone_at !== null) throw new AppError('change-outdated');
	if ((await ofSeries(db, [row.undoes])).size > 0) throw new AppError('series-undone');
	const parts = await db
		.selectFrom('lesson_change_part')
		.selectAll()
		.where('change_id', '=', changeId)
		.execute();
	const states = (text: string | null): SeriesState[] | null =>
		text === null ? null : States.parse(JSON.parse(text));
	return {
		changeId,
		seriesBefore: states(row.series_before),
		seriesAfter: states(row.series_after),
		parts: new Map(
			parts.map(({ lesson_id, before, after }) => [
				lesson_id,
				{
					before: before === null ? null : LessonState.parse(JSON.parse(before)),
					after: LessonState.parse(JSON.parse(after)),
				},
			]),
		),
	};
};
