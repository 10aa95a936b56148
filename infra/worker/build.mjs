// Builds the worker from the source in mediasoup's npm package. The build folder stands beside the result, is
// under a lock, and is continued if a build was cut off: ninja trusts only files it has logged as done.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { endAtExit, exitOf } from '../setup/processes.mjs';
import { say, SetupError } from '../setup/say.mjs';
import { mediasoupFolder, mediasoupVersion } from './paths.mjs';
import * as recipe from './recipe.mjs';

/**
 * @param {string} folder Build folder; kept when the build fails or is killed.
 * @param {number} lockFd Inherited by the compilers, see lock.mjs.
 * @returns {Promise<string>} Path of the new binary inside `folder`.
 */
export async function buildWorker(folder, lockFd) {
	const continued = fs.existsSync(path.join(folder, '.ninja_log'));
	try {
		return await build(folder, lockFd);
	} catch (error) {
		if (!continued) {
			throw error;
		}
		// A power cut can leave files that are logged but empty: once more from nothing.
		say('Continuing the earlier build failed; starting it afresh.');
		fs.rmSync(folder, { recursive: true, force: true });
		return await build(folder, lockFd);
	}
}

/**
 * @param {string} folder
 * @param {number} lockFd
 */
async function build(folder, lockFd) {
	const version = mediasoupVersion();
	prepare(folder);
	const files = recipe.sourceFiles(path.join(mediasoupFolder, 'worker'));
	write(folder, 'pch.hpp', recipe.precompiledHeader());
	write(folder, 'version.cpp', recipe.versionFile(version));
	write(folder, 'build.ninja', recipe.ninjaFile(files, version));
	for (const file of files) {
		fs.mkdirSync(path.join(folder, 'objects', path.dirname(file)), { recursive: true });
	}
	// Besides the sources: the precompiled header and the version. Linking is not counted.
	await ninja(folder, lockFd, files.length + 2);
	return path.join(folder, 'mediasoup-worker');
}

/**
 * Copies the sources and makes the headers from the schemas, once for a folder: `prepared` is written last.
 * @param {string} folder
 */
function prepare(folder) {
	const mark = path.join(folder, 'prepared');
	if (fs.existsSync(mark)) {
		return;
	}
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	for (const part of recipe.sourceFolders) {
		fs.cpSync(path.join(mediasoupFolder, 'worker', part), path.join(folder, 'source', part), {
			recursive: true,
		});
	}
	fs.cpSync(path.join(import.meta.dirname, 'shim'), path.join(folder, 'shim'), { recursive: true });
	const schemas = fs.readdirSync(path.join(folder, 'source/fbs')).filter((name) => name.endsWith('.fbs'));
	const flatc = spawnSync(
		'flatc',
		[...recipe.flatcArguments, ...schemas.map((name) => `source/fbs/${name}`)],
		{
			cwd: folder,
			encoding: 'utf8',
		},
	);
	if (flatc.status !== 0) {
		throw new SetupError(
			`The schemas of mediasoup could not be compiled: ${flatc.error?.message ?? flatc.stderr}`,
		);
	}
	write(folder, 'prepared', '');
}

/**
 * Leaves a file with the right text alone, because ninja goes by modification times.
 * @param {string} folder
 * @param {string} name
 * @param {string} text
 */
function write(folder, name, text) {
	const file = path.join(folder, name);
	if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
		fs.writeFileSync(file, text);
	}
}

/**
 * @param {string} folder
 * @param {number} lockFd
 * @param {number} total Number of files to compile in a build from nothing.
 */
async function ninja(folder, lockFd, total) {
	const child = spawn('ninja', ['-j', String(jobs())], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'inherit', lockFd],
		env: { ...process.env, NINJA_STATUS: '%f/%t ' },
	});
	endAtExit(child);
	/** @type {string[]} */
	const complaints = [];
	if (child.stdout !== null) {
		reportProgress(child.stdout, total, complaints);
	}
	if ((await exitOf(child)) !== 0) {
		throw new SetupError(
			`Building mediasoup's worker failed. The last lines were:\n${complaints.slice(-20).join('\n')}`,
		);
	}
}

/**
 * @param {import('node:stream').Readable} output
 * @param {number} total
 * @param {string[]} complaints Receives the lines that are not progress.
 */
function reportProgress(output, total, complaints) {
	let said = 0;
	readline.createInterface({ input: output }).on('line', (line) => {
		const [, finished, all] = /^(\d+)\/(\d+) /.exec(line) ?? [];
		if (finished === undefined || all === undefined) {
			complaints.push(line);
			return;
		}
		// ninja counts what is left to do and the linking; the reader wants all files.
		const done = Math.min(total, total + 1 - Number(all) + Number(finished));
		const now = Date.now();
		if (now - said >= 5000 || done === total) {
			said = now;
			say(`built ${done} of ${total} files`);
		}
	});
}

/** One compiler a core, and 1 GB of memory for each. */
function jobs() {
	return Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.totalmem() / 1e9)));
}
