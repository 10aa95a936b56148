// The web server's port and the media ports: free, or held by our own running server.
import type { Config } from '../platform/index.ts';
import { ok, problem } from './finding.ts';
import type { Finding } from './finding.ts';
import { errorCode, listen } from './sockets.ts';
import type { Protocol } from './sockets.ts';

type PortKeys = Pick<Config, 'HOST' | 'PORT' | 'MEDIA_LISTEN_IP' | 'MEDIA_PORT' | 'MEDIA_WORKERS'>;

export const checkPorts = async (config: PortKeys, serverRuns: boolean): Promise<Finding[]> => [
	await checkWebPort(config, serverRuns),
	await checkMediaPorts(config, serverRuns),
];

const checkWebPort = async ({ HOST, PORT }: PortKeys, serverRuns: boolean): Promise<Finding> => {
	const about = 'web port';
	if (serverRuns) return ok(about, `the server is running on TCP port ${PORT}`);
	const wrong = await whyNot('TCP', HOST, PORT);
	return wrong === null
		? ok(about, `TCP port ${PORT} on ${HOST} is free`)
		: problem(about, wrong, `Stop the program that uses it, or choose another: PORT=${PORT + 1}`);
};

const checkMediaPorts = async (config: PortKeys, serverRuns: boolean): Promise<Finding> => {
	const about = 'media ports';
	const { MEDIA_LISTEN_IP: ip, MEDIA_PORT: first, MEDIA_WORKERS: count } = config;
	if (first === 0) return ok(about, 'any free ports are taken (MEDIA_PORT is 0)');
	const range = count === 1 ? `port ${first}` : `ports ${first} to ${first + count - 1}`;
	if (serverRuns) return ok(about, `UDP and TCP ${range} on ${ip} are the running server's`);
	for (let port = first; port < first + count; port += 1) {
		for (const protocol of ['UDP', 'TCP'] as const) {
			const wrong = await whyNot(protocol, ip, port);
			if (wrong !== null) {
				const todo = `Stop the program that uses it, or choose others: MEDIA_PORT=${first + 1000}`;
				return problem(about, wrong, todo);
			}
		}
	}
	return ok(about, `UDP and TCP ${range} on ${ip} are free`);
};

const whyNot = async (protocol: Protocol, ip: string, port: number): Promise<string | null> => {
	try {
		(await listen(protocol, ip, port)).close();
		return null;
	} catch (error) {
		const code = errorCode(error);
		if (code === 'EADDRINUSE') return `${protocol} port ${port} on ${ip} is taken by another program.`;
		if (code === 'EADDRNOTAVAIL') return `This machine has no address ${ip}.`;
		return `${protocol} port ${port} on ${ip} cannot be used: ${code}.`;
	}
};
