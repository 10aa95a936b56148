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
	/** Each voice for itself: what the server sees, up and down, and what the Peer says. */
	readonly #trouble = new Map<Trouble | 'reported' | 'withheld', boolean>();
	#since: number | null = null;

	constructor(onChange: (network: NetworkState, cause: Trouble | 'recovered') => void) {
		this.#onChange = onChange;
	}

	/** mediasoup's score of what arrives from the Peer, 0 to 10. */
	uplinkScore(score: number, now: number): void {
		this.#note('uplink', score < GOOD_SCORE, now);
	}

	/** mediasoup's score of what gets to the Peer, 0 to 10. */
	downlinkScore(score: number, now: number): void {
		this.#note('downlink', score < GOOD_SCORE, now);
	}

	/** The Peer's own word. */
	reported(bad: boolean, now: number): void {
		this.#note('reported', bad, now);
	}

	/** The ladder gives something up for the Peer's link: it is slow, however good the rest gets through. */
	withheld(something: boolean, now: number): void {
		this.#note('withheld', something, now);
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

	#note(which: Trouble | 'reported' | 'withheld', bad: boolean, now: number): void {
		const before = this.#worst();
		this.#trouble.set(which, bad);
		if ((before === null) !== (this.#worst() === null)) this.#since = now;
	}

	#worst(): Trouble | null {
		if (this.#trouble.get('uplink') === true) return 'uplink';
		const down = (['downlink', 'reported', 'withheld'] as const).some(
			(each) => this.#trouble.get(each) === true,
		);
		return down ? 'downlink' : null;
	}
}
