// A term's plan in and out: the template, an import with its dry run, the export.
import { BellScheduleId, ClosureId, SeriesId, TermId } from '@classroom/protocol';
import type { CountyId, Instant, SheetLanguage, TermPlanImport } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import { setImmediate as breathe } from 'node:timers/promises';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { NoTables, Spreadsheets } from '../../platform/index.ts';
import { annotated, AppError, isAppError, newId, readForm } from '../../platform/index.ts';
import { auditedChange, nameKey } from '../../schools/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import { lockResources } from '../clashes/bookings.ts';
import { locksOf, wantsOf } from '../clashes/readPlaces.ts';
import { dayOf } from '../days.ts';
import { changeOf } from '../lessonChanges.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import type { NewLesson } from '../lessonRows.ts';
import type { TimetableTables, TimetableTransaction } from '../lessonTables.ts';
import { wantsFor } from '../series/proposal.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { foresee } from './foresee.ts';
import type { Foreseen } from './foresee.ts';
import { lessonFindings } from './lessonFindings.ts';
import type { IdentityDb } from './planState.ts';
import { readPlanState } from './planState.ts';
import { planTermPlan } from './planTermPlan.ts';
import type { HandedIn } from './termAnswer.ts';
import { answerOf, issuesOf, limited, refuseOtherForm } from './termAnswer.ts';
import type { PlanContext, PlanState, TermPlan } from './termPlan.ts';
import { changesNothing, isFlawless } from './termPlan.ts';
import { saveTermPlan } from './saveTermPlan.ts';
import { MOST_ROWS, termPlanForms } from './termPlanForms.ts';
import { planTermWorkbook } from './termPlanSheets.ts';

export interface TermExchangeDeps extends LessonPlannerDeps {
	readonly spreadsheets: Spreadsheets;
}

interface Worked {
	readonly plan: TermPlan;
	readonly state: PlanState;
	readonly foreseen: Foreseen;
	readonly context: PlanContext;
}

type IdentityTables = Parameters<People['insert']>[0] extends Transaction<infer Tables> ? Tables : never;

export class TermExchange {
	readonly #deps: TermExchangeDeps;

	constructor(deps: TermExchangeDeps) {
		this.#deps = deps;
	}

	/** The .xlsx to fill in. */
	async template({ countyId }: PersonCaller, language: SheetLanguage): Promise<Buffer> {
		const state = await this.#state(countyId, () => false);
		return this.#deps.spreadsheets.write(planTermWorkbook(state, false, language));
	}

	/** The same form, filled with what there is: imported again, it changes nothing. Throws `not-found`. */
	async export(
		{ countyId }: PersonCaller,
		termId: TermId | undefined,
		language: SheetLanguage,
	): Promise<Buffer> {
		const { clock, timeZone } = this.#deps;
		const today = dayOf(clock.now(), timeZone);
		const isWanted = (term: TermRecord): boolean =>
			termId === undefined ? term.lastDay >= today : term.termId === termId;
		const state = await this.#state(countyId, isWanted);
		const calendars = state.calendars.filter(({ term }) => isWanted(term));
		if (termId !== undefined && calendars.length === 0) throw new AppError('not-found');
		return this.#deps.spreadsheets.write(planTermWorkbook({ ...state, calendars }, true, language));
	}

	/**
	 * All or nothing; `dryRun` only looks. Throws the errors of {@link Spreadsheets.read}, `spreadsheet-other-form`, and
	 * `import-overtaken` when somebody else changed the same just now.
	 */
	async import(
		caller: PersonCaller,
		bytes: Uint8Array,
		{ dryRun, language }: { readonly dryRun: boolean; readonly language: SheetLanguage },
	): Promise<TermPlanImport> {
		const handedIn = await this.#read(bytes, language);
		const worked = await this.#work(caller, handedIn, language);
		const answer = answerOf(handedIn, worked.plan, worked.foreseen, worked.context);
		if (dryRun || !isFlawless(worked.plan)) return answer;
		if (!changesNothing(answer)) await this.#save(caller, handedIn, language);
		return { ...answer, saved: true };
	}

	/** The file with its mistakes marked, and a list of them as its first sheet. */
	async annotate(caller: PersonCaller, bytes: Uint8Array, language: SheetLanguage): Promise<Buffer> {
		const handedIn = await this.#read(bytes, language);
		const { plan } = await this.#work(caller, handedIn, language);
		const issues = issuesOf(handedIn, plan, language);
		return this.#deps.spreadsheets.write(annotated(handedIn.workbook, issues, language));
	}

