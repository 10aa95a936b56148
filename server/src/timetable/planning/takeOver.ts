// Makes series of a proposal's entries: by the ordinary planner, each in a transaction of its own, none of them twice.
import { ClassGroupId, ClassroomId, PersonId } from '@classroom/protocol';
import type { FieldIssue, NotTaken, SeriesInput, Subject, TakeOverResult } from '@classroom/protocol';
import type { PersonCaller } from '../../identity/index.ts';
import type { Clock } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { dayOf } from '../days.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { SeriesPlanner } from '../series/seriesPlanner.ts';
import type { AroundSaving } from '../series/seriesWish.ts';
import { seriesOfTerm } from '../series/seriesRecord.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import type { Weeks } from '../term/weeks.ts';
import { formatWeeks } from '../term/weeks.ts';
import { needsOfTerm } from '../views/needs.ts';
import { overviewOf } from '../views/overview.ts';
import type { PlanningDb } from './planningDb.ts';
import type { ProposedSeries } from './proposal.ts';
import type { PlanningTables } from './proposalTables.ts';
import type { KeptProposal } from './proposals.ts';
import { aboutOf, entriesOf, takenOf } from './proposalView.ts';
import { takeTurn } from './turn.ts';

export interface TakeOverDeps {
	readonly db: PlanningDb;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly series: SeriesPlanner;
}

export interface Chosen {
	readonly entry: number;
	readonly title: string;
}

interface Entry extends Chosen {
	readonly weeks: Weeks;
	readonly proposed: ProposedSeries;
	readonly input: SeriesInput;
}

/**
 * Throws `proposal-open` while it is made, and `bad-request` with each entry that it does not have or that was chosen
 * twice. Without `leaveOut` nothing is made when any of them does not fit any more.
 */
export const takeOver = async (
	deps: TakeOverDeps,
	caller: PersonCaller,
	term: TermRecord,
	kept: KeptProposal,
	{ entries, leaveOut }: { readonly entries: readonly Chosen[]; readonly leaveOut: boolean },
): Promise<TakeOverResult> => {
	if (kept.proposal === null) throw new AppError('proposal-open');
	const chosen = chosenOf(kept, entries);
	if (!leaveOut) {
		const looked = await looksOf(deps, caller, term, kept, chosen);
		if (looked.refused.length > 0) return looked;
	}
	const result: TakeOverResult = { taken: [], already: [], refused: [] };
	for (const each of chosen) {
		const made = await takeOne(deps, caller, term, kept, each);
		if (made === 'already') result.already.push(each.entry);
		else if ('code' in made) result.refused.push(made);
		else result.taken.push(made);
	}
	return result;
};

const chosenOf = (kept: KeptProposal, entries: readonly Chosen[]): Entry[] => {
	const all = entriesOf(kept);
	const { termId, context } = aboutOf(kept);
	const issues = entries.flatMap(({ entry }, place): FieldIssue[] => {
		const path = `entries.${place}.entry`;
		if (all[entry] === undefined) return [{ path, code: 'not-found' }];
		const twice = entries.findIndex((other) => other.entry === entry) !== place;
		return twice ? [{ path, code: 'duplicate' }] : [];
	});
	if (issues.length > 0) throw new AppError('bad-request', 'not entries of it', { issues });
	return entries.flatMap((each) => {
		const proposed = all[each.entry];
		if (proposed === undefined) return [];
		const { sendingClassroomId, receivers } = proposed;
		const input: SeriesInput = {
			termId,
			title: each.title,
			kind: 'delivered',
			subject: proposed.subject,
			teacherId: PersonId.parse(proposed.teacherId),
			sendingClassroomId: sendingClassroomId === null ? null : ClassroomId.parse(sendingClassroomId),
			receivingClassroomIds: receivers.map(({ classroomId }) => ClassroomId.parse(classroomId)),
			classGroupIds: receivers.flatMap(({ classGroupIds }) =>
				classGroupIds.map((id) => ClassGroupId.parse(id)),
			),
			slots: proposed.slots.map((slot) => ({ ...slot, own: null })),
			weeks: formatWeeks(context.weeks),
		};
		return [{ ...each, weeks: context.weeks, proposed, input }];
	});
};

/** What would become of them, if nobody else did anything. */
const looksOf = async (
	deps: TakeOverDeps,
	caller: PersonCaller,
	term: TermRecord,
	{ proposalId }: KeptProposal,
	chosen: readonly Entry[],
): Promise<TakeOverResult> => {
	const before = (await takenOf(deps.db, [proposalId])).get(proposalId) ?? new Map<number, unknown>();
	const refused: NotTaken[] = [];
	const today = dayOf(deps.clock.now(), deps.timeZone);
	for (const each of chosen) {
		const { entry, input } = each;
		if (before.has(entry)) continue;
		try {
			if (await isCovered(deps.db, term, each, today)) throw new Covered();
			await deps.series.probe(caller, input);
		} catch (error) {
			refused.push(refusalOf(entry, error));
		}
	}
	const already = chosen.filter(({ entry }) => before.has(entry)).map(({ entry }) => entry);
	return { taken: [], already, refused };
};

