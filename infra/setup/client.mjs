// Builds the client into client/dist when its sources have changed since. The new build is made beside and put in
// place by renaming, so that a build that is cut off leaves the old one.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lock } from '../worker/lock.mjs';
import { cacheRoot, root } from './paths.mjs';
import { endAtExit, exitOf, lastLines } from './processes.mjs';
import { fail, say, SetupError } from './say.mjs';
import { setUp } from './setup.mjs';

const target = path.join(root, 'client/dist');
const mark = path.join(target, '.sources');
const sources = ['client', 'server/protocol', 'package-lock.json', 'tsconfig.json'];

/** @param {import('./setup.mjs').Tools} tools */
export async function buildClient(tools) {
	if (isBuilt()) {
		return;
	}
	fs.mkdirSync(cacheRoot(), { recursive: true });
	const clone = crypto.createHash('sha256').update(root).digest('hex').slice(0, 12);
	const held = await lock(path.join(cacheRoot(), `client-${clone}.lock`), () => {
		say('Another build of the client is running; waiting for it.');
	});
	try {
		if (!isBuilt()) {
			await build(tools);
		}
	} finally {
		held.release();
	}
}

function isBuilt() {
	return marked() === sourcesHash();
}

function marked() {
	try {
		return fs.readFileSync(mark, 'utf8');
	} catch {
		// There is no build, or another process is just putting a new one in its place.
		return null;
	}
}

/** @param {import('./setup.mjs').Tools} tools */
async function build({ node, environment }) {
	say('Building the pages (about a quarter of a minute).');
	const hash = sourcesHash();
	const part = path.join(root, 'node_modules/.client-build');
	fs.rmSync(part, { recursive: true, force: true });
	const vite = spawn(
		node,
		[path.join(root, 'node_modules/vite/bin/vite.js'), 'build', 'client', '--outDir', part, '--emptyOutDir'],
		{ cwd: root, env: { ...environment, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	endAtExit(vite);
	const text = lastLines(vite);
	if ((await exitOf(vite)) !== 0) {
		throw new SetupError(`The pages could not be built. vite said:\n${text()}`);
	}
	fs.writeFileSync(path.join(part, '.sources'), hash);
	fs.rmSync(target, { recursive: true, force: true });
	fs.renameSync(part, target);
}

function sourcesHash() {
	const hash = crypto.createHash('sha256');
	for (const source of sources) {
		for (const file of filesUnder(path.join(root, source))) {
			hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
		}
	}
	return hash.digest('hex');
}

/**
 * @param {string} file A file or folder.
 * @returns {string[]} The source files at or below it, in a fixed order.
 */
function filesUnder(file) {
	if (fs.statSync(file).isFile()) {
		return /\.test\.tsx?$/.test(file) ? [] : [file];
	}
	return fs
		.readdirSync(file)
		.filter((name) => name !== 'dist' && name !== 'node_modules')
		.sort()
		.flatMap((name) => filesUnder(path.join(file, name)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	try {
		await buildClient(await setUp());
		say('The pages are built: client/dist.');
	} catch (error) {
		fail(error);
	}
}
