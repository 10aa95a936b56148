// All checks of an installation, in the order of the report.
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { loadConfig, messageOf } from '../platform/index.ts';
import type { Config, Environment } from '../platform/index.ts';
import { checkAddress } from './address.ts';
import { checkClock } from './clock.ts';
import { ok, problem } from './finding.ts';
import type { Finding } from './finding.ts';
import { checkPorts } from './ports.ts';
import { checkFfmpeg, checkNode, checkWorker } from './programs.ts';
import { checkDatabase, checkPages, checkRecordings, checkRedis } from './storage.ts';
import { checkTls } from './tls.ts';

/** Never throws: whatever cannot be checked is a finding. */
export const examine = async (environment: Environment): Promise<Finding[]> => {
	const node = checkNode();
	let config: Config;
	try {
		config = loadConfig(environment);
	} catch (error) {
		return [
			node,
			problem('configuration', messageOf(error), 'Correct it; the README has a table of all keys.'),
		];
	}
	const read = ok('configuration', `good; mode ${config.MODE}, data in ${config.DATA_DIR}`);
	const serverRuns = await answers(config);
	const programs = [await checkWorker(), await checkFfmpeg(config.FFMPEG_PATH ?? 'ffmpeg')];
	const storage = [await checkDatabase(config.DATABASE_URL), await checkRecordings(config.RECORDINGS_DIR)];
	const redis = config.REDIS_URL === undefined ? [] : [await checkRedis(config.REDIS_URL)];
	const ports = await checkPorts(config, serverRuns);
	const [address, tls, clock] = await Promise.all([
		checkAddress(config, serverRuns),
		checkTls(config),
		checkClock(config),
	]);
	return [
		node,
		read,
		...programs,
		...storage,
		...redis,
		await checkPages(config),
		...ports,
		address,
		tls,
		clock,
	];
};

/** Whether a server of ours is running with this configuration. */
const answers = ({ HOST, PORT, TLS_CERT }: Config): Promise<boolean> =>
	new Promise((resolve) => {
		const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
		const options = { host, port: PORT, path: '/healthz', timeout: 3000, agent: false };
		const request =
			TLS_CERT === undefined ? httpGet(options) : httpsGet({ ...options, rejectUnauthorized: false });
		request.once('response', (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		});
		request.once('timeout', () => request.destroy());
		request.once('error', () => resolve(false));
	});
