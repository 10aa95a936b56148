// Making, changing and ending series: checked, written with their lessons and a line in the audit log, announced.
import { SeriesId } from '@classroom/protocol';
import type { Day, Instant, SchoolId, Series, SeriesFit, SeriesInput } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError, isAppError, newId } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import { recordChange } from '../changes/changeLog.ts';
import { lockResources } from '../clashes/bookings.ts';
import { clashSaid } from '../clashes/fit.ts';
import { locksOf } from '../clashes/readPlaces.ts';
import { dayOf, startOfDay } from '../days.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { partsOf } from '../planParts.ts';
import { mayPlan } from '../planRules.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import { calendarOf, findTerm } from '../term/calendarReader.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { carryOut } from './carryOut.ts';
import type { Proposal } from './proposal.ts';
import { proposalFor, wantsFor } from './proposal.ts';
import { findSeries, schoolsOf } from './seriesRecord.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { seriesFit } from './seriesFit.ts';
import { checkSeries, weeksOf } from './seriesRules.ts';
import { writeSeries } from './seriesRows.ts';
import { SeriesState } from './seriesState.ts';
import { mayChangeSeries, seriesViews } from './seriesView.ts';
import { readWorlds } from './seriesWorld.ts';
import type { WorldOf } from './seriesWorld.ts';

/** What is to be: `before` is the series that is changed, from `from` on. */
interface Wish {
	readonly series: SeriesRecord;
	readonly term: TermRecord;
	readonly before: SeriesRecord | null;
	readonly from: Day | null;
	readonly ends: boolean;
}

const none: ReadonlySet<SchoolId> = new Set();

export class SeriesPlanner {
	readonly #deps: LessonPlannerDeps;

	constructor(deps: LessonPlannerDeps) {
		this.#deps = deps;
	}

