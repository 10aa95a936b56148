// How an element is kept on the lesson's clock. Pure.

/** What to do with an element that is `errorMs` ahead (or, negative, behind) of the clock. */
export type Correction = Readonly<{ kind: 'rate'; rate: number } | { kind: 'seek' }>;

/** Farther off than this is put right at once. */
export const SEEK_MS = 250;
/** Nearer than this nobody sees or hears. */
const FINE_MS = 20;
/** Once corrected, go on until this near: otherwise it hovers at the edge. */
const DONE_MS = 8;
/** A picture may run this much faster or slower unnoticed; sound less. */
const MOST_PICTURE = 0.3;
const MOST_SOUND = 0.06;
/** An error is to be gone after about this long. */
const WITHIN_MS = 700;

/**
 * `chosen`: the speed the viewer chose; `correcting`: whether the last answer was a nudge; `sounds`: the element
 * has sound that can be heard.
 */
export function correct(errorMs: number, chosen: number, correcting: boolean, sounds: boolean): Correction {
	const size = Math.abs(errorMs);
	if (size > SEEK_MS) return { kind: 'seek' };
	if (size <= (correcting ? DONE_MS : FINE_MS)) return { kind: 'rate', rate: chosen };
	const most = sounds ? MOST_SOUND : MOST_PICTURE;
	const nudge = Math.min(most, Math.max(0.01, size / WITHIN_MS));
	return { kind: 'rate', rate: chosen * (1 - Math.sign(errorMs) * nudge) };
}
