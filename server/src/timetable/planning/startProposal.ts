// Begins to plan: what schools lack is read, pinned lessons are checked, and a process is set to work.
import type { Day, PlanningRequest, ProposalId } from '@classroom/protocol';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Clock } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import { dayOf } from '../days.ts';
import { weeksOf } from '../series/seriesRules.ts';
import type { TermRecord } from '../term/calendarReader.ts';
import { countedSince } from '../views/overview.ts';
import { givenLoadOf } from './givenLoad.ts';
import type { PlanningInput } from './input.ts';
import { PlanningContext } from './planningContext.ts';
import type { PlanningDb } from './planningDb.ts';
import type { Proposals } from './proposals.ts';
import { readCounty } from './reading/countyRows.ts';
import { inputOf } from './reading/inputOf.ts';
import { pinnedSeries, withoutPinned } from './reading/pins.ts';

export interface StartDeps {
	readonly db: PlanningDb;
	readonly people: People;
	readonly clock: Clock;
	readonly timeZone: string;
	readonly proposals: Proposals;
}

/**
 * Throws `bad-weeks`, `planning-busy`, `no-lessons` where the weeks have no school day, `nothing-to-plan`,
 * `pin-impossible` with the pin's place and the rule, and `bad-request` with the fields of the input that are wrong.
 */
export const startProposal = async (
	deps: StartDeps,
	caller: PersonCaller,
	term: TermRecord,
	request: PlanningRequest,
): Promise<ProposalId> => {
	const weeks = weeksOf(request.weeks, term);
	if (await deps.proposals.isBusy(term.countyId)) throw new AppError('planning-busy');
	const input = await readInput(deps, term, weeks, request);
	const [day] = input.rules.seasonDays;
	if (day === undefined) throw new AppError('no-lessons');
	if (input.needs.length === 0) throw new AppError('nothing-to-plan');
	const pinned = pinnedSeries(request.pins, input);
	if (!pinned.ok) throw new AppError('pin-impossible', undefined, { details: { ...pinned.fault } });
	const context = contextOf(input, request, { weeks, day, pins: pinned.series });
	return deps.proposals.start(
		term.countyId,
		caller.personId,
		withoutPinned(input, pinned.series),
		request.seconds,
		{ termId: term.termId, context },
	);
};

export const readInput = async (
	{ db, people, clock, timeZone }: Omit<StartDeps, 'proposals'>,
	term: TermRecord,
	weeks: readonly number[],
	request: PlanningRequest,
): Promise<PlanningInput> => {
	const today = dayOf(clock.now(), timeZone);
	const rows = await readCounty({ db, people, timeZone }, term, countedSince(term, today));
	const pinned = new Set(request.pins.flatMap(({ receivers }) => receivers.map(({ needId }) => needId)));
	return inputOf(rows, { request: { ...request, pinned }, weeks, today, timeZone });
};

const contextOf = (
	input: PlanningInput,
	request: PlanningRequest,
	more: { readonly weeks: readonly number[]; readonly day: Day; readonly pins: PlanningContext['pins'] },
): PlanningContext =>
	PlanningContext.parse({
		request,
		...more,
		needs: input.needs,
		teachers: input.teachers.map(({ id, schoolId, mostAWeek }) => ({
			id,
			schoolId,
			mostAWeek,
			given: givenLoadOf(input, id).week,
		})),
	});
