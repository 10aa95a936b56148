// The one clock of the simulated county. It goes in steps of seconds, or over a night at once; timers that fell due in a
// step run once at its end, as on a machine that was busy. Each server has its own view, which stops when it is killed.
import type { Clock } from '../../../server/src/platform/index.ts';

interface Timer {
	readonly due: number;
	readonly work: () => void;
}

export interface ServerClock extends Clock {
	/** Nothing that waits on it ever happens any more. */
	stop(): void;
}

export class TermClock {
	#now: number;
	readonly #start: number;
	readonly #timers = new Set<Timer>();

	constructor(start: number) {
		this.#now = start;
		this.#start = start;
	}

	now(): number {
		return this.#now;
	}

	/** For one server. */
	view(): ServerClock {
		let stopped = false;
		return {
			now: () => this.#now,
			monotonic: () => this.#now - this.#start,
			setTimeout: (work, ms) => {
				const timer = { due: this.#now + Math.max(0, ms), work: () => stopped || work() };
				this.#timers.add(timer);
				return () => void this.#timers.delete(timer);
			},
			stop: () => {
				stopped = true;
			},
		};
	}

	step(ms: number): void {
		this.#now += ms;
		const due = [...this.#timers].filter((timer) => timer.due <= this.#now).sort((a, b) => a.due - b.due);
		for (const timer of due) {
			if (this.#timers.delete(timer)) timer.work();
		}
	}
}
