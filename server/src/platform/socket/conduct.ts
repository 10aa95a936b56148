// How one socket behaves: how fast it asks, and how often what it asks makes no sense.
import type { ErrorCode } from '@classroom/protocol';
import type { Clock } from '../clock.ts';

export interface ConductLimits {
	/** Requests a second in the long run. */
	readonly requestsPerSecond: number;
	/** Requests at once. */
	readonly burst: number;
	/** Offences within a minute after which the socket is closed. */
	readonly offencesPerMinute: number;
}

/**
 * Errors that no correct client of ours makes. `too-many-requests` is none: a handler says it of what there is enough
 * of, and only who floods the socket itself is an offender.
 */
const offences: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
	'bad-request',
	'unknown-request',
	'out-of-order',
	'too-large',
	'forbidden',
	'address-not-allowed',
]);

const minute = 60_000;

export class Conduct {
	readonly #clock: Clock;
	readonly #limits: ConductLimits;
	#tokens: number;
	#filledAt: number;
	#offences: number[] = [];

	constructor(limits: ConductLimits, clock: Clock) {
		this.#clock = clock;
		this.#limits = limits;
		this.#tokens = limits.burst;
		this.#filledAt = clock.monotonic();
	}

	/** Whether one more request is in time (a token bucket). */
	takeToken(): boolean {
		const now = this.#clock.monotonic();
		const { burst, requestsPerSecond } = this.#limits;
		this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * requestsPerSecond);
		this.#filledAt = now;
		if (this.#tokens < 1) return false;
		this.#tokens -= 1;
		return true;
	}

	/** Notes a failed request; true when it was one too many. */
	fails(code: ErrorCode): boolean {
		return offences.has(code) && this.offends();
	}

	/** Notes an offence; true when it was one too many. */
	offends(): boolean {
		const now = this.#clock.monotonic();
		this.#offences = this.#offences.filter((at) => at > now - minute);
		this.#offences.push(now);
		return this.#offences.length >= this.#limits.offencesPerMinute;
	}
}
