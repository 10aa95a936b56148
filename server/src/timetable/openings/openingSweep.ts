// Brings sign-ups up to date by the clock: places that fell free while nobody looked, as when a server died between a
// change and what follows from it, are given to those in line; deadlines that passed and lessons that began are written
// down and told once. One server at a time does it; that two could not do harm is the database's doing.
import type { CountyId, Instant, LessonId } from '@classroom/protocol';
import { systemOf } from '../../identity/index.ts';
import type { CancelTimer, Leases, Log } from '../../platform/index.ts';
import { AppError, repeat } from '../../platform/index.ts';
import { auditedChange } from '../../schools/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { Applications } from './applications.ts';
import { ahead, hasPlace } from './openingList.ts';
import { lockOpening } from './openingRows.ts';
import { clockStateOf } from './openingRules.ts';
import type { OpeningsDeps } from './openings.ts';
import { tellOfOpening } from './tell.ts';

export interface OpeningSweepDeps extends OpeningsDeps {
	readonly leases: Leases;
	readonly log: Log;
}

/** How long a place stays free at the most, ms. */
const SWEEP_EVERY_MS = 20_000;
/** After a server that died while it swept, another goes on after this long, ms. */
const LEASE_MS = 30_000;

interface Swept {
	readonly lessonId: LessonId;
	readonly countyId: CountyId;
}

export class OpeningSweep {
	readonly #deps: OpeningSweepDeps;
	readonly #applications: Applications;
	#running: Promise<void> = Promise.resolve();
	#waits = false;
	#closed = false;
	#cancel: CancelTimer = () => undefined;

	constructor(deps: OpeningSweepDeps, applications: Applications) {
		this.#deps = deps;
		this.#applications = applications;
	}

	/** Sweeps now, and now and then from now on. */
	start(): void {
		this.#cancel = repeat(this.#deps.clock, () => void this.sweep(), SWEEP_EVERY_MS);
		void this.sweep();
	}

	/** Waits for the round that is under way. Idempotent. */
	close(): Promise<void> {
		this.#closed = true;
		this.#cancel();
		return this.#running;
	}

	/** One round, after the one that is under way. Never rejects: what could not be done is done in the next. */
	sweep(): Promise<void> {
		// A slow database is not asked the same again and again.
		if (this.#waits) return this.#running;
		this.#waits = true;
		this.#running = this.#running.then(async () => {
			this.#waits = false;
			await this.#attempt('sign-ups could not be swept', () => this.#round());
		});
		return this.#running;
	}

	async #round(): Promise<void> {
		const lease = await this.#deps.leases.acquire('openings-sweep', LEASE_MS);
		if (lease === null) return;
		const each = async (found: readonly Swept[], work: (opening: Swept) => Promise<void>): Promise<void> => {
			for (const opening of found) {
				if (this.#closed || !lease.held) return;
				await this.#attempt('a sign-up could not be swept', () => work(opening), opening.lessonId);
			}
		};
		try {
			await each(await this.#withFreePlaces(), ({ lessonId, countyId }) =>
				this.#applications.settleByItself(systemOf(countyId), lessonId),
			);
			await each(await this.#passedByTheClock(), (opening) => this.#pass(opening));
		} finally {
			await lease.release();
		}
	}

	async #attempt(failure: string, work: () => Promise<void>, lessonId?: LessonId): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.#deps.log.warn({ err: error, lessonId }, failure);
		}
	}

	/** Where somebody in line could have a place at once. */
	#withFreePlaces(): Promise<Swept[]> {
		const now = this.#deps.clock.now();
		return this.#openings()
			.where('lesson_opening.confirmation', '=', 'at-once')
			.where((row) =>
				row.and([
					ahead(row, { now }),
					hasPlace(row),
					row.exists(
						row
							.selectFrom('lesson_application as waits')
							.select('waits.application_id')
							.whereRef('waits.lesson_id', '=', 'lesson.lesson_id')
							.where('waits.state', '=', 'waiting')
							.where('waits.held', '=', 0),
					),
				]),
			)
			.execute();
	}

	async #passedByTheClock(): Promise<Swept[]> {
		const now = this.#deps.clock.now();
		const unfinished = await this.#openings()
			.where((row) =>
				row.or([row('lesson_opening.clock_state', '<>', 'over'), row('lesson.planned_start', '>', now)]),
			)
			.select(['closes_at', 'closed_at', 'places', 'clock_state', 'planned_start', 'phase', 'cancelled_at'])
			.execute();
		return unfinished.filter((row) => {
			const terms = { places: row.places, closesAt: row.closes_at, closedAt: row.closed_at };
			const lesson = { plannedStart: row.planned_start, phase: row.phase, cancelledAt: row.cancelled_at };
			const state = clockStateOf(terms, lesson, now);
			return state !== null && state !== row.clock_state;
		});
	}

	#openings() {
		return this.#deps.db
			.selectFrom('lesson_opening')
			.innerJoin('lesson', 'lesson.lesson_id', 'lesson_opening.lesson_id')
			.select(['lesson_opening.lesson_id as lessonId', 'lesson_opening.county_id as countyId'])
			.orderBy('lesson_opening.lesson_id');
	}

	async #pass({ lessonId, countyId }: Swept): Promise<void> {
		const passed = await auditedChange(this.#deps, systemOf(countyId), (tx: TimetableTransaction) =>
			passIn(tx, lessonId, this.#deps.clock.now()),
		);
		if (passed) await tellOfOpening(this.#deps, lessonId);
	}
}

/** Whoever comes second finds it done. */
const passIn = async (tx: TimetableTransaction, lessonId: LessonId, now: Instant) => {
	const opening = await lockOpening(tx, lessonId);
	if (opening === null) throw new AppError('not-found');
	const lesson = await tx
		.selectFrom('lesson')
		.select(['title', 'kind', 'planned_start', 'phase', 'cancelled_at'])
		.where('lesson_id', '=', lessonId)
		.executeTakeFirstOrThrow();
	const { planned_start: plannedStart, phase, cancelled_at: cancelledAt } = lesson;
	const state = clockStateOf(opening, { plannedStart, phase, cancelledAt }, now);
	if (state === null || state === opening.clockState) return { result: false, entry: null };
	await tx
		.updateTable('lesson_opening')
		.set({ clock_state: state })
		.where('lesson_id', '=', lessonId)
		.execute();
	// Of a cancelled lesson everybody has heard; one that was moved is open again by the move.
	if (cancelledAt !== null || state === 'open') return { result: true, entry: null };
	const details = { kind: lesson.kind, plannedStart };
	const subject = { text: lesson.title };
	if (state === 'closed') {
		return { result: true, entry: { action: 'opening.deadline-passed' as const, subject, details } };
	}
	const leftOut = await leaveOut(tx, lessonId, now);
	return {
		result: true,
		entry: { action: 'opening.over' as const, subject, details: { ...details, leftOut } },
	};
};

/** Who still waits when the lesson begins has no place, for no reason of anybody's. Returns how many. */
const leaveOut = async (tx: TimetableTransaction, lessonId: LessonId, now: Instant): Promise<number> => {
	const { numUpdatedRows } = await tx
		.updateTable('lesson_application')
		.set({ state: 'declined', held: 0, reason: null, decided_at: now, decided_by: null })
		.where('lesson_id', '=', lessonId)
		.where('state', '=', 'waiting')
		.executeTakeFirst();
	return Number(numUpdatedRows);
};
