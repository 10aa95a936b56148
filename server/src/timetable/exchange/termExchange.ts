// A term's plan in and out: the template, an import with its dry run, the export.
import { BellScheduleId, ClosureId, SeriesId, TermId } from '@classroom/protocol';
import type { CountyId, Instant, SheetLanguage, TermPlanImport } from '@classroom/protocol';
import type { Transaction } from 'kysely';
import { setImmediate as breathe } from 'node:timers/promises';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { NoTables, Spreadsheets } from '../../platform/index.ts';
import { annotated, AppError, isAppError, newId, readForm } from '../../platform/index.ts';
import { auditedLongChange, nameKey } from '../../schools/index.ts';
import { announceParts } from '../changes/announceParts.ts';
import { dayOf } from '../days.ts';
import type { LessonPlannerDeps } from '../lessonPlanner.ts';
import type { TimetableTables } from '../lessonTables.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { calendarsIn, concernedBy, foresee } from './foresee.ts';
import { lessonFindings } from './lessonFindings.ts';
import { readPlanState } from './planState.ts';
import { planTermPlan } from './planTermPlan.ts';
import { readMarks } from './planWorld.ts';
import type { HandedIn } from './termAnswer.ts';
import { answerOf, issuesOf, limited, refuseOtherForm } from './termAnswer.ts';
import type { PlanContext, PlanState, TermPlan } from './termPlan.ts';
import { changesNothing, isFlawless } from './termPlan.ts';
import { MOST_ROWS, termPlanForms } from './termPlanForms.ts';
import { planTermWorkbook } from './termPlanSheets.ts';
import type { Saved, WorkedOut } from './writeWorkedOut.ts';
import { announcePlanned, writeWorkedOut } from './writeWorkedOut.ts';

export interface TermExchangeDeps extends LessonPlannerDeps {
	readonly spreadsheets: Spreadsheets;
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
	 * `import-overtaken` when others change what it stands on again and again.
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
		if (changesNothing(answer)) return { ...answer, saved: true };
		const last = await this.#save(caller, handedIn, worked, language);
		const saved = isFlawless(last.plan);
		return { ...answerOf(handedIn, last.plan, last.foreseen, last.context), saved };
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
	async #work(caller: PersonCaller, handedIn: HandedIn, language: SheetLanguage): Promise<WorkedOut> {
		const { db, store } = this.#deps;
		const { countyId } = caller;
		const context = this.#context(countyId, language);
		const state = await this.#state(countyId, isRead(handedIn, context));
		const plan = await planTermPlan(handedIn.readings, state, context, breathe);
		const all = concernedBy(plan, state, context).flatMap(({ series }) => series);
		const concerned = {
			series: all.map(({ seriesId }) => seriesId),
			calendars: calendarsIn(plan, context),
		};
		const marks = await readMarks(db, state, concerned, context);
		const foreseen = await foresee(db, plan, state, context);
		plan.findings.series.push(...(await lessonFindings(caller, foreseen, state, context, store)));
		return { plan, world: { state, marks }, concerned, foreseen, context };
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

	/**
	 * Writes what was worked out; where something changed meanwhile it is worked out again, a few times. Returns what was
	 * saved, or what is wrong with it now.
	 */
	async #save(
		caller: PersonCaller,
		handedIn: HandedIn,
		first: WorkedOut,
		language: SheetLanguage,
	): Promise<WorkedOut> {
		let worked = first;
		for (let tries = 1; !(await this.#isSaved(caller, handedIn, worked)); tries += 1) {
			if (tries === MOST_TRIES) throw new AppError('import-overtaken', 'what there is changes all the time');
			worked = await this.#work(caller, handedIn, language);
			if (!isFlawless(worked.plan)) return worked;
		}
		return worked;
	}

	/** False: it does not stand on what there is any more, and nothing was written. */
	async #isSaved(caller: PersonCaller, handedIn: HandedIn, worked: WorkedOut): Promise<boolean> {
		const { changes, database, people } = this.#deps;
		const wanted = isRead(handedIn, worked.context);
		try {
			const { parts, lessons } = await auditedLongChange<NoTables, Saved>(
				this.#deps,
				caller,
				async (transaction) => {
					const tx = transaction.$extendTables<TimetableTables>();
					const identity = transaction.$extendTables<IdentityTables>();
					const stateNow = () => readPlanState(tx, identity, people, caller.countyId, wanted);
					const result = await writeWorkedOut(tx, database.kind, worked, stateNow);
					const details = { ...sumOf(worked.plan), lessons: result.lessons.length };
					return { result, entry: { action: 'timetable.imported', details } };
				},
			);
			await announceParts(changes, caller.countyId, parts);
			await announcePlanned(changes, lessons);
			return true;
		} catch (error) {
			if (isAppError(error, 'conflict')) return false;
			throw error;
		}
	}
}

/** As often is worked out what somebody changed meanwhile. */
const MOST_TRIES = 4;

/** Lists are in the order of ids, and those of one millisecond are in none: each gets one of its own, in the past. */
const inOrder = (now: Instant): (() => SeriesId) => {
	let made = 0;
	return () => {
		made += 1;
		return newId(SeriesId, now - MOST_ROWS.series + made);
	};
};

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
