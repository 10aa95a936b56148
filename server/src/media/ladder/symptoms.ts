// Signs that a link carries less than is sent, told from what is the line's own: a radio link that loses one packet in
// ten loses it at any rate, and giving up pictures for that would help nobody. Pure.

/** What a second of measuring says of a link. */
export interface Signs {
	/** Of the packets sent to the Peer, 0 to 1. */
	readonly lossRatio: number;
	/** Null: not known. */
	readonly roundTripMs: number | null;
	/** Of the voices' samples, 0 to 1, as the Peer reports it; null: it does not. */
	readonly concealedRatio: number | null;
}

export type Sign = 'loss' | 'delay' | 'concealment';
/** The line's own, by sign. */
export type OwnSigns = Readonly<Record<Sign, number>>;

/** `delay` 0: not known yet. */
export const noSigns: OwnSigns = { loss: 0, delay: 0, concealment: 0 };

/** Above the line's own: what makes us give something up, and what ends a test. Ratios, and ms for the delay. */
const bad: OwnSigns = { loss: 0.1, delay: 800, concealment: 0.1 };
const suspicious: OwnSigns = { loss: 0.05, delay: 250, concealment: 0.05 };
/** A full queue: neither delay nor loss would say so alone, a busy machine answers late as well. */
const full = { loss: 0.005, delay: 250 };
const kinds: readonly Sign[] = ['loss', 'delay', 'concealment'];

export const valueOf = (signs: Signs, sign: Sign): number => {
	if (sign === 'loss') return signs.lossRatio;
	return (sign === 'delay' ? signs.roundTripMs : signs.concealedRatio) ?? 0;
};

/** The first sign that is worse than the line's own; `testing`: by the stricter measure. */
export const troubleIn = (signs: Signs, own: OwnSigns, testing: boolean): Sign | null => {
	const limits = testing ? suspicious : bad;
	const over = (sign: Sign): number => valueOf(signs, sign) - own[sign];
	const worst = kinds.find((sign) => over(sign) > limits[sign]);
	if (worst !== undefined) return worst;
	return over('delay') > full.delay && over('loss') > full.loss ? 'delay' : null;
};

/** Share of a quiet second that is taken for the line's own. */
const LEARN = 0.02;
/** A queue that is not filling, ms above the line's own. */
const EMPTY = 100;

/**
 * What is the line's own after a second without trouble: at once downwards; upwards slowly, and only where nothing of
 * ours can be the reason: loss while no queue fills, delay at the first look and while `idle`, with the voice alone.
 */
export const learned = (own: OwnSigns, signs: Signs, idle: boolean): OwnSigns => {
	const delay = signs.roundTripMs;
	const empty = delay === null || own.delay === 0 || delay - own.delay < EMPTY;
	const upwards = (sign: Sign, may: boolean): number => {
		const value = valueOf(signs, sign);
		return value < own[sign] ? value : own[sign] + (may ? (value - own[sign]) * LEARN : 0);
	};
	return {
		loss: upwards('loss', empty),
		delay: delay === null ? own.delay : own.delay === 0 ? delay : upwards('delay', idle),
		concealment: signs.concealedRatio === null ? own.concealment : upwards('concealment', empty),
	};
};

/** Share of a sign that is still there although much less is sent: then it is not of our making. */
const UNCHANGED = 0.7;
/** No line of its own is as bad as this and of any use. */
const USELESS_LOSS = 0.5;

/** Whether `sign`, which was `before`, stays although something was given up. */
export const isOwn = (signs: Signs, sign: Sign, before: number): boolean =>
	signs.lossRatio <= USELESS_LOSS && valueOf(signs, sign) >= before * UNCHANGED;
