import type { AddressCheck } from './plainAddresses.ts';

/** What the Peers of every Room are bound to. */
export interface MediaLimits {
	readonly plainListenIp: string;
	readonly announcedAddress: string | undefined;
	/** Where PlainTransports may send. */
	readonly mayAim: AddressCheck;
}
