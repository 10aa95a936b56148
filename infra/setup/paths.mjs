import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './say.mjs';

export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** @returns {string} What all clones of one user share. */
export function cacheRoot() {
	const base = process.env['XDG_CACHE_HOME'];
	// The XDG specification: an empty value is as good as none.
	const cache = base === undefined || base === '' ? path.join(os.homedir(), '.cache') : base;
	return path.join(cache, 'smart-cloud-classroom');
}

/**
 * A path that the operator has set: in the environment, or in the configuration file.
 * @param {'FFMPEG_PATH' | 'MEDIASOUP_WORKER_BIN'} key
 * @returns {string | undefined}
 */
export function configuredPath(key) {
	const own = process.env[key];
	const value = own === undefined || own === '' ? fromFile()[key] : own;
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns {Record<string, unknown>} */
function fromFile() {
	const file = path.resolve(root, process.env['CONFIG_FILE'] ?? 'classroom.config.json');
	try {
		/** @type {unknown} */
		const content = JSON.parse(fs.readFileSync(file, 'utf8'));
		return typeof content === 'object' && content !== null ? { ...content } : {};
	} catch {
		// There is none, or the server says what is wrong with it.
		return {};
	}
}

/**
 * @returns {string} The Node that all programs of the project run on: the pinned one of the npm packages, whatever
 *   Node the machine has; where there is none for the platform, the machine's own if it is new enough.
 */
export function nodeOfProject() {
	const pinned = path.join(root, 'node_modules/.bin/node');
	if (fs.existsSync(pinned)) {
		return pinned;
	}
	if (Number(process.versions.node.split('.')[0]) >= 24) {
		return process.execPath;
	}
	throw new SetupError(
		`There is no Node 24 package for ${process.platform} on ${process.arch}, and this is Node ` +
			`${process.versions.node}. Install Node 24 from https://nodejs.org and run this again.`,
	);
}
