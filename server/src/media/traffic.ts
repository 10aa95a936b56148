// What goes in and out over the transports of this node, as mediasoup measures it. Asked for when somebody scrapes,
// never more than so many transports at a time, and a scrape waits only so long: the figures before are near enough.
import { sleep, type Clock } from '../platform/index.ts';

/** Bit/s. */
export interface TrafficNow {
	readonly received: number;
	readonly sent: number;
}

export interface MeasuredTransport {
	getStats(): Promise<readonly { readonly recvBitrate: number; readonly sendBitrate: number }[]>;
}

const VALID_MS = 5_000;
const PATIENCE_MS = 1_000;
const AT_ONCE = 32;

export class Traffic {
	readonly #transports: () => readonly MeasuredTransport[];
	readonly #clock: Clock;
	#last: TrafficNow = { received: 0, sent: 0 };
	#validUntil = Number.NEGATIVE_INFINITY;
	#measuring: Promise<void> | null = null;

	constructor(transports: () => readonly MeasuredTransport[], clock: Clock) {
		this.#transports = transports;
		this.#clock = clock;
	}

	async read(): Promise<TrafficNow> {
		if (this.#measuring === null && this.#clock.monotonic() >= this.#validUntil) {
			this.#measuring = this.#measure().finally(() => {
				this.#measuring = null;
			});
		}
		if (this.#measuring !== null) await Promise.race([this.#measuring, sleep(this.#clock, PATIENCE_MS)]);
		return this.#last;
	}

	async #measure(): Promise<void> {
		const transports = this.#transports();
		let [received, sent] = [0, 0];
		for (let first = 0; first < transports.length; first += AT_ONCE) {
			const batch = transports.slice(first, first + AT_ONCE);
			const answers = await Promise.allSettled(batch.map((transport) => transport.getStats()));
			// One that closed meanwhile carries nothing.
			for (const stat of answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))) {
				received += stat.recvBitrate;
				sent += stat.sendBitrate;
			}
		}
		this.#last = { received, sent };
		this.#validUntil = this.#clock.monotonic() + VALID_MS;
	}
}
