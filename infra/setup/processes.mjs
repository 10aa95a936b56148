// Starting programs and learning how they ended.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {'close' | 'exit'} [event] `close`: when all its output is read; `exit`: even if a process that it has left
 *   behind may still write.
 * @returns {Promise<number>} Its exit code; 128 plus the signal's number as shells
 *   have it, or 127 when it could not be started.
 */
export function exitOf(child, event = 'close') {
	return new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once(event, (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
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
 * Calls back when somebody wants this process to end: by a signal, or by ending the npm that started it.
 * @param {(signal: NodeJS.Signals) => void} callback May be called more than once.
 * @returns {() => void} Takes the callback away.
 */
export function onRequestToEnd(callback) {
	const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
	for (const signal of signals) {
		process.on(signal, callback);
	}
	// A killed npm takes no script with it.
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.env['npm_lifecycle_event'] !== undefined && process.ppid !== parent) {
			clearInterval(timer);
			callback('SIGTERM');
		}
	}, 500);
	timer.unref();
	return () => {
		clearInterval(timer);
		for (const signal of signals) {
			process.off(signal, callback);
		}
	};
}

/**
 * Ends a child when this process exits.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endAtExit(child) {
	const end = () => child.kill('SIGTERM');
	process.once('exit', end);
	child.once('exit', () => process.off('exit', end));
}

/**
 * Lets a child live and end with this process: it gets the signals that end this one.
 * @param {import('node:child_process').ChildProcess} child
 */
export function passSignals(child) {
	onRequestToEnd((signal) => {
		// A terminal's Ctrl-C has reached the child as well, and for some programs a second one means "at once".
		if (signal !== 'SIGINT' || !process.stdin.isTTY) {
			child.kill(signal);
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

/**
 * Signals a child that was started as the leader of its own process group, and all it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} Whether any process of its group is left.
 */
export function signalGroup(child, signal) {
	try {
		return child.pid !== undefined && process.kill(-child.pid, signal);
	} catch {
		return false;
	}
}

/**
 * @param {import('node:child_process').ChildProcess} child Started as the leader of its own process group.
 * @returns {boolean} Whether any process of its group still runs. Where nobody collects the orphans (many containers),
 *   ended ones stay in the system's table for ever; they do not count.
 */
export function groupRuns(child) {
	return signalGroup(child, 0) && (process.platform !== 'linux' || hasRunningMember(child.pid ?? 0));
}

/** @param {number} group */
function hasRunningMember(group) {
	return fs.readdirSync('/proc').some((name) => {
		if (!/^\d+$/.test(name)) {
			return false;
		}
		try {
			const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
			// After the name, which may have any character: state, parent, group (proc(5)).
			const [state, , memberOf] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			return Number(memberOf) === group && state !== 'Z' && state !== 'X';
		} catch {
			// It has ended meanwhile.
			return false;
		}
	});
}
