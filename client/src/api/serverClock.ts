// The server's clock as seen from here: village machines are minutes off, and the bell is the server's.

type Sample = Readonly<{ offset: number; roundTrip: number; at: number }>;

let best: Sample | undefined;

const KEEP_MS = 10 * 60_000;

/**
 * Notes what the server's clock showed (`serverNow`, UTC ms) in an answer, and when the request was sent and
 * the answer had come by the clock of this machine. The quickest answer of the last minutes is the most exact.
 */
export function noteServerClock(shown: number, sentAt: number, receivedAt: number): void {
	const sample = {
		offset: shown - (sentAt + receivedAt) / 2,
		roundTrip: receivedAt - sentAt,
		at: receivedAt,
	};
	if (!best || sample.roundTrip <= best.roundTrip || Math.abs(sample.at - best.at) > KEEP_MS) best = sample;
}

/** Now by the server's clock, UTC ms. */
export function serverNow(): number {
	return Math.round(Date.now() + (best?.offset ?? 0));
}
