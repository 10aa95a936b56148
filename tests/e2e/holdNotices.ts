/**
 * To run in a page before its own scripts: what it lets go after some seconds, such as the line that says what was done and
 * takes it back, stays for minutes. A test may be slower than any person.
 */
export const holdNotices = (): void => {
	const timers: { setTimeout: (work: TimerHandler, ms?: number, ...given: unknown[]) => number } = window;
	const asEver = timers.setTimeout.bind(window);
	timers.setTimeout = (work, ms = 0, ...given) => asEver(work, ms < 4000 ? ms : 60 * ms, ...given);
};