	/** Throws `not-found`, `other-county`. */
	async read(caller: PersonCaller, seriesId: SeriesId): Promise<SeriesRecord> {
		const series = await findSeries(this.#deps.db, seriesId);
		if (series === null) throw new AppError('not-found');
		if (series.countyId !== caller.countyId) throw new AppError('other-county');
		const { giving, receiving } = schoolsOf(series);
		const ofCounty = caller.role === 'county-admin' || caller.role === 'inspector';
		if (ofCounty || mayChangeSeries(caller, series)) return series;
		if (caller.schoolId !== null && [...giving, ...receiving].includes(caller.schoolId)) return series;
		throw new AppError('forbidden');
	}

	/** As {@link plan} or {@link update}, but for `clash`, `no-lessons` and `no-such-period`: nothing is saved. */
	async check(
		caller: PersonCaller,
		input: SeriesInput,
		seriesId: SeriesId | null,
		from: Day | null,
	): Promise<SeriesFit> {
		const { db } = this.#deps;
		const wish = await this.#wish(caller, input, seriesId, from);
		const worldOf = await this.#worlds(db, wish);
		const proposal = await this.#propose(db, wish, worldOf);
		return seriesFit(this.#deps, caller, proposal, worldOf(wish.series));
	}

	/**
	 * Throws `bad-request`, `bad-weeks`, `sender-is-receiver`, `not-found` for the term, what {@link partsOf} throws,
	 * `forbidden`, `no-such-period`, `no-lessons`, and, unless clashing lessons are left out, `clash` with the first.
	 */
	async plan(caller: PersonCaller, input: SeriesInput, leaveOutClashing: boolean): Promise<Series> {
		const wish = await this.#wish(caller, input, null, null);
		await this.#save(caller, wish, leaveOutClashing, 'series.planned');
		return this.#view(caller, wish.series.seriesId);
	}

	/**
	 * Changes the lessons that are not over: all, or those from `from` on, which then are a series of their own. Throws
	 * as {@link plan}, and what {@link read} throws.
	 */
	async update(
		caller: PersonCaller,
		seriesId: SeriesId,
		input: SeriesInput,
		{ from, leaveOutClashing }: { readonly from: Day | null; readonly leaveOutClashing: boolean },
	): Promise<Series> {
		const wish = await this.#wish(caller, input, seriesId, from);
		await this.#save(caller, wish, leaveOutClashing, 'series.changed');
		return this.#view(caller, wish.series.seriesId);
	}

	/** Cancels the lessons that are not over, all or from `from` on. Throws what {@link read} throws, `forbidden`. */
	async end(caller: PersonCaller, seriesId: SeriesId, from: Day | null, reason: string): Promise<Series> {
		const before = await this.#changeable(caller, seriesId);
		const today = dayOf(this.#deps.clock.now(), this.#deps.timeZone);
		const untilDay = from === null || from < today ? today : from;
		const term = await this.#term(caller, before.termId);
		const wish: Wish = { series: { ...before, untilDay }, term, before, from: null, ends: true };
		await this.#save(caller, wish, true, 'series.ended', reason);
		return this.#view(caller, seriesId);
	}

	async #wish(
		caller: PersonCaller,
		input: SeriesInput,
		seriesId: SeriesId | null,
		from: Day | null,
	): Promise<Wish> {
		checkSeries(input);
		const before = seriesId === null ? null : await this.#changeable(caller, seriesId);
		const term = await this.#term(caller, input.termId);
		const weeks = weeksOf(input.weeks, term);
		const parts = await partsOf(this.#deps, caller.countyId, input);
		const split = before !== null && from !== null && (await this.#hasLessonsBefore(before.seriesId, from));
		const series: SeriesRecord = {
			...parts,
			seriesId: before === null || split ? newId(SeriesId, this.#deps.clock.now()) : before.seriesId,
			termId: term.termId,
			facts: { title: input.title, kind: input.kind, subject: input.subject },
			slots: input.slots,
			weeks,
			fromDay: split ? from : (before?.fromDay ?? null),
			untilDay: before?.untilDay ?? null,
		};
		await this.#checkMayPlan(caller, series, before);
		return { series, term, before, from: split ? from : null, ends: false };
	}

	async #checkMayPlan(
		caller: PersonCaller,
		series: SeriesRecord,
		before: SeriesRecord | null,
	): Promise<void> {
		const { clock, timeZone } = this.#deps;
		const { giving, receiving } = schoolsOf(series);
		const already = before === null ? none : new Set(Object.values(schoolsOf(before)).flat());
		const partners =
			caller.role === 'school-admin' && caller.schoolId !== null
				? await this.#deps.partnersOf(caller.schoolId, dayOf(clock.now(), timeZone))
				: none;
		const schools = { giving: [series.teacherSchoolId, ...giving], takingPart: receiving };
		if (!mayPlan(caller, schools, partners, already)) throw new AppError('forbidden');
	}

	async #changeable(caller: PersonCaller, seriesId: SeriesId): Promise<SeriesRecord> {
		const series = await this.read(caller, seriesId);
		if (!mayChangeSeries(caller, series)) throw new AppError('forbidden');
		return series;
	}

	async #term({ countyId }: PersonCaller, termId: SeriesRecord['termId']): Promise<TermRecord> {
		const term = await findTerm(this.#deps.db, termId);
		if (term === null) throw new AppError('not-found');
		if (term.countyId !== countyId) throw new AppError('other-county');
		return term;
	}

	async #hasLessonsBefore(seriesId: SeriesId, day: Day): Promise<boolean> {
		const { db, timeZone } = this.#deps;
		const first = await db
			.selectFrom('lesson')
			.select('lesson_id')
			.where('series_id', '=', seriesId)
			.where('planned_start', '<', startOfDay(day, timeZone))
			.limit(1)
			.executeTakeFirst();
		return first !== undefined;
	}

	async #worlds(db: Parameters<typeof readWorlds>[0], { term, series }: Wish): Promise<WorldOf> {
		return readWorlds(db, await calendarOf(db, term), [series]);
	}

	#propose(db: Parameters<typeof proposalFor>[0], wish: Wish, worldOf: WorldOf): Promise<Proposal> {
		const { clock, timeZone } = this.#deps;
		const { series, before, from } = wish;
		const since = from === null ? null : startOfDay(from, timeZone);
		const having = before?.seriesId ?? series.seriesId;
		return proposalFor(db, { timeZone, now: clock.now() }, { series, having, since, all: true }, worldOf);
	}

