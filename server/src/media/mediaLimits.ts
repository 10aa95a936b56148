import type { Clock } from '../platform/index.ts';
import type { AddressCheck } from './plainAddresses.ts';

/** What the Peers of every Room are bound to. */
export interface MediaLimits {
	readonly clock: Clock;
	readonly plainListenIp: string;
	readonly announcedAddress: string | undefined;
	/** Where PlainTransports may send. */
	readonly mayAim: AddressCheck;
}
