// Where mediasoup's package lies, which version it is, and where its worker is kept between set-ups.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheRoot, root } from '../setup/paths.mjs';

export const mediasoupFolder = path.join(root, 'node_modules/mediasoup');

/** @returns {string} The version of the installed mediasoup package. */
export function mediasoupVersion() {
	/** @type {unknown} */
	const manifest = JSON.parse(fs.readFileSync(path.join(mediasoupFolder, 'package.json'), 'utf8'));
	if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
		return String(manifest.version);
	}
	throw new Error('node_modules/mediasoup/package.json has no version');
}

/** @returns {string} The folder that all clones of one user share. */
export function cacheFolder() {
	return path.join(cacheRoot(), 'mediasoup-worker');
}

/**
 * What the binary depends on besides mediasoup's own source: the files of this folder that make it, and the
 * distribution whose shared libraries it is linked with.
 * @returns {string} 12 hexadecimal digits
 */
export function recipeHash() {
	const hash = crypto.createHash('sha256');
	const folder = import.meta.dirname;
	for (const file of ['recipe.mjs', 'shim/srtp.h', 'shim/ankerl/unordered_dense.h', 'shim/openssl/bio.h']) {
		hash.update(file).update(fs.readFileSync(path.join(folder, file)));
	}
	hash.update(distribution());
	return hash.digest('hex').slice(0, 12);
}

/** @returns {string} The names under which a worker for this package, machine and recipe is kept. */
export function cacheKey() {
	return `${mediasoupVersion()}-${process.platform}-${process.arch}-${recipeHash()}`;
}

/** @returns {string} Where the worker of this package, machine and recipe is kept. */
export function cachedWorker() {
	return path.join(cacheFolder(), cacheKey(), 'mediasoup-worker');
}

function distribution() {
	try {
		const text = fs.readFileSync('/etc/os-release', 'utf8');
		return text
			.split('\n')
			.filter((line) => /^(ID|VERSION_ID)=/.test(line))
			.join(' ');
	} catch {
		return os.release();
	}
}
