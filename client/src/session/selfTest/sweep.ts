// A tone that runs up the scale, and where it comes back in what a microphone hears. Pure. A sweep is found by
// cross-correlation far below the noise of a room (a matched filter: Turin, IRE Trans. Inf. Theory 6, 1960).

/** Samples a second: speech is below half of it, and a slow processor has done in a moment. */
export const RATE = 8000;
export const SWEEP_SECONDS = 0.5;
/** Hz; what the smallest loudspeaker plays and every microphone hears. */
const LOW = 400;
const HIGH = 3200;
/** Fades in and out so long, s: without, it clicks. */
const FADE = 0.03;

/** From −1 to 1. */
export const makeSweep = (): Float32Array<ArrayBuffer> => {
	const length = RATE * SWEEP_SECONDS;
	return Float32Array.from({ length }, (_, index) => {
		const at = index / RATE;
		const phase = 2 * Math.PI * (LOW * at + ((HIGH - LOW) * at * at) / (2 * SWEEP_SECONDS));
		const edge = Math.min(at, SWEEP_SECONDS - at) / FADE;
		return Math.sin(phase) * (edge >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * edge));
	});
};

export type Heard = Readonly<{
	/** The sample of `recorded` at which it begins. */
	at: number;
	/** Mean level over the sweep's length, dB below full scale. */
	level: number;
	/** How far it stands out of what is heard besides; noise alone stays under {@link CLEAR}. */
	clearness: number;
}>;

/** Noise of thousands of samples stands out of itself by 4 to 5; speech, which is not noise, by more. */
export const CLEAR = 9;
/** The way straight from the loudspeaker may be weaker than one by the wall, which comes after it. */
const DIRECT = 0.7;

/** Where `sweep` begins in `recorded`; null: it is not in it. */
export const findSweep = (recorded: Float32Array, sweep: Float32Array): Heard | null => {
	const strengths = correlation(recorded, sweep);
	const most = Math.max(0, ...strengths);
	const usual = median(strengths);
	if (most === 0) return null;
	// The median of a normal distribution's size is 0.6745 of its deviation.
	const clearness = usual === 0 ? Number.MAX_VALUE : (0.6745 * most) / usual;
	if (clearness < CLEAR) return null;
	const at = direct(strengths, most);
	const energy = energyOf(sweep);
	const gain = most / energy;
	return { at, clearness, level: 10 * Math.log10((gain * gain * energy) / sweep.length) };
};

/** The highest point of the first peak that is nearly as high as the highest. */
const direct = (strengths: Float32Array, most: number): number => {
	const first = strengths.findIndex((strength) => strength >= DIRECT * most);
	const end = Math.min(strengths.length, first + RATE / 500);
	let at = first;
	for (let index = first; index < end; index += 1) {
		if ((strengths[index] ?? 0) > (strengths[at] ?? 0)) at = index;
	}
	return at;
};

/** How much of `sweep` is in `recorded` from each sample on; a loudspeaker with its wires crossed counts, too. */
const correlation = (recorded: Float32Array, sweep: Float32Array): Float32Array => {
	const lags = Math.max(0, recorded.length - sweep.length + 1);
	const strengths = new Float32Array(lags);
	for (let lag = 0; lag < lags; lag += 1) {
		let sum = 0;
		for (let index = 0; index < sweep.length; index += 1) {
			sum += (recorded[lag + index] ?? 0) * (sweep[index] ?? 0);
		}
		strengths[lag] = Math.abs(sum);
	}
	return strengths;
};

const median = (values: Float32Array): number => values.slice().sort()[values.length >> 1] ?? 0;

const energyOf = (samples: Float32Array): number => {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	return sum;
};

/** Mean level, dB below full scale; nothing at all is −200. */
export const levelOfSound = (samples: Float32Array): number =>
	10 * Math.log10(energyOf(samples) / Math.max(1, samples.length) + 1e-20);
