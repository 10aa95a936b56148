// The configuration as the supervisor needs it, and what `--lan` makes of it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './paths.mjs';
import { SetupError } from './say.mjs';

/**
 * @typedef {object} Configuration The keys of server/src/platform/configKeys.ts that matter for starting.
 * @property {'demo' | 'production'} MODE
 * @property {string} HOST
 * @property {number} PORT
 * @property {string} [PUBLIC_URL]
 * @property {string} [TLS_CERT]
 * @property {string} DATA_DIR
 * @property {string} MEDIA_LISTEN_IP
 * @property {string} [MEDIA_ANNOUNCED_ADDRESS]
 * @property {number} MEDIA_PORT
 * @property {number} MEDIA_WORKERS
 * @property {string} [RECORDER_TOKEN]
 * @property {string} [SERVER_URL]
 */

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Configuration}
 */
export function readConfiguration(node, environment) {
	const reader = spawnSync(node, [path.join(import.meta.dirname, 'readConfiguration.ts')], {
		cwd: root,
		env: environment,
		encoding: 'utf8',
	});
	if (reader.status !== 0) {
		throw new SetupError(`The configuration cannot be used. ${reader.stderr.trim() || String(reader.error)}`);
	}
	/** @type {(text: string) => Configuration} */
	const parse = JSON.parse;
	return parse(reader.stdout);
}

/**
 * @param {Configuration} configuration
 * @returns {string} Where this machine itself reaches the server.
 */
export function localUrl({ HOST, PORT, TLS_CERT }) {
	const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST;
	return `${TLS_CERT === undefined ? 'http' : 'https'}://${host}:${PORT}`;
}
