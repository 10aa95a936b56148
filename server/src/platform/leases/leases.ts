// Who holds what for a while: a Lesson's Room lives on the node that holds the Lesson's lease. A lease renews
// itself; when its node dies it runs out, and another node may take it.
import type { Clock } from '../clock.ts';
import { newSecret } from '../ids.ts';
import type { Log } from '../log.ts';
import { HeldLease } from './heldLease.ts';
import type { Lease } from './lease.ts';
import type { LeaseStore } from './leaseStore.ts';

export interface Leases {
	/** Null: another holds it. `holder` tells others where to go, such as this node's address. */
	acquire(key: string, ttlMs: number, holder?: string): Promise<Lease | null>;
	/** Who holds it, as given to `acquire`; null: nobody. */
	holder(key: string): Promise<string | null>;
	/** Releases what is held. */
	close(): Promise<void>;
}

export const createLeases = (store: LeaseStore, clock: Clock, log: Log): Leases => {
	const held = new Set<HeldLease>();
	return {
		async acquire(key, ttlMs, holder = '') {
			const value = `${newSecret()} ${holder}`;
			const asked = clock.monotonic();
			if (!(await store.take(key, value, ttlMs))) return null;
			// The answer took so long that it may have run out already: better asked for anew than half held.
			if (clock.monotonic() - asked >= ttlMs) {
				await store.drop(key, value);
				return null;
			}
			const lease = new HeldLease({ store, clock, log, key, value, ttlMs, takenAt: asked }, () =>
				held.delete(lease),
			);
			held.add(lease);
			return lease;
		},
		async holder(key) {
			const value = await store.read(key);
			return value === null ? null : value.slice(value.indexOf(' ') + 1);
		},
		async close() {
			await Promise.all([...held].map((lease) => lease.release()));
		},
	};
};
