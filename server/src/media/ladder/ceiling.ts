// What was too much for a link, and when it is tried again. Pure.
import type { Ceiling, LadderState } from './ladderState.ts';
import { isBlind, type Rung } from './rungs.ts';

const CEILING_FIRST_MS = 15_000;
/** When it had passed its test and everybody had seen it. */
const CEILING_PASSED_MS = 120_000;
const CEILING_LONGEST_MS = 240_000;
/** While nothing but the voice is sent, nothing but trying says whether there is room. */
const CEILING_BLIND_MS = 30_000;
/** Trouble so soon after a test is the test's. */
export const BLAMED_MS = 60_000;
/** When mediasoup's estimate ended it, before anything was lost: a test that does so little harm may come sooner. */
const CEILING_SEEN_MS = 4_000;
/** A test lasts a moment: so that all is back half a minute after the line is, it comes at least so often. */
const CEILING_TESTED_LONGEST_MS = 16_000;
/** By so much something has to be above what failed to be another matter. */
export const CLEARLY_MORE = 1.3;
/** Rates this near are the same. */
const SAME = 0.95;

/** The ceiling after more was tried and failed; `seen`: before it did harm. */
export const lowered = (
	state: LadderState,
	{ rungs, now }: { readonly rungs: readonly Rung[]; readonly now: number },
	seen = false,
): Ceiling => {
	const { ceiling, rung, phase } = state;
	const demand = rungs[rung]?.demand ?? 0;
	const barred = (before: number | undefined, [first, longest]: readonly [number, number]) => {
		const longer = Math.max(first, Math.min(longest, (before ?? 0) * 2));
		// What did harm once it was granted is not forgotten for a test that failed in time.
		const waitMs = Math.max(longer, before ?? 0);
		return { waitMs, until: now + waitMs };
	};
	const watched = phase.kind === 'watching';
	const testing = [seen ? CEILING_SEEN_MS : CEILING_FIRST_MS, CEILING_TESTED_LONGEST_MS] as const;
	// What was tried again below it has yet to prove itself.
	const stands = ceiling !== null && now < ceiling.until + BLAMED_MS;
	if (stands && demand >= ceiling.demand * CLEARLY_MORE) {
		return { ...ceiling, above: barred(ceiling.above.waitMs, testing) };
	}
	const blind = isBlind(rungs[rung - 1]);
	const again = ceiling !== null && demand >= ceiling.demand * SAME && demand <= ceiling.demand / SAME;
	const granted = [blind ? CEILING_BLIND_MS : CEILING_PASSED_MS, CEILING_LONGEST_MS] as const;
	const here = barred(again ? ceiling.waitMs : undefined, watched ? testing : granted);
	return { demand, ...here, above: barred(undefined, testing) };
};

/** What failed is not tried again so soon. */
export const isBarred = ({ ceiling }: LadderState, next: Rung, now: number): boolean => {
	if (ceiling === null || next.demand < ceiling.demand * SAME) return false;
	return now < (next.demand < ceiling.demand * CLEARLY_MORE ? ceiling.until : ceiling.above.until);
};