	async #read(bytes: Uint8Array, language: SheetLanguage): Promise<HandedIn> {
		const workbook = await this.#deps.spreadsheets.read(bytes);
		refuseOtherForm(workbook, language);
		const { terms, days, bells, series } = termPlanForms;
		return {
			workbook,
			readings: {
				terms: limited(await readForm(terms, workbook, language)),
				days: limited(await readForm(days, workbook, language)),
				bells: limited(await readForm(bells, workbook, language)),
				series: limited(await readForm(series, workbook, language)),
			},
		};
	}

	/** With everything that is wrong told. */
	async #work(caller: PersonCaller, handedIn: HandedIn, language: SheetLanguage): Promise<Worked> {
		const { db, store } = this.#deps;
		const { countyId } = caller;
		const context = this.#context(countyId, language);
		const state = await this.#state(countyId, isRead(handedIn, context));
		const plan = await planTermPlan(handedIn.readings, state, context, breathe);
		const foreseen = await foresee(db, plan, state, context);
		plan.findings.series.push(...(await lessonFindings(caller, foreseen, state, context, store)));
		return { plan, state, foreseen, context };
	}

	#state(countyId: CountyId, isWanted: (term: TermRecord) => boolean): Promise<PlanState> {
		const { db, database, people } = this.#deps;
		return readPlanState(db, database.as<IdentityTables>(), people, countyId, isWanted);
	}

	#context(countyId: CountyId, language: SheetLanguage): PlanContext {
		const { clock, timeZone } = this.#deps;
		const now = clock.now();
		return {
			...{ countyId, language, now, timeZone },
			today: dayOf(now, timeZone),
			ids: {
				term: () => newId(TermId, now),
				closure: () => newId(ClosureId, now),
				schedule: () => newId(BellScheduleId, now),
				series: inOrder(now),
			},
		};
	}

	/** Works it out again, now that nobody else changes any of it, and writes. */
	async #save(caller: PersonCaller, handedIn: HandedIn, language: SheetLanguage): Promise<void> {
		const { changes } = this.#deps;
		const { parts, lessons } = await auditedChange<NoTables, Saved>(
			this.#deps,
			caller,
			async (transaction) => {
				const tx = transaction.$extendTables<TimetableTables>();
				const identity = transaction.$extendTables<IdentityTables>();
				return this.#write(tx, identity, caller, handedIn, language);
			},
		).catch((error: unknown) => {
			if (!isAppError(error, 'conflict')) throw error;
			throw new AppError('import-overtaken', 'something was taken meanwhile', { cause: error });
		});
		await announceParts(changes, caller.countyId, parts);
		for (const lesson of lessons) await changes.announce(changeOf('planned', [lesson]));
	}

	async #write(
		tx: TimetableTransaction,
		identity: IdentityDb,
		{ countyId }: PersonCaller,
		handedIn: HandedIn,
		language: SheetLanguage,
	) {
		const { database, people } = this.#deps;
		await lockCalendar(tx, database.kind, countyId, 'change');
		const context = this.#context(countyId, language);
		const state = await readPlanState(tx, identity, people, countyId, isRead(handedIn, context));
		const plan = await planTermPlan(handedIn.readings, state, context, breathe);
		const foreseen = await this.#foreseen(tx, plan, state, context);
		if (!isFlawless(plan) || foreseen.clashes.length + foreseen.empty.length > 0) {
			throw new AppError('import-overtaken', 'what there is has changed meanwhile');
		}
		const parts = await saveTermPlan(tx, plan, foreseen, context.now);
		const { lessons } = foreseen;
		const details = { ...sumOf(plan), lessons: lessons.length };
		return { result: { parts, lessons }, entry: { action: 'timetable.imported' as const, details } };
	}

	/** Looked at again once nobody else can book any of it. */
	async #foreseen(
		tx: TimetableTransaction,
		plan: TermPlan,
		state: PlanState,
		context: PlanContext,
	): Promise<Foreseen> {
		const { kind } = this.#deps.database;
		const first = await foresee(tx, plan, state, context);
		if (kind === 'sqlite') return first;
		const wants = [
			...wantsFor(first.proposals),
			...first.lessons.map((lesson) => wantsOf(lesson, lesson.facts)),
		];
		await lockResources(tx, kind, await locksOf(tx, wants));
		return foresee(tx, plan, state, context);
	}
}

/** Lists are in the order of ids, and those of one millisecond are in none: each gets one of its own, in the past. */
const inOrder = (now: Instant): (() => SeriesId) => {
	let made = 0;
	return () => {
		made += 1;
		return newId(SeriesId, now - MOST_ROWS.series + made);
	};
};

interface Saved {
	readonly parts: readonly ChangePart[];
	readonly lessons: readonly NewLesson[];
}

/** The series of terms that are not over, and of those that the file names. */
const isRead = ({ readings }: HandedIn, { today }: PlanContext): ((term: TermRecord) => boolean) => {
	const rows = [...readings.terms.rows, ...readings.terms.broken];
	const named = new Set(
		[
			...rows.map(({ values }) => values.name ?? ''),
			...readings.series.rows.map(({ values }) => values.term ?? ''),
		].map(nameKey),
	);
	return ({ name, lastDay }) => lastDay >= today || named.has(nameKey(name));
};

const sumOf = ({ counts }: TermPlan): Record<'created' | 'updated' | 'unchanged', number> => {
	const all = Object.values(counts);
	return {
		created: all.reduce((sum, { created }) => sum + created, 0),
		updated: all.reduce((sum, { updated }) => sum + updated, 0),
		unchanged: all.reduce((sum, { unchanged }) => sum + unchanged, 0),
	};
};
