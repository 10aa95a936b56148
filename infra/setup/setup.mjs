// `npm run setup`, and the beginning of every other npm script: makes all that the programs need, says what it
// does, and does nothing that is done already. Runs on Node 20 before any package is installed.
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findWorker } from '../worker/find.mjs';
import { lock } from '../worker/lock.mjs';
import { buildPackages } from '../worker/recipe.mjs';
import { needPackages } from './debian.mjs';
import { dependenciesInstalled, installDependencies, markInstalled } from './dependencies.mjs';
import { downloadStaticFfmpeg, findFfmpeg } from './ffmpeg.mjs';
import { cacheRoot, nodeOfProject, root } from './paths.mjs';
import { onRequestToEnd, which } from './processes.mjs';
import { fail, say } from './say.mjs';

/**
 * @typedef {object} Tools
 * @property {string} node Path of Node 24.
 * @property {NodeJS.ProcessEnv} environment This process's, with MEDIASOUP_WORKER_BIN and FFMPEG_PATH set and
 *   the packages' programs first on the PATH.
 */

/**
 * @param {{ forTests?: boolean }} [options] `forTests`: also what only `npm test` needs.
 * @returns {Promise<Tools>}
 */
export async function setUp({ forTests = false } = {}) {
	// Ordinarily a signal ends Node at once; this way what was started for the set-up ends as well.
	const asBefore = onRequestToEnd(() => process.exit(130));
	try {
		return await makeEverything(forTests);
	} finally {
		asBefore();
	}
}

/**
 * @param {boolean} forTests
 * @returns {Promise<Tools>}
 */
async function makeEverything(forTests) {
	await packages();
	const worker = await findWorker({
		beforeBuild: () => needPackages(buildPackages, "build mediasoup's worker"),
	});
	const ffmpeg = await findFfmpeg();
	if (forTests) {
		await testPrograms();
	}
	return {
		node: nodeOfProject(),
		environment: {
			...process.env,
			PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
			MEDIASOUP_WORKER_BIN: worker,
			FFMPEG_PATH: ffmpeg,
		},
	};
}

async function packages() {
	if (dependenciesInstalled()) {
		return;
	}
	fs.mkdirSync(cacheRoot(), { recursive: true });
	const clone = crypto.createHash('sha256').update(root).digest('hex').slice(0, 12);
	const held = await lock(path.join(cacheRoot(), `packages-${clone}.lock`), () => {
		say('Another set-up of this folder is running; waiting for it.');
	});
	try {
		if (!dependenciesInstalled()) {
			await installDependencies(held.fd);
			await downloadStaticFfmpeg();
			markInstalled();
		}
	} finally {
		held.release();
	}
}

/** Debian keeps each version's programs off the PATH; the clients alone have such a folder too. */
function hasPostgres() {
	const versions = '/usr/lib/postgresql';
	const installed = fs.existsSync(versions) ? fs.readdirSync(versions) : [];
	return (
		which('postgres') !== null ||
		installed.some((version) => fs.existsSync(path.join(versions, version, 'bin/postgres')))
	);
}

/**
 * Chromium with Chinese fonts, PostgreSQL and Redis, which the tests start on random ports; ffmpeg and ffprobe, by which
 * they judge recordings, whatever ffmpeg makes these.
 */
async function testPrograms() {
	const chinese = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
	const missing = [
		which('chromium') === null ? ['chromium'] : [],
		chinese.error !== undefined || chinese.stdout === '' ? ['fonts-noto-cjk', 'fontconfig'] : [],
		hasPostgres() ? [] : ['postgresql'],
		which('redis-server') === null ? ['redis-server'] : [],
		which('ffmpeg') === null || which('ffprobe') === null ? ['ffmpeg'] : [],
		// Bad networks are made of network namespaces, which only root may have; without, those tests are left out.
		process.getuid?.() === 0 && which('ip') === null ? ['iproute2'] : [],
		process.getuid?.() === 0 && which('iptables') === null ? ['iptables'] : [],
	].flat();
	await needPackages(missing, 'run the tests');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	setUp({ forTests: process.argv.includes('--for-tests') }).then(
		({ environment }) => {
			say(`Everything is set up. Worker: ${environment['MEDIASOUP_WORKER_BIN'] ?? ''}.`);
			say(`ffmpeg: ${environment['FFMPEG_PATH'] ?? ''}. Start with: npm start`);
		},
		(/** @type {unknown} */ error) => fail(error),
	);
}
