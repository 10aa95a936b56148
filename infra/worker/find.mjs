// Finds the mediasoup worker, or makes it. In this order: MEDIASOUP_WORKER_BIN; the cache that all clones of a
// user share; mediasoup's own prebuilt download; a build from the npm package's source.
import fs from 'node:fs';
import path from 'node:path';
import { configuredPath } from '../setup/paths.mjs';
import { say, SetupError } from '../setup/say.mjs';
import { buildWorker } from './build.mjs';
import { loads, whatIsWrong } from './check.mjs';
import { lock } from './lock.mjs';
import { cachedWorker, cacheFolder, cacheKey, mediasoupVersion } from './paths.mjs';
import { downloadWorker } from './prebuilt.mjs';

/**
 * @param {object} options
 * @param {() => Promise<void>} options.beforeBuild Makes sure that compilers and libraries are there; called only
 *   when the worker has to be built.
 * @returns {Promise<string>} Absolute path of a worker that matches the installed package.
 */
export async function findWorker({ beforeBuild }) {
	const configured = configuredPath('MEDIASOUP_WORKER_BIN');
	if (configured !== undefined) {
		return await checkConfigured(path.resolve(configured));
	}
	const cached = cachedWorker();
	if (fs.existsSync(cached) && loads(cached)) {
		return cached;
	}
	fs.mkdirSync(cacheFolder(), { recursive: true });
	const held = await lock(path.join(cacheFolder(), 'lock'), () => {
		say('Another set-up on this machine is making the mediasoup worker; waiting for it.');
	});
	try {
		if (fs.existsSync(cached) && !loads(cached)) {
			say('The mediasoup worker that is kept for this machine does not start any more; making a new one.');
			fs.rmSync(path.dirname(cached), { recursive: true });
		}
		if (!fs.existsSync(cached)) {
			await make(beforeBuild, held.fd);
		}
		return cached;
	} finally {
		held.release();
	}
}

/** @param {string} worker */
async function checkConfigured(worker) {
	const wrong = await whatIsWrong(worker);
	if (wrong !== null) {
		throw new SetupError(
			`The mediasoup worker ${worker}, which MEDIASOUP_WORKER_BIN names, ${wrong}. ` +
				'Let MEDIASOUP_WORKER_BIN name a matching worker, or unset it and one will be found or built.',
		);
	}
	return worker;
}

/**
 * @param {() => Promise<void>} beforeBuild
 * @param {number} lockFd
 */
async function make(beforeBuild, lockFd) {
	const version = mediasoupVersion();
	say(`There is no worker of mediasoup ${version} for this machine yet; trying mediasoup's own download.`);
	const downloaded = await downloadWorker();
	if (downloaded !== null) {
		const wrong = await whatIsWrong(downloaded);
		if (wrong === null) {
			store(downloaded);
			say(`The mediasoup worker was downloaded and is kept in ${cachedWorker()}.`);
			return;
		}
		say(`The downloaded worker ${wrong}.`);
	}
	say('Building the mediasoup worker from its source: 3 to 15 minutes, once for this machine.');
	await beforeBuild();
	const folder = path.join(cacheFolder(), `building-${cacheKey()}`);
	const built = await buildWorker(folder, lockFd);
	const wrong = await whatIsWrong(built);
	if (wrong !== null) {
		throw new SetupError(`The mediasoup worker that was built ${wrong}. Its files are in ${folder}.`);
	}
	store(built);
	fs.rmSync(folder, { recursive: true, force: true });
	say(`The mediasoup worker is built and kept in ${cachedWorker()}.`);
}

/**
 * Puts a checked worker into the cache: whole or not at all, even if the power fails.
 * @param {string} worker
 */
function store(worker) {
	const target = path.dirname(cachedWorker());
	const part = fs.mkdtempSync(`${target}.part-`);
	const copy = path.join(part, 'mediasoup-worker');
	fs.copyFileSync(worker, copy);
	fs.chmodSync(copy, 0o755);
	const fd = fs.openSync(copy, 'r');
	fs.fsyncSync(fd);
	fs.closeSync(fd);
	fs.rmSync(target, { recursive: true, force: true });
	fs.renameSync(part, target);
}
