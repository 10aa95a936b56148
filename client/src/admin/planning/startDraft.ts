// What is asked for when planning begins, as a form has it. Pure.
import { PLANNING_SECONDS, PlanningRequest } from '@classroom/protocol';
import type { Term } from '@classroom/protocol';
import { weekdayOf, weekNumber } from '../calendar/monthGrid.ts';
import { shiftedDay } from '../zonedTime.ts';

export const StartDraft = PlanningRequest.omit({ without: true, pins: true });
export type StartDraft = Omit<PlanningRequest, 'without' | 'pins'>;

/** As long as a plan is waited for; the first comes within seconds. */
export const secondsOffered = [10, 30, 60, 180, PLANNING_SECONDS.most] as const;

const usual = {
	seconds: 30,
	subjects: null,
	schoolIds: null,
	leastShare: 70,
	receivingMost: 3,
	weights: { evenLoad: 1, evenDays: 1, oneADay: 5, spread: 2, mornings: 2 },
};

/** From the week after this one to the term's last; all of a term that is not on. */
export function firstDraft(term: Term, today: string): StartDraft {
	const last = weekNumber(term, term.lastDay) ?? 1;
	const monday = shiftedDay(today, 8 - weekdayOf(today));
	const first = weekNumber(term, monday) ?? 1;
	return { ...usual, weeks: first === last ? `${last}周` : `${first}-${last}周` };
}

/** With what another proposal was asked for, and its weeks as far as they are to come. */
export const draftOf = ({ without: _without, pins: _pins, ...draft }: PlanningRequest): StartDraft => draft;
