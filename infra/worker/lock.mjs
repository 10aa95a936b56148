// One build at a time for all clones of a user. The lock is the kernel's (flock), held by an open file that
// ninja and the compilers inherit: it is free as soon as the last of them is dead, however they died, and
// never before, so that nobody writes into a build folder beside a left-over compiler.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { once } from 'node:events';

/**
 * @param {string} file Made when missing, and left.
 * @param {() => void} onWait Called once when another holds the lock.
 * @returns {Promise<{ fd: number, release: () => void }>} `fd` is to be inherited by every process that works
 *   under the lock.
 */
export async function lock(file, onWait) {
	const fd = fs.openSync(file, 'a');
	const release = () => fs.closeSync(fd);
	const attempt = spawnSync('flock', ['--nonblock', '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
	if (attempt.error === undefined && attempt.status !== 0) {
		onWait();
		const waiting = spawn('flock', ['3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
		await once(waiting, 'exit');
	}
	// Without flock(1), which only non-Linux systems lack, there is no lock; the final rename is atomic anyway.
	return { fd, release };
}
