// One clock for all pages of this machine, the system's: milliseconds since 1970.

/** The instant of a `performance.now()` reading. Follows the system's clock, however old the page is. */
export const instantOf = (performanceTime: number): number => {
	for (;;) {
		const before = performance.now();
		const wall = Date.now();
		// Held up between the two clocks, they are of different moments.
		if (performance.now() - before < 1) return wall + (performanceTime - before);
	}
};

/** Of the system's clock too: `performance.timeOrigin` lies off by as long as the process was held up while it was taken. */
export const nowMs = (): number => Date.now();
