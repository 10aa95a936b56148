// Making, changing and ending series: checked, written with their lessons and a line in the audit log, announced.
import type { Day, LessonId, Series, SeriesFit, SeriesId, SeriesInput } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import { AppError } from '../../platform/index.ts';
import { dayOf } from '../days.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import { probeWish, proposeWish, saveWish, worldsFor } from './saveSeries.ts';
import { seriesFit } from './seriesFit.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { seriesViews } from './seriesView.ts';
import type { AroundSaving, Wish } from './seriesWish.ts';
import { changeableSeries, earlier, readSeries, readWish, termFor } from './seriesWish.ts';

/** Which lessons a change is for: see the endpoints. */
interface Which {
	readonly from: Day | null;
	readonly dragged?: LessonId;
}

export class SeriesPlanner {
	readonly #deps: LessonPlannerDeps;

	constructor(deps: LessonPlannerDeps) {
		this.#deps = deps;
	}

	/** Throws `not-found`, `other-county`, `forbidden`. */
	read(caller: PersonCaller, seriesId: SeriesId): Promise<SeriesRecord> {
		return readSeries(this.#deps, caller, seriesId);
	}

	/** As {@link plan} or {@link update}, but for `clash`, `no-lessons` and `no-such-period`: nothing is saved. */
	async check(
		caller: PersonCaller,
		input: SeriesInput,
		seriesId: SeriesId | null,
		which: Which,
	): Promise<SeriesFit> {
		const { db } = this.#deps;
		const wish = await readWish(this.#deps, caller, input, seriesId, which);
		const worldOf = await worldsFor(db, wish);
		const proposal = await proposeWish(this.#deps, db, wish, worldOf);
		return seriesFit(this.#deps, caller, proposal, worldOf(wish.series));
	}

	/**
	 * Throws `bad-request`, `bad-weeks`, `sender-is-receiver`, `not-found` for the term, what `partsOf` throws,
	 * `forbidden`, `no-such-period`, `no-lessons`, `conflict` when the term changes meanwhile, and, unless clashing
	 * lessons are left out, `clash` with the first.
	 */
	async plan(
		caller: PersonCaller,
		input: SeriesInput,
		leaveOutClashing: boolean,
		around?: AroundSaving,
	): Promise<Series> {
		const wish = {
			...(await readWish(this.#deps, caller, input, null, { from: null })),
			...(around && { around }),
		};
		await saveWish(this.#deps, caller, wish, leaveOutClashing, 'series.planned');
		return this.#view(caller, wish.series.seriesId);
	}

	/** Throws what {@link plan} would if no lesson may be left out, and saves nothing. */
	async probe(caller: PersonCaller, input: SeriesInput): Promise<void> {
		await probeWish(this.#deps, caller, await readWish(this.#deps, caller, input, null, { from: null }));
	}

	/**
	 * Changes the lessons that are not over: all, or those from `from` on, which then are a series of their own. Throws
	 * as {@link plan}, and what {@link read} throws; `conflict` when somebody else changes series or term meanwhile.
	 */
	async update(
		caller: PersonCaller,
		seriesId: SeriesId,
		input: SeriesInput,
		{ leaveOutClashing, ...which }: Which & { readonly leaveOutClashing: boolean },
	): Promise<Series> {
		const wish = await readWish(this.#deps, caller, input, seriesId, which);
		await saveWish(this.#deps, caller, wish, leaveOutClashing, 'series.changed');
		return this.#view(caller, wish.series.seriesId);
	}

	/**
	 * Cancels the lessons that are not over, all or from `from` on, also those that somebody moved there. Throws what {@link read} throws, `forbidden`, and
	 * `conflict` when somebody else changes series or term meanwhile.
	 */
	async end(caller: PersonCaller, seriesId: SeriesId, from: Day | null, reason: string): Promise<Series> {
		const before = await changeableSeries(this.#deps, caller, seriesId);
		const today = dayOf(this.#deps.clock.now(), this.#deps.timeZone);
		// What is of the series after it from a day on is not its own any more.
		const untilDay = earlier(before.untilDay, from === null || from < today ? today : from);
		const term = await termFor(this.#deps, caller, before.termId);
		const series = { ...before, untilDay };
		const wish: Wish = { series, term, before, from: null, asked: null, ends: true };
		await saveWish(this.#deps, caller, wish, true, 'series.ended', reason);
		return this.#view(caller, seriesId);
	}

	async #view(caller: PersonCaller, seriesId: SeriesId): Promise<Series> {
		const series = await this.read(caller, seriesId);
		const [view] = await seriesViews(this.#deps, caller, [series], this.#deps.clock.now());
		if (view === undefined) throw new AppError('not-found');
		return view;
	}
}
