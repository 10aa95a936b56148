import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetupError } from './say.mjs';

export const root = path.resolve(import.meta.dirname, '../..');

/** @returns {string} What all clones of one user share. */
export function cacheRoot() {
	const base = process.env['XDG_CACHE_HOME'];
	// The XDG specification: an empty value is as good as none.
	const cache = base === undefined || base === '' ? path.join(os.homedir(), '.cache') : base;
	return path.join(cache, 'smart-cloud-classroom');
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
