// Chance that comes out the same for the same seed: mulberry32.

export interface Random {
	/** 0 up to and without 1. */
	fraction(): number;
	/** Both ends included. */
	whole(from: number, to: number): number;
	chance(probability: number): boolean;
}

export const seededRandom = (seed: number): Random => {
	let state = seed >>> 0;
	const fraction = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		fraction,
		whole: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
		chance: (probability) => fraction() < probability,
	};
};
