// How long proposals are kept. Each is a county's plan with its reasons, some hundred kilobytes, and is planned again in
// a minute; nobody goes back further than to the few before the last.
import type { CountyId, Instant, TermId } from '@classroom/protocol';
import type { PlanningTransaction } from './planningDb.ts';

/** The newest of a term that are kept. */
export const PROPOSALS_KEPT = 20;

/** A planning server that is not heard of for so long, ms, is gone. */
export const LOST_MS = 30_000;

/**
 * Removes those of a term, or of none, that are older than the newest {@link PROPOSALS_KEPT}. Kept beside these, as long
 * as their term: whatever series came of, since it says why they are as they are, what was left out of it, and which of
 * it nobody is to make again; unless all of these were taken back. And what is still being planned, however many servers
 * do.
 */
export const removeOldProposals = async (
	tx: PlanningTransaction,
	countyId: CountyId,
	termId: TermId | null,
	now: Instant,
): Promise<void> => {
	const ofTerm = termId === null ? 'is' : '=';
	const oldest = await tx
		.selectFrom('planning_proposal')
		.select('proposal_id')
		.where('county_id', '=', countyId)
		.where('term_id', ofTerm, termId)
		.orderBy('proposal_id', 'desc')
		.offset(PROPOSALS_KEPT - 1)
		.limit(1)
		.executeTakeFirst();
	if (oldest === undefined) return;
	await tx
		.deleteFrom('planning_proposal')
		.where('county_id', '=', countyId)
		.where('term_id', ofTerm, termId)
		.where('proposal_id', '<', oldest.proposal_id)
		.where((eb) => eb.or([eb('state', '<>', 'running'), eb('seen_at', '<', now - LOST_MS)]))
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('planning_taken')
						.innerJoin('series', 'series.series_id', 'planning_taken.series_id')
						.select('planning_taken.entry')
						.whereRef('planning_taken.proposal_id', '=', 'planning_proposal.proposal_id')
						.where('series.weeks', '<>', '[]'),
				),
			),
		)
		.execute();
};
