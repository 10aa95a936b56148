// Keeps one program running: started again when it dies, after a pause that grows while it keeps dying.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { exitOf, groupRuns, signalGroup } from './processes.mjs';
import { cacheRoot } from './paths.mjs';
import { say } from './say.mjs';

/** A lesson waits for it: the first time it is started again at once. */
const firstPauseMs = 200;
const longestPauseMs = 15_000;
/** Whoever has run for this long is healthy again. */
const healthyMs = 60_000;
const graceMs = 10_000;
const leftOverGraceMs = 2000;
/** Enough for an ffmpeg, whose input has ended, to complete its last segment. */
const leftOverEndsMs = 500;

/**
 * @typedef {object} Program
 * @property {string} name Shown before each line of its output.
 * @property {string} file
 * @property {string} node
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} environment
 * @property {(text: string) => void} [print] Where its lines go; standard output if not given.
 * @property {number} [pauseMs] First pause, for tests.
 * @property {number} [leftOverMs] How long what it leaves running may take to end by itself, for tests.
 */

/**
 * @typedef {object} Supervised
 * @property {() => Promise<void>} stop Asks the program to end, ends it after 10 s, and resolves when neither it nor
 *   a child of it is left.
 * @property {() => number} deaths How often it has ended by itself.
 * @property {() => number | undefined} pid
 */

/**
 * @param {Program} program
 * @returns {Supervised}
 */
export function supervise(program) {
	const stopping = new AbortController();
	const pauseMs = program.pauseMs ?? firstPauseMs;
	const isStopping = () => stopping.signal.aborted;
	let deaths = 0;
	/** @type {import('node:child_process').ChildProcess | null} */
	let child = null;

	const run = async () => {
		let pause = pauseMs;
		while (!isStopping()) {
			const begun = Date.now();
			child = start(program);
			const code = await exitOf(child, 'exit');
			await endGroup(child, program.leftOverMs ?? leftOverEndsMs);
			if (isStopping()) {
				return;
			}
			deaths += 1;
			pause = Date.now() - begun >= healthyMs ? pauseMs : pause;
			say(`The ${program.name} has ended (code ${code}); starting it again in ${pause / 1000} s.`);
			await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
			pause = Math.min(pause * 2, longestPauseMs);
		}
	};
	const ended = run();
	return {
		deaths: () => deaths,
		pid: () => child?.pid,
		stop: async () => {
			stopping.abort();
			if (child !== null && child.exitCode === null && child.signalCode === null) {
				child.kill('SIGTERM');
				const group = child;
				const timer = setTimeout(() => signalGroup(group, 'SIGKILL'), graceMs);
				await ended;
				clearTimeout(timer);
			}
			await ended;
		},
	};
}

/** @param {Program} program */
function start({ name, file, node, cwd, environment, print }) {
	const preload = path.join(import.meta.dirname, 'endWithSupervisor.mjs');
	const child = spawn(node, ['--import', preload, file], {
		cwd,
		// Compiled code is kept, so that a program that died is back sooner.
		env: { NODE_COMPILE_CACHE: path.join(cacheRoot(), 'node-compile-cache'), ...environment },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		// A process group of its own: Ctrl-C reaches the supervisor alone, and what a program leaves behind can
		// be ended before it is started again.
		detached: true,
	});
	for (const output of [child.stdout, child.stderr]) {
		if (output !== null) {
			readline.createInterface({ input: output }).on('line', (line) => {
				const text = `${name.padEnd(8)} | ${line}\n`;
				if (print === undefined) {
					process.stdout.write(text);
				} else {
					print(text);
				}
			});
		}
	}
	return child;
}

/**
 * Waits for what a dead program left running, such as an ffmpeg that still writes its last segment, and then ends it.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} waitMs
 */
async function endGroup(child, waitMs) {
	if (await groupEnds(child, waitMs)) {
		return;
	}
	signalGroup(child, 'SIGTERM');
	if (!(await groupEnds(child, leftOverGraceMs))) {
		signalGroup(child, 'SIGKILL');
	}
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} limitMs
 * @returns {Promise<boolean>} Whether nothing of its group is left within that time.
 */
async function groupEnds(child, limitMs) {
	const limit = Date.now() + limitMs;
	while (groupRuns(child)) {
		if (Date.now() > limit) {
			return false;
		}
		await wait(20);
	}
	return true;
}
