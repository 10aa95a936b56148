// Starting programs and learning how they ended.

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} Its exit code when all its output is read; 128 plus the signal's number as shells
 *   have it, or 127 when it could not be started.
 */
export function exitOf(child) {
	return new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', (code, signal) => {
			resolve(code ?? 128 + (signal === null ? 0 : (signalNumbers.get(signal) ?? 0)));
		});
	});
}

/** @type {ReadonlyMap<NodeJS.Signals, number>} */
const signalNumbers = new Map([
	['SIGHUP', 1],
	['SIGINT', 2],
	['SIGABRT', 6],
	['SIGKILL', 9],
	['SIGSEGV', 11],
	['SIGTERM', 15],
]);