	/** The database has the last word on what is taken; whoever is refused hears by whom. */
	async #save(
		caller: PersonCaller,
		wish: Wish,
		leaveOutClashing: boolean,
		action: 'series.planned' | 'series.changed' | 'series.ended',
		reason: string | null = null,
	): Promise<void> {
		const parts = await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			const result = await this.#write(tx, caller, wish, leaveOutClashing, reason);
			const { title, kind } = wish.series.facts;
			return {
				result,
				entry: { action, subject: { text: title }, details: { kind, lessons: result.length } },
			};
		}).catch(async (error: unknown) => {
			// What a check finds now was booked in the very moment before.
			if (isAppError(error, 'conflict')) await this.#refuseClashing(caller, wish);
			throw error;
		});
		await announceParts(this.#deps.changes, caller.countyId, parts);
	}

	async #write(
		tx: TimetableTransaction,
		caller: PersonCaller,
		wish: Wish,
		leaveOutClashing: boolean,
		reason: string | null,
	): Promise<ChangePart[]> {
		const { database, clock } = this.#deps;
		const now = clock.now();
		await lockCalendar(tx, database.kind, caller.countyId, 'use');
		if (wish.before !== null) await takeTurn(tx, wish.before.seriesId, now);
		const worldOf = await this.#worlds(tx, wish);
		const first = await this.#propose(tx, wish, worldOf);
		await lockResources(tx, database.kind, await locksOf(tx, wantsFor([first])));
		// Looked at again, now that nobody else can book any of it.
		const proposal = database.kind === 'sqlite' ? first : await this.#propose(tx, wish, worldOf);
		// A series that is ended may have nothing left.
		if (!wish.ends) refuseEmpty(proposal);
		if (!leaveOutClashing && proposal.candidates.some(({ clash }) => clash !== null)) {
			throw new AppError('conflict', 'taken by other lessons');
		}
		const series = await this.#writeRows(tx, wish, now);
		const parts = await carryOut(tx, [proposal], now, reason);
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
	}

	async #writeRows(
		tx: TimetableTransaction,
		{ series, before, from }: Wish,
		now: number,
	): Promise<{ before: SeriesState[]; after: SeriesState[] }> {
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
		const ended = { ...was, untilDay: from };
		await writeSeries(tx, ended, now, 'again');
		await writeSeries(tx, after, now, 'new');
		return { before: [was], after: [ended, after] };
	}

	/** Throws `clash`, if there is one. */
	async #refuseClashing(caller: PersonCaller, wish: Wish): Promise<void> {
		const { db } = this.#deps;
		const { candidates } = await this.#propose(db, wish, await this.#worlds(db, wish));
		const clashes = candidates.flatMap(({ clash }) => clash ?? []);
		const [first] = clashes;
		if (first === undefined) return;
		const { resource, name, title, from, until } = await clashSaid(this.#deps, caller, wish.series, first);
		const details = { resource, name, title: title ?? '', from, until, lessons: clashes.length };
		throw new AppError('clash', 'taken by other lessons', { details });
	}

	async #view(caller: PersonCaller, seriesId: SeriesId): Promise<Series> {
		const series = await this.read(caller, seriesId);
		const [view] = await seriesViews(this.#deps, caller, [series], this.#deps.clock.now());
		if (view === undefined) throw new AppError('not-found');
		return view;
	}
}

/** Nobody else changes the series until the transaction ends. */
const takeTurn = (tx: TimetableTransaction, seriesId: SeriesId, now: Instant): Promise<unknown> =>
	tx.updateTable('series').set({ changed_at: now }).where('series_id', '=', seriesId).execute();

/** Throws `no-such-period` for a slot that no lesson comes of for want of a period, `no-lessons` for none at all. */
const refuseEmpty = ({ series, candidates, omitted }: Proposal): void => {
	for (const { weekday, period, own } of series.slots) {
		const place = `-${weekday}-${period}`;
		const given = candidates.some(({ key }) => key.slice(key.indexOf('-')).startsWith(place));
		const bell = omitted.some(({ key, why }) => why === 'no-such-period' && key.endsWith(place));
		if (given || !bell || own !== null) continue;
		const school = series.sendingClassroom?.school ?? '';
		throw new AppError('no-such-period', undefined, { details: { weekday, period, school } });
	}
	if (candidates.length === 0) throw new AppError('no-lessons');
};
