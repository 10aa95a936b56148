// Debian packages: installed through apt where that is possible, otherwise named in the command to run.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { exitOf, lastLines, which } from './processes.mjs';
import { say, SetupError } from './say.mjs';

let updated = false;

/**
 * @param {readonly string[]} packages
 * @param {string} purpose Ends the sentence "… are needed to".
 * @returns {Promise<void>}
 */
export async function needPackages(packages, purpose) {
	const missing = missingPackages(packages);
	if (missing.length === 0) {
		return;
	}
	const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (which('apt-get') === null) {
		throw new SetupError(
			`These Debian packages, or what your system calls them, are needed to ${purpose}: ${missing.join(' ')}`,
		);
	}
	if (process.getuid?.() !== 0) {
		throw new SetupError(
			`Some Debian packages are needed to ${purpose}. Install them with this command and run this again:\n` +
				`  sudo sh -c '${command}'`,
		);
	}
	say(`Installing Debian packages, which are needed to ${purpose}: ${missing.join(' ')}.`);
	await withoutStartingServices(() => install(missing, command));
}

/** @param {readonly string[]} packages */
function missingPackages(packages) {
	const query = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n', ...packages], {
		encoding: 'utf8',
	});
	if (query.error !== undefined) {
		return [...packages];
	}
	const installed = new Set(
		query.stdout
			.split('\n')
			.filter((line) => line.includes(' ii'))
			.map((line) => line.split(' ')[0]),
	);
	return packages.filter((name) => !installed.has(name));
}

/**
 * @param {string[]} packages
 * @param {string} command The same by hand, for the error.
 */
async function install(packages, command) {
	if (!updated) {
		updated = true;
		say("Reading Debian's package lists.");
		await apt(['update']);
	}
	const { code, text } = await apt(['install', '-y', '--no-install-recommends', ...packages]);
	if (code !== 0) {
		throw new SetupError(
			`apt-get could not install ${packages.join(' ')}. It said:\n${text}\n` +
				`Once that is put right, run this again, or by hand: ${command}`,
		);
	}
}

const lockWaitMs = 300_000;
const askAgainMs = 2000;

/**
 * apt-get waits for the lock of dpkg when told to, but not for those of its package lists and downloads, which a machine
 * that has just started takes for its own updates.
 * @param {string[]} args
 */
async function apt(args) {
	const limit = Date.now() + lockWaitMs;
	for (let attempt = 1; ; attempt += 1) {
		const ended = await aptOnce(args);
		const isLocked = /^E: (Could not get lock|Unable to (lock|acquire))/m.test(ended.text);
		if (ended.code === 0 || !isLocked || Date.now() > limit) {
			return ended;
		}
		if (attempt === 1) {
			say('Another program is using apt; waiting for it.');
		}
		await wait(askAgainMs);
	}
}

/** @param {string[]} args */
async function aptOnce(args) {
	const child = spawn(
		'apt-get',
		['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2', ...args],
		{
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	const text = lastLines(child);
	reportProgress(child.stdout);
	return { code: await exitOf(child), text: text() };
}

/** @param {import('node:stream').Readable} output */
function reportProgress(output) {
	let total = 0;
	/** How many packages each step has done; dpkg says so in these words. */
	const steps = { 'Get:': 0, 'Unpacking ': 0, 'Setting up ': 0 };
	let said = Date.now();
	readline.createInterface({ input: output }).on('line', (line) => {
		total = Number(/ (\d+) newly installed/.exec(line)?.[1] ?? total);
		for (const step of /** @type {const} */ (['Get:', 'Unpacking ', 'Setting up '])) {
			steps[step] += line.startsWith(step) ? 1 : 0;
		}
		if (total > 0 && Date.now() - said >= 5000) {
			said = Date.now();
			const { 'Get:': fetched, 'Unpacking ': unpacked, 'Setting up ': installed } = steps;
			say(`of ${total} packages downloaded ${fetched}, unpacked ${unpacked}, installed ${installed}`);
		}
	});
}

const policyFile = '/usr/sbin/policy-rc.d';

/**
 * PostgreSQL and Redis come with services that Debian starts at once. Nobody asked for those: the tests start
 * servers of their own. Debian asks this file before it starts a service.
 * @param {() => Promise<void>} work
 */
async function withoutStartingServices(work) {
	if (fs.existsSync(policyFile)) {
		await work();
		return;
	}
	fs.writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	const remove = () => fs.rmSync(policyFile, { force: true });
	process.once('exit', remove);
	try {
		await work();
	} finally {
		process.off('exit', remove);
		remove();
	}
}
