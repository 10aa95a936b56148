// Small helpers that listen and connect, each with a time limit.
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

export type Protocol = 'UDP' | 'TCP';

export interface Listener {
	readonly port: number;
	/** UDP: whether a datagram with this text arrives in time. TCP: whether a connection does. */
	readonly hears: (text: string, limitMs: number) => Promise<boolean>;
	readonly close: () => void;
}

/** Throws the system's error (`EADDRINUSE`, …) when the port cannot be had. Port 0 takes a free one. */
export const listen = (protocol: Protocol, ip: string, port: number): Promise<Listener> =>
	protocol === 'UDP' ? listenUdp(ip, port) : listenTcp(ip, port);

const listenUdp = async (ip: string, port: number): Promise<Listener> => {
	const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
	socket.bind({ address: ip, port, exclusive: true });
	await once(socket, 'listening');
	return {
		port: socket.address().port,
		hears: (text, ms) => hearsText(socket, text, ms),
		close: () => socket.close(),
	};
};

const listenTcp = async (ip: string, port: number): Promise<Listener> => {
	const server = createServer((connection) => connection.destroy());
	server.listen({ host: ip, port, exclusive: true });
	await once(server, 'listening');
	const address = server.address();
	return {
		port: address !== null && typeof address === 'object' ? address.port : port,
		hears: (_text, limitMs) => hearsConnection(server, limitMs),
		close: () => server.close(),
	};
};

const hearsText = (socket: Socket, text: string, limitMs: number): Promise<boolean> =>
	new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), limitMs);
		socket.on('message', (message) => {
			if (message.toString() !== text) return;
			clearTimeout(timer);
			resolve(true);
		});
	});

const hearsConnection = (server: Server, limitMs: number): Promise<boolean> =>
	new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), limitMs);
		server.once('connection', () => {
			clearTimeout(timer);
			resolve(true);
		});
	});

export const errorCode = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
