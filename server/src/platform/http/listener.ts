// The listening socket: HTTP or HTTPS, with patience for slow links and none for slow attacks.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { RequestListener } from 'node:http';
import type { Config } from '../config.ts';
import { AppError, messageOf } from '../errors.ts';

type ListenerConfig = Pick<Config, 'HOST' | 'PORT'> & Partial<Pick<Config, 'TLS_CERT' | 'TLS_KEY'>>;

/** HTTPS when a certificate is configured. Throws `bad-configuration` when it cannot be read. */
export const createListener = (config: Omit<ListenerConfig, 'HOST' | 'PORT'>, app: RequestListener) => {
	const server = isSecure(config) ? https.createServer(readTls(config), app) : http.createServer(app);
	// Longer than a proxy's, so that the proxy closes idle connections and not we under its request.
	server.keepAliveTimeout = 65_000;
	server.headersTimeout = 20_000;
	server.requestTimeout = 120_000;
	return server;
};

export type Listener = ReturnType<typeof createListener>;

const isSecure = (config: Partial<ListenerConfig>): boolean => config.TLS_CERT !== undefined;

const readTls = ({ TLS_CERT, TLS_KEY }: Partial<ListenerConfig>): https.ServerOptions => {
	try {
		return { cert: readFileSync(TLS_CERT ?? ''), key: readFileSync(TLS_KEY ?? '') };
	} catch (error) {
		throw new AppError('bad-configuration', `TLS_CERT or TLS_KEY cannot be read: ${messageOf(error)}`, {
			cause: error,
		});
	}
};

/** Resolves with the port. Throws `port-in-use` or `bad-configuration` with a sentence for the operator. */
export const listen = (server: Listener, { HOST, PORT }: ListenerConfig): Promise<number> =>
	new Promise((resolve, reject) => {
		const failed = (error: NodeJS.ErrnoException): void => reject(listenError(error, HOST, PORT));
		server.once('error', failed);
		server.listen(PORT, HOST, () => {
			server.off('error', failed);
			const address: AddressInfo | string | null = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : PORT);
		});
	});

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): AppError => {
	if (error.code === 'EADDRINUSE') {
		return new AppError(
			'port-in-use',
			`Port ${port} on ${host} is taken by another program. Stop that program, or set PORT to another number.`,
		);
	}
	return new AppError('bad-configuration', `Cannot listen on ${host}, port ${port}: ${error.message}.`);
};

/** Takes no new connections, lets running requests finish for at most `graceMs`, then cuts them. */
export const closeListener = (server: Listener, graceMs: number): Promise<void> =>
	new Promise((resolve) => {
		if (!server.listening) {
			resolve();
			return;
		}
		const timer = setTimeout(() => server.closeAllConnections(), graceMs);
		server.close(() => {
			clearTimeout(timer);
			resolve();
		});
		server.closeIdleConnections();
	});
