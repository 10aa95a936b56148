// Where messages may go: to addresses of the public internet, and to private ones that the operator named. Whoever
// registers a webhook must not be able to reach into the network that the server stands in (CWE-918).
import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export type AddressCheck = (ip: string) => boolean;

/** Thrown instead of connecting. */
export class RefusedAddress extends Error {
	override readonly name = 'RefusedAddress';
}

/** Global unicast, RFC 4291; without what has an IPv4 address inside, or is for documentation (RFC 9637). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const documentation = ipaddr.IPv6.parseCIDR('3fff::/20');

const isPublic = (ip: string): boolean => {
	// `process` turns IPv4-mapped IPv6 addresses into what they mean.
	const address = ipaddr.process(ip);
	if (address.range() !== 'unicast') return false;
	return address instanceof ipaddr.IPv4 || (address.match(globalUnicast) && !address.match(documentation));
};

/** `allowed`: private IP addresses and CIDR ranges that may be reached all the same. */
export const reachable = (allowed: readonly string[]): AddressCheck => {
	const list = new BlockList();
	for (const entry of allowed) {
		const [address = '', prefix] = entry.split('/');
		const family = isIPv6(address) ? 'ipv6' : 'ipv4';
		if (prefix === undefined) list.addAddress(address, family);
		else list.addSubnet(address, Number(prefix), family);
	}
	const isAllowed = (ip: string): boolean => list.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
	return (ip) => ipaddr.isValid(ip) && (isPublic(ip) || isAllowed(ipaddr.process(ip).toString()));
};

/** A host that is an address itself is never looked up: it has to be asked about first. */
export const isRefusedLiteral = (url: URL, check: AddressCheck): boolean => {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	return isIP(host) !== 0 && !check(host);
};

type Resolve = typeof lookup;

/**
 * Looks a name up and gives out only what may be reached. The connection is made to what was checked here, so that a
 * name cannot mean one address to the check and another to the connection (DNS rebinding).
 */
export const guardedLookup =
	(check: AddressCheck, resolve: Resolve = lookup): LookupFunction =>
	(hostname, options, callback) => {
		resolve(hostname, { ...options, all: true }, (error, found) => {
			if (error !== null) {
				callback(error, '');
				return;
			}
			const [first] = found;
			if (first === undefined || found.some(({ address }) => !check(address))) {
				callback(new RefusedAddress(`${hostname} is no public address`), '');
			} else if (options.all === true) callback(null, found);
			else callback(null, first.address, first.family);
		});
	};

/** `refused`: it may not be reached; `unknown`: there is no such host. */
export const examineHost = async (url: URL, check: AddressCheck): Promise<'fine' | 'refused' | 'unknown'> => {
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (isIP(host) !== 0) return check(host) ? 'fine' : 'refused';
	return new Promise((resolve) => {
		guardedLookup(check)(host, { all: true }, (error) => {
			if (error === null) resolve('fine');
			else resolve(error instanceof RefusedAddress ? 'refused' : 'unknown');
		});
	});
};
