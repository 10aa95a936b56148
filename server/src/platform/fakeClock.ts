// A clock that stands still until a test moves it.
import type { CancelTimer, Clock } from './clock.ts';

interface Timer {
	readonly due: number;
	readonly work: () => void;
}

export class FakeClock implements Clock {
	readonly #start: number;
	#now: number;
	#timers: Timer[] = [];

	/** `start`: UTC milliseconds; by default Monday 2 March 2026, 08:00 in China. */
	constructor(start = Date.UTC(2026, 2, 2, 0, 0)) {
		this.#start = start;
		this.#now = start;
	}

	now(): number {
		return this.#now;
	}

	monotonic(): number {
		return this.#now - this.#start;
	}

	setTimeout(work: () => void, ms: number): CancelTimer {
		const timer: Timer = { due: this.#now + Math.max(0, ms), work };
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	/** Moves time on by `ms`, running what falls due in order of time. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (let timer = this.#nextDue(end); timer !== undefined; timer = this.#nextDue(end)) {
			const due = timer;
			this.#timers = this.#timers.filter((other) => other !== due);
			this.#now = due.due;
			due.work();
		}
		this.#now = end;
	}

	/** As `advance`, and lets promises settle after each timer. */
	async advanceAsync(ms: number): Promise<void> {
		const end = this.#now + ms;
		for (;;) {
			await new Promise((resolve) => setImmediate(resolve));
			const next = this.#nextDue(end);
			if (next === undefined) break;
			this.advance(next.due - this.#now);
		}
		this.#now = end;
	}

	#nextDue(end: number): Timer | undefined {
		return this.#timers
			.filter((timer) => timer.due <= end)
			.reduce<Timer | undefined>(
				(first, timer) => (first && first.due <= timer.due ? first : timer),
				undefined,
			);
	}
}
