// `npm start`: the set-up, the pages, then the server and the recorder, each started again when it dies. With
// `-- --lan` for the local network.
import crypto from 'node:crypto';
import https from 'node:https';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { buildClient } from './client.mjs';
import { localUrl, readConfiguration } from './configuration.mjs';
import { lanEnvironment } from './lan.mjs';
import { root } from './paths.mjs';
import { checkPorts, freePort } from './ports.mjs';
import { onRequestToEnd } from './processes.mjs';
import { fail, say, SetupError } from './say.mjs';
import { setUp } from './setup.mjs';
import { supervise } from './supervise.mjs';

/** A server that dies this often without ever having been ready has something wrong that waiting does not cure. */
const mostDeathsBeforeReady = 5;

try {
	await start(parseArguments(process.argv.slice(2)));
} catch (error) {
	fail(error);
}

/** @param {string[]} args */
function parseArguments(args) {
	const unknown = args.find((each) => each !== '--lan');
	if (unknown !== undefined) {
		throw new SetupError(`npm start knows only --lan (npm start -- --lan), not ${unknown}.`);
	}
	return { lan: args.includes('--lan') };
}

/** @param {{ lan: boolean }} options */
async function start({ lan }) {
	const tools = await setUp();
	const { environment, recorderEnvironment, configuration } = await configure(tools, lan);
	await checkPorts(configuration);
	await buildClient(tools);
	const program = { node: tools.node, cwd: root };
	const server = supervise({ ...program, name: 'server', file: 'server/src/main.ts', environment });
	/** @type {import('./supervise.mjs').Supervised[]} */
	const running = [server];
	const stop = new AbortController();
	onRequestToEnd(() => {
		if (!stop.signal.aborted) {
			say('Stopping the server and the recorder; they have 10 s to finish.');
			stop.abort();
		}
	});
	try {
		await announceWhenReady(configuration, server.deaths, lan, stop.signal);
		running.push(
			supervise({
				...program,
				name: 'recorder',
				file: 'recorder/src/main.ts',
				environment: recorderEnvironment,
			}),
		);
		await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
	} catch (error) {
		if (!stop.signal.aborted) {
			fail(error);
		}
	}
	await Promise.all(running.map((each) => each.stop()));
	process.exit();
}

/**
 * @param {import('./setup.mjs').Tools} tools
 * @param {boolean} lan
 */
async function configure({ node, environment }, lan) {
	const plain = readConfiguration(node, environment);
	const PORT = plain.PORT === 0 ? await freePort(plain.HOST) : plain.PORT;
	const complete = {
		...environment,
		PORT: String(PORT),
		...(lan ? await lanEnvironment({ ...plain, PORT }) : {}),
		RECORDER_TOKEN: plain.RECORDER_TOKEN ?? crypto.randomBytes(32).toString('hex'),
	};
	const configuration = readConfiguration(node, complete);
	return { configuration, environment: complete, recorderEnvironment: forRecorder(complete, configuration) };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {import('./configuration.mjs').Configuration} configuration
 * @returns {NodeJS.ProcessEnv}
 */
function forRecorder(environment, configuration) {
	const { PUBLIC_URL, TLS_CERT, SERVER_URL } = configuration;
	const local = localUrl(configuration);
	return TLS_CERT === undefined
		? { ...environment, SERVER_URL: SERVER_URL ?? local }
		: {
				...environment,
				// A certificate is for names and addresses, which the local address need not be among.
				SERVER_URL: SERVER_URL ?? PUBLIC_URL ?? local,
				// No authority has signed the certificate that --lan makes.
				NODE_EXTRA_CA_CERTS: TLS_CERT,
			};
}

/**
 * @param {import('./configuration.mjs').Configuration} configuration
 * @param {() => number} deaths
 * @param {boolean} lan
 * @param {AbortSignal} signal
 */
async function announceWhenReady(configuration, deaths, lan, signal) {
	const local = localUrl(configuration);
	while (!(await answers(`${local}/readyz`))) {
		if (deaths() >= mostDeathsBeforeReady) {
			throw new SetupError(
				`The server ended ${deaths()} times before it was ready. Its last lines above say why; npm run doctor checks the rest.`,
			);
		}
		await wait(300, undefined, { signal });
	}
	const url = configuration.PUBLIC_URL ?? local;
	say(`The smart cloud classroom is running. Open ${url} in a browser; Ctrl-C here stops it.`);
	if (lan) {
		say(`The classrooms open ${url} too. Their browsers warn once about the certificate: continue there.`);
		if (configuration.MODE === 'demo') {
			say(
				'This is the demonstration: everybody on the network can sign in as anybody. For real use: MODE=production.',
			);
		}
	}
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} Whether it answers 200.
 */
function answers(url) {
	return new Promise((resolve) => {
		const options = { timeout: 5000, agent: false };
		/** @param {http.IncomingMessage} response */
		const receive = (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		};
		const request = url.startsWith('https:')
			? // Our own machine and our own certificate, whatever name it is for.
				https.get(url, { ...options, rejectUnauthorized: false }, receive)
			: http.get(url, options, receive);
		request.on('timeout', () => request.destroy());
		request.on('error', () => resolve(false));
	});
}
