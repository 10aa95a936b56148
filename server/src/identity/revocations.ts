// Tells whoever holds a connection that its credentials hold no longer: sockets are closed at once, on every server.
import { CountyId, DeviceId } from '@classroom/protocol';
import { z } from 'zod';
import { messageOf, topic } from '../platform/index.ts';
import type { Bus, Log } from '../platform/index.ts';

/** What ended. */
export const Revocation = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('session'), sessionId: z.string(), countyId: CountyId }),
	z.object({ kind: z.literal('device'), deviceId: DeviceId, countyId: CountyId }),
]);
export type Revocation = z.infer<typeof Revocation>;

const revoked = topic('identity.revoked', Revocation);

export class Revocations {
	readonly #bus: Bus;
	readonly #log: Log;
	readonly #listeners = new Set<(revocation: Revocation) => void>();

	constructor(bus: Bus, log: Log) {
		this.#bus = bus;
		this.#log = log;
	}

	/** Begins to hear what other servers announce; returns what ends that. */
	start(): Promise<() => Promise<void>> {
		return this.#bus.subscribe(revoked, (revocation) => this.#tell(revocation));
	}

	/** Returns what ends the listening. A listener may be told the same thing twice. */
	onRevoked(listener: (revocation: Revocation) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Here at once, elsewhere as fast as the bus is. What is revoked stays so even if nobody can be told. */
	async announce(revocation: Revocation): Promise<void> {
		this.#tell(revocation);
		try {
			await this.#bus.publish(revoked, revocation);
		} catch (error) {
			this.#log.error({ reason: messageOf(error) }, 'other servers were not told of a revocation');
		}
	}

	#tell(revocation: Revocation): void {
		for (const listener of this.#listeners) {
			try {
				listener(revocation);
			} catch (error) {
				this.#log.error({ err: error }, 'a listener to revocations failed');
			}
		}
	}
}
