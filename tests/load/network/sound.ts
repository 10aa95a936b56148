// What counters of played and made-up samples say. Pure.

export interface SoundSample {
	/** Ms since 1970. */
	readonly at: number;
	readonly played: number;
	readonly concealed: number;
}

/** Of what was played between two instants, 0 to 1; 1: nothing was. */
export const concealedBetween = (samples: readonly SoundSample[], from: number, to: number): number => {
	const within = samples.filter(({ at }) => at >= from && at <= to);
	const [first, last] = [within[0], within.at(-1)];
	if (first === undefined || last === undefined || last.played <= first.played) return 1;
	return (last.concealed - first.concealed) / (last.played - first.played);
};

/** A stretch with more of it made up is not clean. */
const CLEAN = 0.05;
/** So long without such a stretch, and it is clean for good, ms. */
const LASTING_MS = 5_000;

/**
 * From `since` to the end of the last stretch, from sample to sample, with more than 5 % made up, before the first
 * 5 s without one, ms; 0: it never was otherwise.
 */
export const cleanAfter = (samples: readonly SoundSample[], since: number): number => {
	let dirtyAt = since;
	for (const [index, sample] of samples.entries()) {
		const before = samples[index - 1];
		if (before === undefined || sample.at <= since) continue;
		const played = sample.played - before.played;
		const concealed = sample.concealed - before.concealed;
		if (played > 0 && concealed / played <= CLEAN) {
			if (sample.at - dirtyAt >= LASTING_MS) break;
		} else dirtyAt = sample.at;
	}
	return dirtyAt - since;
};
