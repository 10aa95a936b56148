// The address that browsers are told to send media to: does what is sent there arrive here?
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { messageOf } from '../platform/index.ts';
import type { Config } from '../platform/index.ts';
import { ok, problem, warning } from './finding.ts';
import type { Finding } from './finding.ts';
import { listen } from './sockets.ts';
import type { Listener, Protocol } from './sockets.ts';

type AddressKeys = Pick<
	Config,
	'HOST' | 'PUBLIC_URL' | 'MEDIA_LISTEN_IP' | 'MEDIA_ANNOUNCED_ADDRESS' | 'MEDIA_PORT'
>;

const about = 'media address';
const limitMs = 2000;
const forward =
	'Forward the media ports to this machine in the router and open them in the firewall. ' +
	'Some routers never send back from inside: then try from a classroom.';

/**
 * Sends to the announced address from this machine, as a browser would, on the first media port. While our server has
 * that port it is only asked for a connection: what a browser sends by UDP, the server takes.
 */
export const checkAddress = async (config: AddressKeys, serverRuns: boolean): Promise<Finding> => {
	const announced = config.MEDIA_ANNOUNCED_ADDRESS ?? config.MEDIA_LISTEN_IP;
	if (announced === '0.0.0.0' || announced === '::') {
		const todo = 'Set MEDIA_ANNOUNCED_ADDRESS to the address under which browsers reach this machine.';
		return problem(about, `Browsers would be told to send media to ${announced}.`, todo);
	}
	let ip: string;
	try {
		ip = (await lookup(announced)).address;
	} catch (error) {
		return problem(
			about,
			`${announced} has no address: ${messageOf(error)}`,
			'Correct MEDIA_ANNOUNCED_ADDRESS.',
		);
	}
	if (isLoopback(ip)) return judgeLoopback(config, announced);
	const port = config.MEDIA_PORT;
	if (serverRuns && port !== 0) return judgeRunning(announced, await connects(ip, port));
	const arrived = {
		UDP: await arrives('UDP', config.MEDIA_LISTEN_IP, port, ip),
		TCP: await arrives('TCP', config.MEDIA_LISTEN_IP, port, ip),
	};
	return judge(announced, arrived);
};

export const isLoopback = (ip: string): boolean =>
	ip.startsWith('127.') || ip === '::1' || ip === 'localhost';

const judgeLoopback = ({ HOST, PUBLIC_URL }: AddressKeys, announced: string): Finding => {
	const host = PUBLIC_URL === undefined ? HOST : new URL(PUBLIC_URL).hostname;
	return isLoopback(host)
		? ok(about, `${announced}: browsers on this machine only`)
		: problem(
				about,
				`Browsers open ${host}, but are told to send media to ${announced}, which is their own machine.`,
				'Set MEDIA_LISTEN_IP and MEDIA_ANNOUNCED_ADDRESS, or start with npm start -- --lan.',
			);
};

export const judge = (announced: string, arrived: Readonly<Record<Protocol, boolean>>): Finding => {
	if (arrived.UDP && arrived.TCP) return ok(about, `what is sent to ${announced} by UDP and TCP arrives`);
	const lost = arrived.UDP ? 'TCP' : arrived.TCP ? 'UDP' : 'UDP and TCP';
	return warning(
		about,
		`What this machine sends to ${announced} by ${lost} does not come back to it.`,
		forward,
	);
};

const judgeRunning = (announced: string, connected: boolean): Finding =>
	connected
		? ok(about, `the running server answers at ${announced} by TCP`)
		: warning(about, `The running server does not answer at ${announced} by TCP.`, forward);

const connects = (host: string, port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const socket = connect({ host, port, timeout: limitMs });
		socket.once('connect', () => resolve(true));
		for (const event of ['error', 'timeout']) socket.once(event, () => resolve(false));
		for (const event of ['connect', 'error', 'timeout']) socket.once(event, () => socket.destroy());
	});

const arrives = async (protocol: Protocol, listenIp: string, port: number, ip: string): Promise<boolean> => {
	let listener: Listener;
	try {
		listener = await listen(protocol, listenIp, port);
	} catch {
		// The ports' own check says why.
		return false;
	}
	try {
		const text = randomUUID();
		const heard = listener.hears(text, limitMs);
		if (protocol === 'UDP') sendDatagram(text, ip, listener.port);
		else openConnection(ip, listener.port);
		return await heard;
	} finally {
		listener.close();
	}
};

const sendDatagram = (text: string, ip: string, port: number): void => {
	const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
	socket.send(text, port, ip, () => socket.close());
};

const openConnection = (host: string, port: number): void => {
	const socket = connect({ host, port, timeout: limitMs });
	for (const event of ['connect', 'error', 'timeout']) socket.once(event, () => socket.destroy());
};
