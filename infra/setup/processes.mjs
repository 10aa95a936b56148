// Starting programs and learning how they ended.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} Its exit code when all its output is read; 128 plus the signal's number as shells
 *   have it, or 127 when it could not be started.
 */
export function exitOf(child) {
	return new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', (code, signal) => {
			resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
		});
	});
}

/**
 * Collects what a program writes, for the case that it fails.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => string} The last 30 lines of both of its outputs.
 */
export function lastLines(child) {
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream
			?.setEncoding('utf8')
			.on('data', (/** @type {string} */ part) => (text = (text + part).slice(-20_000)));
	}
	return () => text.trim().split('\n').slice(-30).join('\n');
}

/**
 * Lets a child live and end with this process: it gets the signals that end this one.
 * @param {import('node:child_process').ChildProcess} child
 */
export function passSignals(child) {
	for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => child.kill(signal));
	}
	process.on('SIGINT', () => {
		// A terminal's Ctrl-C has reached the child as well, and for some programs a second one means "at once".
		if (!process.stdin.isTTY) {
			child.kill('SIGINT');
		}
	});
}

/**
 * @param {string} name
 * @returns {string | null} Path of the program on the PATH.
 */
export function which(name) {
	for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
		const file = path.join(folder, name);
		try {
			fs.accessSync(file, fs.constants.X_OK);
			if (folder !== '' && fs.statSync(file).isFile()) {
				return file;
			}
		} catch {
			// Not here.
		}
	}
	return null;
}
