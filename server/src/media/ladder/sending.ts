// What a Peer may send when its own line gets tight: the camera gives way before the microphone. Pure. The browser's own
// congestion control divides what there is among pictures, but only once packets were lost, the voice's among them, and
// it keeps a picture that leaves no room for the voice.
import { SendingStep } from '@classroom/protocol';

export interface SendingSigns {
	/** Of the packets that the Peer sent, 0 to 1. */
	readonly lossRatio: number;
	/** What its browser takes the line to carry, bit/s; null: not known. */
	readonly available: number | null;
}

export type SendingCause = 'loss' | 'estimate' | 'recovered';

export interface SendingState {
	readonly step: SendingStep;
	readonly cause: SendingCause;
	/** Since when it is at this step. */
	readonly since: number;
	/** Since when there was no trouble; null: there is. */
	readonly calmSince: number | null;
	/** Since when the line has been said to carry too little; null: it has not. */
	readonly scarceSince: number | null;
	/** Where it was and what was lost before something was given up for loss; null: nothing was. */
	readonly gaveUp: { readonly from: SendingStep; readonly loss: number } | null;
	/** What the line loses by itself at any rate. */
	readonly ownLoss: number;
	/** More is being tried. */
	readonly trying: boolean;
	/** What was tried last in vain, and is not again before `until`. */
	readonly barred: { readonly step: SendingStep; readonly until: number; readonly waitMs: number } | null;
}

/** What a step takes with the voice, bit/s: the camera's smallest layer, or a picture a second of it; for `full` some of
 * the layer above. */
const needs: Readonly<Record<SendingStep, number>> = {
	full: 300_000,
	small: 150_000,
	stills: 90_000,
	voice: 0,
};
const steps = SendingStep.options;

const BAD_LOSS = 0.1;
/** Half a step does not help. */
const TERRIBLE_LOSS = 0.3;
/** Share of a loss that is still there although much less is sent: then it is the line's own. */
const UNCHANGED = 0.7;
/** No line of its own is as bad as this and of any use. */
const USELESS_LOSS = 0.5;
/** Of what was given up the effect is awaited, ms. */
const SETTLE_MS = 4_000;
/** One low estimate is a moment's, ms. */
const SCARCE_MS = 2_000;
/** Calm before the next try, ms. */
const WAIT_MS = 4_000;
const FIRST_BARRED_MS = 8_000;
/** The browser's estimate does not grow far beyond what it sends: after so long it is not believed, ms. */
const DISBELIEF_MS = 12_000;
const TRY_MS = 5_000;
const LONGEST_BARRED_MS = 120_000;
/** For more there has to be some more than is needed. */
const MARGIN = 1.1;

export const newSending = (now: number): SendingState => ({
	step: 'full',
	cause: 'recovered',
	since: now,
	calmSince: now,
	scarceSince: null,
	gaveUp: null,
	ownLoss: 0,
	trying: false,
	barred: null,
});

/** The state after a measurement; to be called about once a second while a camera is sent. */
export const sendingMeasured = (before: SendingState, signs: SendingSigns, now: number): SendingState => {
	const scarce = signs.available !== null && signs.available < needs[before.step];
	const state = { ...before, scarceSince: scarce ? (before.scarceSince ?? now) : null };
	const lossy = signs.lossRatio - state.ownLoss > BAD_LOSS;
	const tooLittle = state.scarceSince !== null && now - state.scarceSince >= SCARCE_MS;
	if (lossy) return lost(state, signs, now);
	if (tooLittle)
		return fallTo(
			state,
			state.trying ? below(state.step, 1) : fitting(signs.available ?? 0),
			'estimate',
			now,
		);
	return calm(scarce ? { ...state, calmSince: null } : state, signs, now);
};

const below = (step: SendingStep, by: number): SendingStep =>
	steps[Math.min(steps.length - 1, steps.indexOf(step) + by)] ?? 'voice';

const fitting = (rate: number): SendingStep => steps.find((step) => needs[step] <= rate) ?? 'voice';

const lost = (state: SendingState, { lossRatio }: SendingSigns, now: number): SendingState => {
	if (!state.trying && state.gaveUp !== null && now - state.since < SETTLE_MS)
		return { ...state, calmSince: null };
	const { gaveUp } = state;
	const stays = gaveUp !== null && lossRatio >= gaveUp.loss * UNCHANGED && lossRatio <= USELESS_LOSS;
	const muchLess = steps.indexOf(state.step) >= steps.indexOf('stills');
	if (stays && muchLess) {
		const { from } = gaveUp;
		return { ...newSending(now), step: from, ownLoss: lossRatio };
	}
	const fallen = fallTo(
		state,
		below(state.step, !state.trying && lossRatio > TERRIBLE_LOSS ? 2 : 1),
		'loss',
		now,
	);
	return { ...fallen, gaveUp: gaveUp ?? { from: state.step, loss: lossRatio } };
};

const fallTo = (state: SendingState, step: SendingStep, cause: SendingCause, now: number): SendingState => ({
	...state,
	step,
	cause: step === state.step ? state.cause : cause,
	since: step === state.step ? state.since : now,
	calmSince: null,
	scarceSince: null,
	trying: false,
	barred: state.trying ? barred(state, now) : state.barred,
});

const barred = ({ step, barred: before }: SendingState, now: number): SendingState['barred'] => {
	const again = before?.step === step ? before.waitMs * 2 : FIRST_BARRED_MS;
	const waitMs = Math.min(LONGEST_BARRED_MS, again);
	return { step, waitMs, until: now + waitMs };
};

const calm = (state: SendingState, { lossRatio, available }: SendingSigns, now: number): SendingState => {
	const calmSince = state.calmSince ?? now;
	const quiet = { ...state, calmSince, ownLoss: Math.min(state.ownLoss, lossRatio) };
	if (state.trying) return now - state.since < TRY_MS ? quiet : { ...quiet, trying: false, gaveUp: null };
	const next = steps[steps.indexOf(state.step) - 1];
	const calmMs = now - calmSince;
	if (next === undefined || calmMs < WAIT_MS) return quiet;
	if (state.barred?.step === next && now < state.barred.until) return quiet;
	const room = available === null || available >= needs[next] * MARGIN;
	if (!room && calmMs < DISBELIEF_MS) return quiet;
	return { ...quiet, step: next, cause: 'recovered', since: now, calmSince: now, trying: true };
};
