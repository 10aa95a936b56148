// How often one caller may come into a Room: each time is written to the log and told to every village.
import type { Clock } from '../platform/index.ts';

/** At once: a link that flaps, a page reloaded in despair. */
const BURST = 30;
/** One more after this long. */
const EVERY_MS = 2_000;

export class JoinBudget {
	readonly #clock: Clock;
	/** By caller: when it has its whole budget again, monotonic ms. */
	readonly #fullAt = new Map<string, number>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Whether `caller` may come in once more. */
	take(caller: string): boolean {
		const now = this.#clock.monotonic();
		const fullAt = Math.max(now, this.#fullAt.get(caller) ?? 0) + EVERY_MS;
		if (fullAt > now + BURST * EVERY_MS) return false;
		this.#fullAt.set(caller, fullAt);
		return true;
	}
}
