// One clock for all pages of this machine: milliseconds since 1970 with the resolution of performance.now().

/** The instant of a `performance.now()` reading. Follows the system's clock, however old the page is. */
export const instantOf = (performanceTime: number): number =>
	Date.now() + (performanceTime - performance.now());

export const nowMs = (): number => performance.timeOrigin + performance.now();