/** Ends the transaction in which it is thrown. */
class Taken extends Error {}
class Covered extends Error {}

const takeOne = async (
	{ clock, timeZone, series }: TakeOverDeps,
	caller: PersonCaller,
	term: TermRecord,
	{ proposalId }: KeptProposal,
	chosen: Entry,
): Promise<TakeOverResult['taken'][number] | NotTaken | 'already'> => {
	const { entry, input } = chosen;
	const now = clock.now();
	const around: AroundSaving = {
		async before(tx) {
			await takeTurn(tx, term.termId);
			await assertKept(planningOf(tx), proposalId);
			if (await isTaken(planningOf(tx), proposalId, entry)) throw new Taken();
			if (await isCovered(tx, term, chosen, dayOf(now, timeZone))) throw new Covered();
		},
		async after(tx, seriesId) {
			await planningOf(tx)
				.insertInto('planning_taken')
				.values({ proposal_id: proposalId, entry, series_id: seriesId, taken_at: now })
				.execute();
		},
	};
	try {
		const { seriesId, lessons } = await series.plan(caller, input, false, around);
		return { entry, seriesId, lessons };
	} catch (error) {
		return error instanceof Taken ? 'already' : refusalOf(entry, error);
	}
};

const planningOf = (tx: TimetableTransaction) => tx.$extendTables<PlanningTables>();

/** Throws `not-found` for one that is too old to be kept, since it was read. */
const assertKept = async (
	tx: ReturnType<typeof planningOf>,
	proposalId: KeptProposal['proposalId'],
): Promise<void> => {
	const row = await tx
		.selectFrom('planning_proposal')
		.select('proposal_id')
		.where('proposal_id', '=', proposalId)
		.executeTakeFirst();
	if (row === undefined) throw new AppError('not-found');
};

/** Whether it is a series. One that was taken back is forgotten. */
const isTaken = async (
	tx: ReturnType<typeof planningOf>,
	proposalId: KeptProposal['proposalId'],
	entry: number,
): Promise<boolean> => {
	const row = await tx
		.selectFrom('planning_taken')
		.innerJoin('series', 'series.series_id', 'planning_taken.series_id')
		.select('series.weeks')
		.where('planning_taken.proposal_id', '=', proposalId)
		.where('planning_taken.entry', '=', entry)
		.executeTakeFirst();
	if (row === undefined) return false;
	if (row.weeks !== '[]') return true;
	await tx
		.deleteFrom('planning_taken')
		.where('proposal_id', '=', proposalId)
		.where('entry', '=', entry)
		.execute();
	return false;
};

/** Whether one of the schools has got its lessons in those weeks from elsewhere since. */
const isCovered = async (
	db: TimetableDb | TimetableTransaction,
	term: TermRecord,
	{ proposed: { subject, slots, receivers }, weeks }: Pick<Entry, 'proposed' | 'weeks'>,
	today: string,
): Promise<boolean> => {
	const lacking = await lackingOf(db, term, today, weeks);
	return receivers.some(({ schoolId }) => Math.ceil(lacking(schoolId, subject)) < slots.length);
};

const lackingOf = async (
	db: TimetableDb | TimetableTransaction,
	term: TermRecord,
	today: string,
	weeks: Weeks,
): Promise<(schoolId: string, subject: Subject) => number> => {
	const needs = Map.groupBy(await needsOfTerm(db, term.termId), ({ schoolId }) => schoolId);
	const schools = [...needs].map(([schoolId, own]) => ({
		schoolId,
		needs: own,
		name: '',
		kind: 'member' as const,
		fallenAway: 0,
	}));
	const series = await seriesOfTerm(db, term.countyId, term.termId);
	const lacking = new Map(
		overviewOf(schools, series, term, today, weeks).flatMap(({ schoolId, subjects }) =>
			subjects.map((each) => [`${schoolId} ${each.subject}`, each.lacking]),
		),
	);
	return (schoolId, subject) => lacking.get(`${schoolId} ${subject}`) ?? 0;
};

const refusalOf = (entry: number, error: unknown): NotTaken => {
	if (error instanceof Covered) return { entry, code: 'covered', details: {} };
	if (!(error instanceof AppError) || error.code === 'internal') throw error;
	return { entry, code: error.code, details: { ...error.details } };
};
