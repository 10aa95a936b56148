// Terms and their calendars: read, made, changed and deleted.
import { ClosureId, TermId } from '@classroom/protocol';
import type {
	CalendarChange,
	CalendarEffect,
	ClosedFor,
	Closure,
	CountyId,
	Day,
	FieldIssue,
	Term,
	TermCalendar,
	TermInput,
} from '@classroom/protocol';
import type { AuditLog, PersonCaller } from '../../identity/index.ts';
import type { Clock, Database } from '../../platform/index.ts';
import { AppError, newId } from '../../platform/index.ts';
import { auditedChange, unlessInUse, within } from '../../schools/index.ts';
import type { TimetableDb, TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import { mayChangeCalendar } from './calendarAccess.ts';
import { lockCalendar } from './calendarLock.ts';
import type { CalendarRecord, TermRecord } from './calendarReader.ts';
import { calendarOf, findTerm, termsOf } from './calendarReader.ts';
import { changedCalendar, termIssues } from './calendarRules.ts';
import { calendarView, termView } from './calendarView.ts';
import { clearCalendar, insertSpecialDays, writeCalendar } from './calendarWriter.ts';
import { newCalendar } from './newCalendar.ts';
import type { CalendarShift, LessonsEffect, TermLessons } from './ports.ts';
import type { Term as TermDays } from './term.ts';

export interface TermsDeps {
	readonly database: Database;
	readonly clock: Clock;
	readonly audit: AuditLog;
	readonly lessons: TermLessons;
	/** The day that it is now in the county. */
	readonly today: () => Day;
}

interface Change {
	readonly before: CalendarRecord;
	readonly after: CalendarRecord;
}

export class Terms {
	readonly #deps: TermsDeps;
	readonly #db: TimetableDb;

	constructor(deps: TermsDeps) {
		this.#deps = deps;
		this.#db = deps.database.as<TimetableTables>();
	}

	/** The latest first. */
	async list(countyId: CountyId): Promise<Term[]> {
		return (await termsOf(this.#db, countyId)).map(termView);
	}

	/** Throws `not-found`, `other-county`. */
	async read(caller: PersonCaller, termId: TermId): Promise<TermCalendar> {
		const term = await ownTerm(this.#db, caller, termId);
		return calendarView(this.#db, caller, await calendarOf(this.#db, term), this.#deps.today());
	}

	/**
	 * With the holidays and make-up days that are published; single lessons that were planned before it fall away on
	 * those. Throws `bad-request`, `terms-overlap`.
	 */
	async create(caller: PersonCaller, input: TermInput): Promise<Term> {
		const { term, lessons } = await this.#created(caller, this.#newTerm(caller, input));
		await lessons.announce();
		return term;
	}

	/** What {@link create} would do to lessons, and what it throws. */
	async tryCreate(caller: PersonCaller, input: TermInput): Promise<CalendarEffect> {
		const term = this.#newTerm(caller, input);
		await refuseOverlap(this.#db, term);
		return this.#deps.lessons.foreseeCalendar(this.#db, shiftOf(caller, null, newCalendar(term)));
	}

	#newTerm({ countyId }: PersonCaller, input: TermInput): TermRecord {
		const issues = termIssues(input);
		if (issues.length > 0) throw badCalendar(issues);
		return { termId: newId(TermId, this.#deps.clock.now()), countyId, ...input };
	}

	#created(caller: PersonCaller, term: TermRecord): Promise<{ term: Term; lessons: LessonsEffect }> {
		const { countyId } = caller;
		return auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await this.#lock(tx, countyId);
			await refuseOverlap(tx, term);
			await tx
				.insertInto('term')
				.values({
					term_id: term.termId,
					county_id: countyId,
					name: term.name,
					first_day: term.firstDay,
					last_day: term.lastDay,
					created_at: this.#deps.clock.now(),
				})
				.execute();
			await clearCalendar(tx, term);
			const calendar = newCalendar(term);
			await insertSpecialDays(tx, term, [...calendar.specialDays.values()]);
			const lessons = await this.#deps.lessons.changeCalendar(tx, shiftOf(term, null, calendar));
			const details = { ...datesOf(term), ...touchedBy(lessons) };
			return {
				result: { term: termView(term), lessons },
				entry: { action: 'term.created', subject: { text: term.name }, details },
			};
		});
	}

	/**
	 * With its calendar: single lessons that fell away by it come back. Throws `not-found`, `other-county`, `still-in-use`
	 * while it has series.
	 */
	async delete(caller: PersonCaller, termId: TermId): Promise<void> {
		const lessons = await auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await this.#lock(tx, caller.countyId);
			const term = await ownTerm(tx, caller, termId);
			const before = await calendarOf(tx, term);
			await unlessInUse(() => tx.deleteFrom('term').where('term_id', '=', termId).execute());
			await clearCalendar(tx, term);
			const result = await this.#deps.lessons.changeCalendar(tx, shiftOf(term, before, null));
			const details = { ...datesOf(term), ...touchedBy(result) };
			return { result, entry: { action: 'term.deleted', subject: { text: term.name }, details } };
		});
		await lessons.announce();
	}

	/** What {@link delete} would do to lessons, and what it throws. */
	async tryDelete(caller: PersonCaller, termId: TermId): Promise<CalendarEffect> {
		const term = await ownTerm(this.#db, caller, termId);
		await refuseInUse(this.#db, term);
		const before = await calendarOf(this.#db, term);
		return this.#deps.lessons.foreseeCalendar(this.#db, shiftOf(caller, before, null));
	}

	/**
	 * Changes the calendar with the lessons that it concerns, or, with `dryRun`, says what that would do. Throws
	 * `not-found`, `other-county`, `forbidden`, `terms-overlap`, `bad-request` with what {@link changedCalendar} finds.
	 */
	async change(
		caller: PersonCaller,
		termId: TermId,
		change: CalendarChange,
		dryRun: boolean,
	): Promise<{ calendar: TermCalendar; effect: CalendarEffect }> {
		if (dryRun) return this.#tried(caller, termId, change);
		const { calendar, lessons } = await this.#saved(caller, termId, change);
		await lessons.announce();
		return { calendar, effect: lessons.effect };
	}

	/** In no transaction: SQLite has one writer at a time, and the log of the lessons that are on would wait for it. */
	async #tried(caller: PersonCaller, termId: TermId, change: CalendarChange) {
		const db = this.#db;
		const { before, after } = await this.#changed(db, caller, termId, change);
		const effect = await this.#deps.lessons.foreseeCalendar(db, shiftOf(caller, before, after));
		const calendar = await calendarView(db, caller, after, this.#deps.today());
		return { effect, calendar };
	}

	#saved(caller: PersonCaller, termId: TermId, change: CalendarChange) {
		return auditedChange(this.#deps, caller, async (tx: TimetableTransaction) => {
			await this.#lock(tx, caller.countyId);
			const both = await this.#changed(tx, caller, termId, change);
			await writeCalendar(tx, both.before, both.after, this.#deps.clock.now());
			const lessons = await this.#deps.lessons.changeCalendar(tx, shiftOf(caller, both.before, both.after));
			const calendar = await calendarView(tx, caller, both.after, this.#deps.today());
			const { action, details } = recordOf(change, both.before);
			const entry = {
				action,
				subject: { text: calendar.term.name },
				details: { ...details, ...touchedBy(lessons) },
			};
			return { result: { lessons, calendar }, entry };
		});
	}

	async #changed(
		db: TimetableDb | TimetableTransaction,
		caller: PersonCaller,
		termId: TermId,
		change: CalendarChange,
	): Promise<Change> {
		const before = await calendarOf(db, await ownTerm(db, caller, termId));
		if (change.what === 'close') await requireOwn(db, caller, change.closure.whom);
		if (!mayChangeCalendar(caller, change, before)) throw new AppError('forbidden');
		const closureId = newId(ClosureId, this.#deps.clock.now());
		const changed = changedCalendar(before, change, { today: this.#deps.today(), closureId });
		if (!changed.ok) throw badCalendar(changed.issues);
		if (change.what === 'term') await refuseOverlap(db, changed.calendar.term);
		return { before, after: changed.calendar };
	}

	#lock(tx: TimetableTransaction, countyId: CountyId): Promise<void> {
		return lockCalendar(tx, this.#deps.database.kind, countyId, 'change');
	}
}

/** `before` null: the term is new; `after` null: it is deleted. */
const shiftOf = (
	{ countyId }: { readonly countyId: CountyId },
	before: CalendarRecord | null,
	after: CalendarRecord | null,
): CalendarShift => {
	const state = (calendar: CalendarRecord | null) => calendar && { term: calendar.term, calendar };
	return { countyId, before: state(before), after: state(after) };
};

/** For the audit log. */
const touchedBy = ({ effect: { fallAway, move, added } }: LessonsEffect) => ({ fallAway, move, added });

const datesOf = ({ firstDay, lastDay }: TermDays) => ({ firstDay, lastDay });

/** What the audit log says of a change, besides its effect. */
const recordOf = (change: CalendarChange, { closures }: CalendarRecord) => {
	switch (change.what) {
		case 'term':
			return { action: 'term.changed', details: datesOf(change.term) } as const;
		case 'special-days':
			return {
				action: 'term.days-changed',
				details: { days: listOf(change.days.map(({ day }) => day)) },
			} as const;
		case 'ordinary-days':
			return { action: 'term.days-cleared', details: { days: listOf(change.days) } } as const;
		case 'close':
			return { action: 'term.closed', details: closedOf(change.closure) } as const;
		case 'reopen': {
			const closure = closures.find(({ closureId }) => closureId === change.closureId);
			return { action: 'term.reopened', details: closure === undefined ? {} : closedOf(closure) } as const;
		}
	}
};

const listOf = (days: readonly Day[]): string => days.join(' ');

const closedOf = ({ from, until, reason }: Pick<Closure, 'from' | 'until' | 'reason'>) => ({
	firstDay: from,
	lastDay: until,
	reason,
});

const badCalendar = (issues: readonly FieldIssue[]): AppError =>
	new AppError('bad-request', 'the calendar cannot be so', { issues });

/** Throws `not-found`, `other-county`. */
const ownTerm = async (
	db: TimetableDb | TimetableTransaction,
	{ countyId }: PersonCaller,
	termId: TermId,
): Promise<TermRecord> => {
	const term = await findTerm(db, termId);
	within({ countyId, schoolId: null }, term === null ? undefined : { county_id: term.countyId });
	if (term === null) throw new AppError('not-found');
	return term;
};

const refuseOverlap = async (db: TimetableDb | TimetableTransaction, term: TermRecord): Promise<void> => {
	const other = await db
		.selectFrom('term')
		.select('name')
		.where('county_id', '=', term.countyId)
		.where('term_id', '<>', term.termId)
		.where('first_day', '<=', term.lastDay)
		.where('last_day', '>=', term.firstDay)
		.orderBy('first_day')
		.executeTakeFirst();
	if (other === undefined) return;
	throw new AppError('terms-overlap', undefined, { details: { name: other.name } });
};

/** Throws `still-in-use`, as the database would. */
const refuseInUse = async (db: TimetableDb, { termId }: TermRecord): Promise<void> => {
	const series = await db
		.selectFrom('series')
		.select('series_id')
		.where('term_id', '=', termId)
		.limit(1)
		.executeTakeFirst();
	if (series !== undefined) throw new AppError('still-in-use');
};

/** Throws `bad-request` for a school or community that there is not, `other-county`. */
const requireOwn = async (
	db: TimetableDb | TimetableTransaction,
	{ countyId }: PersonCaller,
	whom: ClosedFor,
): Promise<void> => {
	if (whom.kind === 'county') return;
	const row =
		whom.kind === 'school'
			? await db
					.selectFrom('school')
					.select('county_id')
					.where('school_id', '=', whom.schoolId)
					.executeTakeFirst()
			: await db
					.selectFrom('community')
					.select('county_id')
					.where('community_id', '=', whom.communityId)
					.executeTakeFirst();
	if (row !== undefined) {
		within({ countyId, schoolId: null }, row);
		return;
	}
	const path = whom.kind === 'school' ? 'change.closure.whom.schoolId' : 'change.closure.whom.communityId';
	throw badCalendar([{ path, code: 'not-found' }]);
};
