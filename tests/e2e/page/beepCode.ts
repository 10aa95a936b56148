// Which second a beep stands for: its pitch climbs from second to second and begins anew every five, so that sound
// and picture a whole second apart are not taken for together.

const SECONDS = 5;
/** Hz. Told apart in 30 ms of sound. */
const STEP = 60;

/** After this long the pitches come again, ms. */
export const BEEP_CYCLE_MS = SECONDS * 1000;

/** Hz, of the beep at a whole second. `base`: the sender's. */
export const beepFrequency = (base: number, instantMs: number): number =>
	base + STEP * (Math.round(instantMs / 1000) % SECONDS);

export interface Pitch {
	readonly base: number;
	/** Hz. */
	readonly frequency: number;
	/** When in the cycle it is sounded, ms. */
	readonly inCycleMs: number;
}

/** All that may be heard of a sender. */
export const pitchesOf = (base: number): Pitch[] =>
	Array.from({ length: SECONDS }, (_, second) => ({
		base,
		frequency: beepFrequency(base, second * 1000),
		inCycleMs: second * 1000,
	}));
