// mediasoup's own download of a prebuilt worker, through the install step of its package. On its own that step
// waits without limit for a site that closed networks swallow, and then asks Python to build: so the site is
// tried first, with a short time-out, and Python is kept out of it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { exitOf } from '../setup/processes.mjs';
import { say } from '../setup/say.mjs';
import { nodeOfProject } from '../setup/paths.mjs';
import { mediasoupFolder } from './paths.mjs';

const connectLimitMs = 4000;
const downloadLimitMs = 120_000;

/** @returns {Promise<string | null>} Path of the downloaded worker, or null where there is none to be had. */
export async function downloadWorker() {
	const site = process.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ?? 'https://github.com';
	if (!(await reachable(site))) {
		say(`${new URL(site).host} cannot be reached from here, so there is no download.`);
		return null;
	}
	const worker = path.join(mediasoupFolder, 'worker/out/Release/mediasoup-worker');
	const child = spawn(nodeOfProject(), ['npm-scripts.mjs', 'postinstall'], {
		cwd: mediasoupFolder,
		// With this as Python its fall-back, a build with packages from several sites, ends at once.
		env: { ...process.env, PYTHON: 'false' },
		stdio: 'ignore',
		timeout: downloadLimitMs,
		killSignal: 'SIGKILL',
	});
	if ((await exitOf(child)) === 0 && fs.existsSync(worker)) {
		return worker;
	}
	fs.rmSync(path.join(mediasoupFolder, 'worker/out'), { recursive: true, force: true });
	say('There is no prebuilt worker to be had for this machine.');
	return null;
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} Whether the site answers anything within a few seconds.
 */
export async function reachable(url) {
	try {
		await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(connectLimitMs) });
		return true;
	} catch {
		return false;
	}
}
