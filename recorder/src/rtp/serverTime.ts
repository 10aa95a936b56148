const samples = 16;
const otherClockMs = 1000;

/**
 * The time of the clock that makes the sender reports, so that recorder and server need not agree on the time
 * and a step of the recorder's clock moves nothing. Monotonic times are of `performance.now()`.
 */
export class ServerTime {
	#offsets: number[] = [];
	#offset: number;

	/** Before the first report `utcMs` at `monotonicMs` is believed. */
	constructor(utcMs: number, monotonicMs: number) {
		this.#offset = utcMs - monotonicMs;
	}

	senderReport(utcMs: number, monotonicMs: number): void {
		const offset = utcMs - monotonicMs;
		// Another server's clock after a take-over: what was learnt of the first is worth nothing.
		if (Math.abs(offset - this.#offset) > otherClockMs) this.#offsets = [];
		this.#offsets.push(offset);
		if (this.#offsets.length > samples) this.#offsets.shift();
		// The report that was least delayed tells best.
		this.#offset = Math.max(...this.#offsets);
	}

	/** UTC ms of the server at a monotonic instant. */
	at(monotonicMs: number): number {
		return this.#offset + monotonicMs;
	}
}
