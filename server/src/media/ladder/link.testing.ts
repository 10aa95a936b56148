// A village's line as a model, with the ladder in the loop: a rate, a queue before it, packets that it loses by itself,
// and an estimator beside it that may be wrong.
import { boundsOf, measured, stepOf, rungOf } from './ladder.ts';
import { newLadder, type LadderState } from './ladderState.ts';
import type { LadderSource, Rung } from './rungs.ts';

export type Estimator =
	/** Finds the rate when it is let probe. */
	| 'true'
	/** Falls to the least at the first trouble and stays there. */
	| 'stuck'
	/** Always says that there is plenty. */
	| 'dreaming';

export interface LinkOptions {
	/** Bit/s, by the time in ms. */
	readonly rate: (at: number) => number;
	/** Packets that the line loses at any rate. */
	readonly ownLoss?: number;
	readonly roundTripMs?: number;
	readonly estimator?: Estimator;
	readonly sources: (at: number) => readonly LadderSource[];
	/** How long, ms. */
	readonly until: number;
}

export interface Moment {
	readonly at: number;
	/** Ms up to then. */
	readonly lasts: number;
	readonly state: LadderState;
	readonly rung: Rung;
	readonly step: ReturnType<typeof stepOf>;
	/** Of the voice's packets in this second, beyond the line's own loss. */
	readonly voiceLoss: number;
}

const TICK_MS = 1_000;
const PART_MS = 50;
/** Of the queue, as home routers have it. */
const QUEUE_MS = 400;

export const runLink = (options: LinkOptions): Moment[] => {
	const { rate, ownLoss = 0, roundTripMs = 60, sources, until, estimator = 'true' } = options;
	let state = newLadder(0);
	let queued = 0;
	let estimate = 1_500_000;
	const moments: Moment[] = [];
	for (let at = 0; at < until;) {
		const lasts = state.phase.kind === 'watching' ? 3 * PART_MS : TICK_MS;
		const now = sources(at);
		const sent = rungOf(state, now).demand;
		let dropped = 0;
		for (let part = 0; part < lasts; part += PART_MS) {
			const bits = rate(at + part);
			queued += ((sent - bits) * PART_MS) / 1000;
			const room = (bits * QUEUE_MS) / 1000;
			dropped += Math.max(0, queued - room);
			queued = Math.min(room, Math.max(0, queued));
		}
		const voiceLoss = dropped / Math.max(1, (sent * lasts) / 1000);
		const lossRatio = voiceLoss + (1 - voiceLoss) * ownLoss;
		const delay = (queued / rate(at + lasts - 1)) * 1000;
		const { floor, cap } = boundsOf(state, now);
		const guessed = guess(estimator, { estimate, rate: rate(at), sent, lossRatio });
		estimate = Math.max(floor, Math.min(guessed, cap === 0 ? Infinity : cap));
		state = measured(
			state,
			{
				sources: now,
				estimate,
				sent,
				lossRatio,
				roundTripMs: roundTripMs + delay,
				concealedRatio: lossRatio / 2,
			},
			(at += lasts),
		);
		moments.push({
			at,
			lasts,
			state,
			rung: rungOf(state, now),
			step: stepOf(state, now),
			voiceLoss,
		});
	}
	return moments;
};

const guess = (
	kind: Estimator,
	now: {
		readonly estimate: number;
		readonly rate: number;
		readonly sent: number;
		readonly lossRatio: number;
	},
): number => {
	if (kind === 'true') return now.rate;
	if (kind === 'dreaming') return 10_000_000;
	return now.lossRatio > 0.1 ? 30_000 : now.estimate;
};

export const voice: LadderSource = { id: 'voice', rank: 'voice', layers: [] };
export const slides: LadderSource = { id: 'slides', rank: 'slides', layers: [400_000] };
export const twoSlides: LadderSource = { id: 'slides', rank: 'slides', layers: [120_000, 800_000] };
export const camera: LadderSource = {
	id: 'camera',
	rank: 'teacher-camera',
	layers: [100_000, 350_000, 1_200_000],
};
export const other = (id: string): LadderSource => ({
	id,
	rank: 'other-camera',
	layers: [100_000, 350_000],
});
