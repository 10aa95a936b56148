// One clock for all pages of this machine: milliseconds since 1970 with the resolution of performance.now().

/** The instant of a `performance.now()` reading. Follows the system's clock, however old the page is. */
export const instantOf = (performanceTime: number): number => {
	for (;;) {
		const before = performance.now();
		const wall = Date.now();
		// Held up between the two clocks, they are of different moments.
		if (performance.now() - before < 1) return wall + (performanceTime - before);
	}
};

export const nowMs = (): number => performance.timeOrigin + performance.now();
