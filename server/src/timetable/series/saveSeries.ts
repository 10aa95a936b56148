// What is wanted of a series is proposed, written with its lessons and a line in the audit log, and announced; or refused.
import type { PersonCaller } from '../../identity/index.ts';
import { AppError, isAppError } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import { recordChange } from '../changes/changeLog.ts';
import { lockResources } from '../clashes/bookings.ts';
import { clashSaid } from '../clashes/fit.ts';
import { locksOf } from '../clashes/readPlaces.ts';
import { startOfDay } from '../days.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import { calendarOf } from '../term/calendarReader.ts';
import { carryOut } from './carryOut.ts';
import type { Proposal } from './proposal.ts';
import { proposalFor, wantsFor } from './proposal.ts';
import { writeSeries } from './seriesRows.ts';
import { SeriesState } from './seriesState.ts';
import { takeTurns } from './seriesTurn.ts';
import { takeIn } from './takeIn.ts';
import type { Wish } from './seriesWish.ts';
import { earlier, isOutdated } from './seriesWish.ts';
import type { WorldOf } from './seriesWorld.ts';
import { readWorlds } from './seriesWorld.ts';

export const worldsFor = async (
	db: Parameters<typeof readWorlds>[0],
	{ term, series }: Wish,
): Promise<WorldOf> => {
	return readWorlds(db, await calendarOf(db, term), [series]);
};

export const proposeWish = (
	deps: LessonPlannerDeps,
	db: Parameters<typeof proposalFor>[0],
	wish: Wish,
	worldOf: WorldOf,
): Promise<Proposal> => {
	const { clock, timeZone } = deps;
	const { series, before, from, ends, dragged } = wish;
	const since = from === null ? null : startOfDay(from, timeZone);
	const having = before?.seriesId ?? series.seriesId;
	const wanted = { series, having, since, ends, all: true, ...(dragged !== undefined && { dragged }) };
	return proposalFor(db, { timeZone, now: clock.now() }, wanted, worldOf);
};

/** Throws what {@link saveWish} would if no lesson may be left out, and saves nothing. */
export const probeWish = async (deps: LessonPlannerDeps, caller: PersonCaller, wish: Wish): Promise<void> => {
	refuseEmpty(await proposeWish(deps, deps.db, wish, await worldsFor(deps.db, wish)));
	await refuseClashing(deps, caller, wish);
};

class Outdated extends AppError {
	constructor() {
		super('conflict', 'somebody else changed the series or its term meanwhile');
	}
}

/**
 * The database has the last word on what is taken; whoever is refused hears by whom. Throws `conflict` when the series
 * or its term are no longer what the wish was made of, and `kind-not-bookable` when it would be of a kind for which nobody
 * applies while one of its lessons takes applications.
 */
export const saveWish = async (
	deps: LessonPlannerDeps,
	caller: PersonCaller,
	wish: Wish,
	leaveOutClashing: boolean,
	action: 'series.planned' | 'series.changed' | 'series.ended',
	reason: string | null = null,
): Promise<void> => {
	const parts = await auditedChange(deps, caller, async (tx: TimetableTransaction) => {
		const result = await write(deps, tx, caller, wish, leaveOutClashing, reason);
		const { title, kind } = wish.series.facts;
		return {
			result,
			entry: { action, subject: { text: title }, details: { kind, lessons: result.length } },
		};
	}).catch(async (error: unknown) => {
		// What a check finds now was booked in the very moment before.
		if (isAppError(error, 'conflict') && !(error instanceof Outdated))
			await refuseClashing(deps, caller, wish);
		throw error;
	});
	await announceParts(deps.changes, caller.countyId, parts);
};

const write = async (
	deps: LessonPlannerDeps,
	tx: TimetableTransaction,
	caller: PersonCaller,
	wish: Wish,
	leaveOutClashing: boolean,
	reason: string | null,
): Promise<ChangePart[]> => {
	const { database, clock } = deps;
	const now = clock.now();
	await lockCalendar(tx, database.kind, caller.countyId, 'use');
	await wish.around?.before(tx);
	if (wish.before !== null) await takeTurns(tx, [wish.before.seriesId], now);
	if (await isOutdated(tx, deps, wish)) throw new Outdated();
	const worldOf = await worldsFor(tx, wish);
	const first = await proposeWish(deps, tx, wish, worldOf);
	await lockResources(tx, database.kind, await locksOf(tx, wantsFor([first])));
	// Looked at again, now that nobody else can book any of it.
	const proposal = database.kind === 'sqlite' ? first : await proposeWish(deps, tx, wish, worldOf);
	// A series that is ended may have nothing left.
	if (!wish.ends) refuseEmpty(proposal);
	if (!leaveOutClashing && proposal.candidates.some(({ clash }) => clash !== null)) {
		throw new AppError('conflict', 'taken by other lessons');
	}
	const series = await writeRows(tx, wish, now);
	const parts = await carryOut(tx, [proposal], now, reason);
	await takeIn(tx, wish.series.seriesId, proposal.takenIn);
	await wish.around?.after(tx, wish.series.seriesId);
	await recordChange(tx, {
		countyId: wish.series.countyId,
		kind: 'series',
		by: caller.personId,
		at: now,
		reason,
		parts,
		series: { seriesId: wish.series.seriesId, ...series },
	});
	return parts;
};

const writeRows = async (
	tx: TimetableTransaction,
	{ series, before, from }: Wish,
	now: number,
): Promise<{ before: SeriesState[]; after: SeriesState[] }> => {
	const after = SeriesState.parse(series);
	if (before === null) {
		await writeSeries(tx, after, now, 'new');
		return { before: [], after: [after] };
	}
	const was = SeriesState.parse(before);
	if (from === null) {
		await writeSeries(tx, after, now, 'again');
		return { before: [was], after: [after] };
	}
	const ended = { ...was, untilDay: earlier(was.untilDay, from) };
	await writeSeries(tx, ended, now, 'again');
	await writeSeries(tx, after, now, 'new');
	return { before: [was], after: [ended, after] };
};

/** Throws `clash`, if there is one. */
const refuseClashing = async (deps: LessonPlannerDeps, caller: PersonCaller, wish: Wish): Promise<void> => {
	const { db } = deps;
	const { candidates } = await proposeWish(deps, db, wish, await worldsFor(db, wish));
	const clashes = candidates.flatMap(({ clash }) => clash ?? []);
	const [first] = clashes;
	if (first === undefined) return;
	const { resource, name, title, from, until } = await clashSaid(deps, caller, wish.series, first);
	const details = { resource, name, title: title ?? '', from, until, lessons: clashes.length };
	throw new AppError('clash', 'taken by other lessons', { details });
};

/** Throws `no-such-period` for a slot that no lesson comes of for want of a period, `no-lessons` for none at all. */
const refuseEmpty = ({ series, candidates, omitted }: Proposal): void => {
	const planned = candidates.filter(({ gets, slot }) => gets === 'all' || slot !== null);
	for (const { weekday, period, own } of series.slots) {
		const place = `-${weekday}-${period}`;
		const given = planned.some(({ key }) => key.slice(key.indexOf('-')).startsWith(place));
		const bell = omitted.some(({ key, why }) => why === 'no-such-period' && key.endsWith(place));
		if (given || !bell || own !== null) continue;
		const school = series.sendingClassroom?.school ?? '';
		throw new AppError('no-such-period', undefined, { details: { weekday, period, school } });
	}
	if (planned.length === 0) throw new AppError('no-lessons');
};
