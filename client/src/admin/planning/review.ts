// What somebody does with a proposal before it is taken over: what is left out, what is fixed, and as what. Pure.
import type { PlanningPin, PlanningProposal, ProposalEntry } from '@classroom/protocol';

/** A fixed entry, as it is or as it was changed. */
export type Fixed = Readonly<{
	teacherId: ProposalEntry['teacherId'];
	slots: PlanningPin['slots'];
}>;

export type Review = Readonly<{
	leftOut: ReadonlySet<number>;
	fixed: ReadonlyMap<number, Fixed>;
}>;

export const untouched = (plan: readonly ProposalEntry[]): Review => ({
	leftOut: new Set(),
	fixed: new Map(plan.filter(({ pinned }) => pinned).map((each) => [each.entry, asIs(each)])),
});

export const asIs = ({ teacherId, slots }: ProposalEntry): Fixed => ({
	teacherId,
	slots: slots.map(({ weekday, period }) => ({ weekday, period })),
});

export const isChanged = (entry: ProposalEntry, fixed: Fixed | undefined): boolean =>
	fixed !== undefined && JSON.stringify(fixed) !== JSON.stringify(asIs(entry));

/** Those that can be taken over: what was changed only counts once it is planned. */
export const takeable = (plan: readonly ProposalEntry[], { fixed }: Review): readonly ProposalEntry[] =>
	plan.filter((each) => each.seriesId === null && !isChanged(each, fixed.get(each.entry)));

export const chosenOf = (plan: readonly ProposalEntry[], review: Review): readonly ProposalEntry[] =>
	takeable(plan, review).filter(({ entry }) => !review.leftOut.has(entry));

export const withLeftOut = (review: Review, entries: readonly number[], leftOut: boolean): Review => {
	const next = new Set(review.leftOut);
	for (const entry of entries) {
		if (leftOut) next.add(entry);
		else next.delete(entry);
	}
	return { ...review, leftOut: next };
};

/** `undefined`: not fixed any more. */
export const withFixed = (review: Review, entry: number, fixed: Fixed | undefined): Review => {
	const next = new Map(review.fixed);
	if (fixed === undefined) next.delete(entry);
	else next.set(entry, fixed);
	return { ...review, fixed: next };
};

/** What is planned with the next time; what is a series by now is there anyway. In the order of the proposal. */
export const fixedEntries = (plan: readonly ProposalEntry[], { fixed }: Review): readonly ProposalEntry[] =>
	plan.filter(({ entry, seriesId }) => seriesId === null && fixed.has(entry));

export const pinsOf = ({ plan }: Pick<PlanningProposal, 'plan'>, review: Review): PlanningPin[] =>
	fixedEntries(plan, review).flatMap(({ entry, receivers }): PlanningPin[] => {
		const fixed = review.fixed.get(entry);
		return fixed === undefined
			? []
			: [{ ...fixed, receivers: receivers.map(({ needId, classroomId }) => ({ needId, classroomId })) }];
	});
