// The server's clock as this machine sees it: school computers are minutes off, and the bell is the server's.

export interface ClockReading {
	/** What to add to this machine's clock, ms. */
	readonly offsetMs: number;
	/** How long the question and its answer took, ms: the offset is off by at most half of it. */
	readonly roundTripMs: number;
}

/** One question to the server: sent and answered at these instants of this machine, `serverNow` in between. */
export const clockReading = (sentAt: number, serverNow: number, answeredAt: number): ClockReading => ({
	offsetMs: serverNow - (sentAt + answeredAt) / 2,
	roundTripMs: answeredAt - sentAt,
});

/** The better of two: the quicker one, unless the clocks have been set apart since. */
export const betterReading = (before: ClockReading | null, now: ClockReading): ClockReading => {
	if (before === null || now.roundTripMs <= before.roundTripMs) return now;
	const apart = Math.abs(now.offsetMs - before.offsetMs);
	return apart > (now.roundTripMs + before.roundTripMs) / 2 ? now : before;
};
