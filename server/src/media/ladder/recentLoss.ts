// What a link loses just now, from two witnesses. mediasoup's ratio is quick: the mean of the last 24 reports of the
// receiver, the newest with the most weight. But sound is not in it, so without pictures it stands still at what it was
// when they were given up. The Peer's own count comes every two seconds, and holds then. Pure.

export interface LossWitnesses {
	/** mediasoup's mean, 0 to 1, now and at the look before. */
	readonly mean: number;
	readonly before: number;
	/** Ms between them. */
	readonly elapsedMs: number;
	/** The Peer's count, 0 to 1; `quiet`: it counts and has nothing to complain of; null: it does not count. */
	readonly counted: number | 'quiet' | null;
}

/** A receiver of pictures reports about every 100 ms. */
const REPORT_EVERY_MS = 100;
const HISTORY = 24;
/** Less is noise. */
const RISING = 0.02;

export const recentLoss = ({ mean, before, elapsedMs, counted }: LossWitnesses): number => {
	if (mean > before + RISING) return latest(mean, before, elapsedMs);
	if (counted === null) return mean;
	return counted === 'quiet' ? 0 : counted;
};

const weight = (reports: number): number => (reports * (reports + 1)) / (HISTORY * (HISTORY + 1));

/** Takes the older reports out of the mean. */
const latest = (mean: number, before: number, elapsedMs: number): number => {
	const reports = Math.min(HISTORY, Math.max(1, Math.round(elapsedMs / REPORT_EVERY_MS)));
	const past = weight(HISTORY - reports);
	return Math.min(1, Math.max(mean, (mean - before * past) / (1 - past)));
};
