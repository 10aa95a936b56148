// A Peer's link as fine or slow, from mediasoup's scores and from what the Peer says itself, with
// hysteresis: it turns slow after 3 s of trouble and fine again after 10 s without.
import type { NetworkState } from '@classroom/protocol';

/** mediasoup scores 0 to 10; 7 is about 10 % loss after repair. */
const GOOD_SCORE = 7;
const SLOW_AFTER_MS = 3_000;
const FINE_AFTER_MS = 10_000;

type Trouble = 'uplink' | 'downlink';

export class NetworkWatch {
	readonly #onChange: (network: NetworkState, cause: Trouble | 'recovered') => void;
	#state: NetworkState = 'fine';
	readonly #trouble = new Map<Trouble, boolean>();
	#since: number | null = null;

	constructor(onChange: (network: NetworkState, cause: Trouble | 'recovered') => void) {
		this.#onChange = onChange;
	}

	/** mediasoup's score of what arrives from the Peer, 0 to 10. */
	uplinkScore(score: number, now: number): void {
		this.#note('uplink', score < GOOD_SCORE, now);
	}

	/** mediasoup's score of what gets to the Peer, 0 to 10, or the Peer's own word. */
	downlink(bad: boolean, now: number): void {
		this.#note('downlink', bad, now);
	}

	/** The Peer is back after it was gone. */
	reset(): void {
		this.#state = 'fine';
		this.#trouble.clear();
		this.#since = null;
	}

	/** Called about once a second: changes are announced when they have lasted. */
	tick(now: number): void {
		const bad = this.#worst();
		const differs = (bad !== null) !== (this.#state === 'slow');
		if (!differs) {
			this.#since = null;
			return;
		}
		this.#since ??= now;
		if (now - this.#since < (bad === null ? FINE_AFTER_MS : SLOW_AFTER_MS)) return;
		this.#since = null;
		this.#state = bad === null ? 'fine' : 'slow';
		this.#onChange(this.#state, bad ?? 'recovered');
	}

	#note(which: Trouble, bad: boolean, now: number): void {
		const before = this.#worst();
		this.#trouble.set(which, bad);
		if ((before === null) !== (this.#worst() === null)) this.#since = now;
	}

	#worst(): Trouble | null {
		if (this.#trouble.get('uplink') === true) return 'uplink';
		return this.#trouble.get('downlink') === true ? 'downlink' : null;
	}
}
