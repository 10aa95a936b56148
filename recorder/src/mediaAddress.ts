import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';

export type MediaAddress = {
	/** Where to listen. */
	listenIp: string;
	/** What the server is to send to. */
	announcedIp: string;
	/** Encrypted, because it leaves this machine. */
	srtp: boolean;
};

/**
 * Where to receive media of the server at `serverUrl`: on loopback if it runs on this machine, else on the address
 * that this machine uses towards it. Throws the error of name resolution, which `resolve` does.
 */
export async function findMediaAddress(
	serverUrl: string,
	resolve: (hostname: string) => Promise<{ address: string; family: number }> = lookup,
): Promise<MediaAddress> {
	const { hostname } = new URL(serverUrl);
	const server = await resolve(hostname.replaceAll(/[[\]]/g, ''));
	const own = await addressTowards(server);
	if (isLoopback(server.address) || own === server.address) return loopback;
	return { listenIp: own, announcedIp: own, srtp: true };
}

/** As configured: media that may leave this machine is encrypted. */
export function configuredMediaAddress(listenIp: string, announcedIp: string | undefined): MediaAddress {
	return { listenIp, announcedIp: announcedIp ?? listenIp, srtp: !isLoopback(listenIp) };
}

const loopback: MediaAddress = { listenIp: '127.0.0.1', announcedIp: '127.0.0.1', srtp: false };

function isLoopback(ip: string): boolean {
	return ip.startsWith('127.') || ip === '::1';
}

/** Connecting a UDP socket sends nothing, and has the system choose our address for the way there. */
async function addressTowards({ address, family }: { address: string; family: number }): Promise<string> {
	const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
	try {
		socket.connect(9, address);
		await once(socket, 'connect');
		return socket.address().address;
	} finally {
		socket.close();
	}
}
