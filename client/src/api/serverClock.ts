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

/** Certificates and what else has a date begin to fail long after (ms); a minute or two is every cheap clock's. */
const WRONG_MS = 5 * 60_000;

/** Whether somebody should set the clock of this machine: what is shown goes by the server's all the same. */
export function clockIsWrong(): boolean {
	return Math.abs(best?.offset ?? 0) >= WRONG_MS;
}

/** Now by the server's clock, UTC ms. */
export function serverNow(): number {
	return Math.round(Date.now() + (best?.offset ?? 0));
}
