// Whether the ports that the server will want are free, told before it starts.
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { SetupError } from './say.mjs';

/** @param {import('./configuration.mjs').Configuration} configuration */
export async function checkPorts({ HOST, PORT, MEDIA_LISTEN_IP, MEDIA_PORT, MEDIA_WORKERS }) {
	await mayListen(() => tryTcp(HOST, PORT), `TCP port ${PORT} on ${HOST}`, 'PORT', PORT + 1);
	if (MEDIA_PORT === 0) {
		return;
	}
	for (let port = MEDIA_PORT; port < MEDIA_PORT + MEDIA_WORKERS; port += 1) {
		const where = `on ${MEDIA_LISTEN_IP}, which carries the media,`;
		const other = MEDIA_PORT + 1000;
		await mayListen(() => tryUdp(MEDIA_LISTEN_IP, port), `UDP port ${port} ${where}`, 'MEDIA_PORT', other);
		await mayListen(() => tryTcp(MEDIA_LISTEN_IP, port), `TCP port ${port} ${where}`, 'MEDIA_PORT', other);
	}
}

/**
 * @param {string} host
 * @returns {Promise<number>} A TCP port that nobody listens on.
 */
export async function freePort(host) {
	return await tryTcp(host, 0);
}

/**
 * @param {() => Promise<number>} attempt
 * @param {string} what Begins the sentence.
 * @param {string} key The key of the configuration that chooses the port.
 * @param {number} other A port to propose.
 */
async function mayListen(attempt, what, key, other) {
	try {
		await attempt();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : String(error);
		const command = `${key}=${other} npm start`;
		if (code === 'EADDRINUSE') {
			throw new SetupError(
				`${what} is taken by another program, perhaps another npm start. ` +
					`Stop that program, or choose another port: ${command}`,
			);
		}
		if (code === 'EACCES') {
			throw new SetupError(
				`${what} may not be used by this user. Choose one from 1024 upwards: ${key}=${Math.max(other, 1024)} npm start`,
			);
		}
		if (code === 'EADDRNOTAVAIL') {
			throw new SetupError(
				`${what} cannot be used: this machine has no such address. Correct HOST or MEDIA_LISTEN_IP.`,
			);
		}
		throw error;
	}
}

/**
 * @param {string} host
 * @param {number} port
 */
async function tryTcp(host, port) {
	const server = net.createServer();
	server.listen({ host, port, exclusive: true });
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * @param {string} host
 * @param {number} port
 */
async function tryUdp(host, port) {
	const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
	socket.bind({ address: host, port, exclusive: true });
	await once(socket, 'listening');
	socket.close();
	await once(socket, 'close');
	return port;
}
