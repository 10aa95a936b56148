// Tells whoever holds a connection that its credentials hold no longer: sockets are closed at once, on every server.
import { CountyId, DeviceId } from '@classroom/protocol';
import { z } from 'zod';

/** What ended. */
export const Revocation = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('session'), sessionId: z.string(), countyId: CountyId }),
	z.object({ kind: z.literal('device'), deviceId: DeviceId, countyId: CountyId }),
]);
export type Revocation = z.infer<typeof Revocation>;

/** Where announcements travel between the servers of an installation. */
export interface RevocationChannel {
	publish(message: unknown): Promise<void>;
	subscribe(listener: (message: unknown) => void): Promise<void>;
}

export class Revocations {
	readonly #channel: RevocationChannel;
	readonly #listeners = new Set<(revocation: Revocation) => void>();

	constructor(channel: RevocationChannel) {
		this.#channel = channel;
	}

	/** Begins to hear what other servers announce. */
	async start(): Promise<void> {
		await this.#channel.subscribe((message) => {
			const parsed = Revocation.safeParse(message);
			if (parsed.success) this.#tell(parsed.data);
		});
	}

	/** Returns what ends the listening. Listeners must not throw. May be told the same twice. */
	onRevoked(listener: (revocation: Revocation) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Here at once, elsewhere as fast as the channel is. */
	async announce(revocation: Revocation): Promise<void> {
		this.#tell(revocation);
		await this.#channel.publish(revocation);
	}

	#tell(revocation: Revocation): void {
		for (const listener of this.#listeners) listener(revocation);
	}
}
