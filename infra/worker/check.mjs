// Whether a worker is the one that the installed mediasoup package needs, without ever hanging on it.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { exitOf } from '../setup/processes.mjs';
import { nodeOfProject } from '../setup/paths.mjs';
import { mediasoupVersion } from './paths.mjs';
import { versionMark } from './recipe.mjs';

/**
 * @param {string} worker Path of a worker.
 * @param {number} [timeLimitMs] How long all requests together may take.
 * @returns {Promise<string | null>} What is wrong with it, as the end of a sentence that begins with the
 *   worker; null when it is good.
 */
export async function whatIsWrong(worker, timeLimitMs = 10_000) {
	if (!fs.statSync(worker, { throwIfNoEntry: false })?.isFile()) {
		return 'is not there';
	}
	try {
		fs.accessSync(worker, fs.constants.X_OK);
	} catch {
		return 'is not an executable file';
	}
	const needed = mediasoupVersion();
	const found = versionOf(worker);
	if (found !== null && found !== needed) {
		return `is of mediasoup ${found}, but the installed package is mediasoup ${needed}`;
	}
	const complaint = await probe(worker, timeLimitMs);
	return complaint === null
		? null
		: `does not work with the installed package mediasoup ${needed}: ${complaint}`;
}

/**
 * Whether the system can load it at all, which ends when a distribution's upgrade takes a shared library away.
 * @param {string} worker
 */
export function loads(worker) {
	// Without MEDIASOUP_VERSION in its environment a worker ends at once with this code.
	return spawnSync(worker, { env: {}, stdio: 'ignore', timeout: 60_000 }).status === 41;
}

/**
 * The worker itself does not know its version (Node tells it), so it is read from the mark that our own build
 * leaves in the binary, or from the npm package that the binary lies in.
 * @param {string} worker
 */
function versionOf(worker) {
	const text = fs.readFileSync(worker).toString('latin1');
	const marked = new RegExp(`${versionMark}([^;]+);`).exec(text)?.[1];
	if (marked !== undefined) {
		return marked;
	}
	const manifest = path.join(path.dirname(worker), '../../../package.json');
	const [, version] = fs.existsSync(manifest)
		? (/"name": "mediasoup",\s*"version": "([^"]+)"/.exec(fs.readFileSync(manifest, 'utf8')) ?? [])
		: [];
	return version ?? null;
}

/**
 * @param {string} worker
 * @param {number} timeLimitMs
 */
async function probe(worker, timeLimitMs) {
	const child = spawn(nodeOfProject(), [path.join(import.meta.dirname, 'probe.mjs'), String(timeLimitMs)], {
		env: { ...process.env, MEDIASOUP_WORKER_BIN: worker },
		stdio: ['ignore', 'ignore', 'pipe'],
		// A group of its own, so that a worker that hangs can be ended with it.
		detached: true,
	});
	let complaint = '';
	child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (complaint += text));
	const end = () => {
		try {
			process.kill(-(child.pid ?? NaN), 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	};
	// The probe counts from when it is loaded, which takes a busy machine a while.
	const timer = setTimeout(end, timeLimitMs + 30_000);
	process.once('exit', end);
	try {
		return (await exitOf(child)) === 0 ? null : summary(complaint);
	} finally {
		clearTimeout(timer);
		process.off('exit', end);
		end();
	}
}

/** @param {string} complaint Standard error of the probe. */
function summary(complaint) {
	const lines = complaint.split('\n').map((line) => line.trim());
	return (
		lines.find((line) => /did not answer|Error:/.test(line)) ??
		lines.find(Boolean) ??
		'it ended without a word'
	);
}
