// One attacker commands a whole IPv6 network of 64 bits: addresses are counted by network.
import { isIPv4, isIPv6 } from 'node:net';

/** `::ffff:192.0.2.1` is `192.0.2.1`; an IPv6 address becomes its first 64 bits; anything else stays as it is. */
export const addressKey = (address: string): string => {
	const plain = address.replace(/%.*$/, '');
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
	if (mapped !== undefined && isIPv4(mapped)) return mapped;
	if (!isIPv6(plain)) return plain;
	return `${groups(plain).slice(0, 4).join(':')}::/64`;
};

const groups = (address: string): string[] => {
	const [head = '', tail] = address.split('::');
	const first = head === '' ? [] : head.split(':');
	const last = tail === undefined || tail === '' ? [] : tail.split(':');
	const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
	return [...first, ...Array.from({ length: gap }, () => '0'), ...last].map((group) =>
		Number.parseInt(group, 16).toString(16),
	);
};
