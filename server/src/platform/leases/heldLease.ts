// A lease that renews itself, and knows by its own clock when it has run out even if nobody can be asked.
import type { CancelTimer, Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Lease } from './lease.ts';
import type { LeaseStore } from './leaseStore.ts';

export interface HeldLeaseOptions {
	readonly store: LeaseStore;
	readonly clock: Clock;
	readonly log: Log;
	readonly key: string;
	/** What the store holds for the key as long as the lease is ours. */
	readonly value: string;
	readonly ttlMs: number;
	/** Monotonic ms, from before the store was asked. */
	readonly takenAt: number;
}

export class HeldLease implements Lease {
	readonly #options: HeldLeaseOptions;
	readonly #ended: () => void;
	readonly #listeners: (() => void)[] = [];
	#phase: 'held' | 'released' | 'lost' = 'held';
	/** Monotonic ms from which on another may hold it. */
	#runsOutAt: number;
	#cancelTimer: CancelTimer = () => undefined;

	constructor(options: HeldLeaseOptions, ended: () => void) {
		this.#options = options;
		this.#ended = ended;
		this.#runsOutAt = options.takenAt + options.ttlMs;
		this.#schedule();
	}

	get key(): string {
		return this.#options.key;
	}

	get held(): boolean {
		return this.#phase === 'held' && this.#options.clock.monotonic() < this.#runsOutAt;
	}

	async renew(): Promise<boolean> {
		if (this.#phase !== 'held') return false;
		const { store, clock, log, key, value, ttlMs } = this.#options;
		const asked = clock.monotonic();
		try {
			if (await store.extend(key, value, ttlMs)) this.#runsOutAt = Math.max(this.#runsOutAt, asked + ttlMs);
			else this.#lose();
		} catch (error) {
			log.warn({ lease: key, reason: messageOf(error) }, 'lease not renewed');
		}
		return this.held;
	}

	async release(): Promise<void> {
		if (this.#phase !== 'held') return;
		this.#end('released');
		await this.#options.store.drop(this.#options.key, this.#options.value);
	}

	onLost(listener: () => void): void {
		if (this.#phase === 'lost') listener();
		else this.#listeners.push(listener);
	}

	/** Renews at each third of its time; ends on time even while a renewal is waiting for its answer. */
	#schedule(): void {
		const { clock, ttlMs } = this.#options;
		const left = this.#runsOutAt - clock.monotonic();
		if (left <= 0) {
			this.#lose();
			return;
		}
		this.#cancelTimer = clock.setTimeout(
			() => {
				void this.renew();
				this.#schedule();
			},
			Math.min(ttlMs / 3, left),
		);
	}

	#lose(): void {
		if (this.#phase !== 'held') return;
		this.#end('lost');
		this.#options.log.warn({ lease: this.key }, 'lease lost');
		for (const listener of this.#listeners.splice(0)) listener();
	}

	#end(phase: 'released' | 'lost'): void {
		this.#phase = phase;
		this.#cancelTimer();
		this.#ended();
	}
}
