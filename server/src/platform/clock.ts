// Time is handed down, never taken: rules and Rooms can be tested without waiting.
import { performance } from 'node:perf_hooks';

/** Ends a timer; calling it again does nothing. */
export type CancelTimer = () => void;

export interface Clock {
	/** UTC milliseconds since 1970, an integer. May jump when the operator corrects the machine's clock. */
	now(): number;
	/** Milliseconds since some moment; never goes back. For durations. */
	monotonic(): number;
	/** Calls `work` once after `ms`; does not keep the program running. */
	setTimeout(work: () => void, ms: number): CancelTimer;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	setTimeout: (work, ms) => {
		const timer = setTimeout(work, ms);
		timer.unref();
		return () => clearTimeout(timer);
	},
};

/** Calls `work` every `ms`, the first time after `ms`, until cancelled. */
export const repeat = (clock: Clock, work: () => void, ms: number): CancelTimer => {
	let cancel: CancelTimer;
	const next = (): void => {
		cancel = clock.setTimeout(() => {
			next();
			work();
		}, ms);
	};
	next();
	return () => cancel();
};

/** Resolves after `ms`. */
export const sleep = (clock: Clock, ms: number): Promise<void> =>
	new Promise((resolve) => {
		clock.setTimeout(resolve, ms);
	});
