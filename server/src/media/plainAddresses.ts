// Where PlainTransports may send RTP. One that anybody may aim is a traffic reflector, so the list is
// configured (RECORDER_ADDRESSES) and nothing else is accepted.
import { BlockList, isIPv6 } from 'node:net';

export type AddressCheck = (ip: string) => boolean;

/** `allowed`: IP addresses and CIDR ranges. */
export const addressCheck = (allowed: readonly string[]): AddressCheck => {
	const list = new BlockList();
	for (const entry of allowed) {
		const [address = '', prefix] = entry.split('/');
		const family = isIPv6(address) ? 'ipv6' : 'ipv4';
		if (prefix === undefined) list.addAddress(address, family);
		else list.addSubnet(address, Number(prefix), family);
	}
	return (ip) => list.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
};

/** Plain RTP, without SRTP, stays on this machine. */
export const isLoopback = addressCheck(['127.0.0.0/8', '::1']);
