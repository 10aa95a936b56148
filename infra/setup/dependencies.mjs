// The npm packages. Their own install scripts do not run: two of them download from a site that closed networks
// swallow, without a time-out, and one of these then wants to compile with Python packages from yet another site.
// What the scripts are for is done here and in infra/worker, each step with a time-out and a way round it. The
// others need no script: their binaries come inside packages.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { endAtExit, exitOf, lastLines } from './processes.mjs';
import { root } from './paths.mjs';
import { say, SetupError } from './say.mjs';

// Inside node_modules, so that it goes when that goes, and written last.
const mark = path.join(root, 'node_modules/.set-up');

/** @returns {boolean} Whether node_modules is what package-lock.json says, completely. */
export function dependenciesInstalled() {
	return fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === lockHash();
}

/**
 * @param {number} lockFd Inherited by npm, so that no other set-up begins while npm works.
 */
export async function installDependencies(lockFd) {
	checkVersions();
	say('Installing the npm packages that package-lock.json names; this takes a minute or two.');
	// What npm has in its cache it need not ask the registry about again: the lockfile says what is wanted. Only
	// what it knows of a package may be too old to have the wanted version.
	const { code, text } = await npmCi(['--prefer-offline'], lockFd);
	if (code === 0) {
		return;
	}
	const again = /ETARGET|EINTEGRITY|ENOTCACHED|E404/.test(text) ? await npmCi([], lockFd) : { code, text };
	if (again.code !== 0) {
		throw new SetupError(
			`npm could not install the packages. It said:\n${again.text}\n` +
				'Is the npm registry reachable (npm ping)? Once it is, run this again; it starts afresh.',
		);
	}
}

/**
 * @param {string[]} more
 * @param {number} lockFd
 */
async function npmCi(more, lockFd) {
	const npm = process.env['npm_execpath'];
	const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
	const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
	const child = spawn(command, [...before, ...args, '--loglevel=error', ...more], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe', lockFd],
	});
	endAtExit(child);
	const text = lastLines(child);
	const begun = Date.now();
	const timer = setInterval(() => {
		say(`still installing npm packages, ${Math.round((Date.now() - begun) / 1000)} s so far`);
	}, 15_000);
	const code = await exitOf(child);
	clearInterval(timer);
	return { code, text: text() };
}

/** To be called when all that belongs into node_modules is in it. */
export function markInstalled() {
	fs.writeFileSync(mark, lockHash());
}

function lockHash() {
	const text = fs.readFileSync(path.join(root, 'package-lock.json'));
	return `${process.platform}-${process.arch} ${crypto.createHash('sha256').update(text).digest('hex')}\n`;
}

function checkVersions() {
	const node = Number(process.versions.node.split('.')[0]);
	if (node < 20) {
		throw new SetupError(
			`This is Node ${process.versions.node}; the set-up needs Node 20 or later. Install it from https://nodejs.org.`,
		);
	}
	const npm = /npm\/(\d+)/.exec(process.env['npm_config_user_agent'] ?? '')?.[1];
	if (npm !== undefined && Number(npm) < 10) {
		throw new SetupError(`This is npm ${npm}; the set-up needs npm 10 or later: npm install --global npm@11`);
	}
}
