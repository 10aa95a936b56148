// Running checks one after the other, counting what they found, and leaving no process behind.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { exitOf, signalGroup } from './processes.mjs';
import { say } from './say.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} command A program of the npm packages and its arguments.
 * @property {boolean} [isVitest] Its tests count one by one.
 */

/**
 * @typedef {object} Run
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} root
 * @property {string} folder For reports.
 * @property {string} id Given to every process in its environment, so that it can be found.
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures What failed, where the check says so: a line each.
 */

const variable = 'CLASSROOM_TEST_RUN';
/** For what was asked to end, on a busy machine. */
const graceMs = 60_000;

/**
 * @param {readonly Check[]} checks
 * @param {Run} run
 * @returns {Promise<Result[]>}
 */
export async function runChecks(checks, run) {
	/** @type {Result[]} */
	const results = [];
	for (const check of checks) {
		if (!run.signal.aborted) {
			results.push(await runCheck(check, run));
		}
	}
	return results;
}

/**
 * @param {Check} check
 * @param {Run} run
 * @returns {Promise<Result>}
 */
async function runCheck(check, run) {
	const begun = Date.now();
	const report = path.join(run.folder, `${check.name}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const [program = '', ...args] = [...check.command, ...(check.isVitest === true ? reporters : [])];
	say(`Checking: ${check.name}.`);
	const child = spawn(path.join(run.root, 'node_modules/.bin', program), args, {
		cwd: run.root,
		env: { ...run.environment, [variable]: run.id },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	if (check.isVitest !== true) {
		giveWay(child);
	}
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
	}
	const stop = () => signalGroup(child, 'SIGTERM');
	run.signal.addEventListener('abort', stop);
	const code = await exitOf(child);
	run.signal.removeEventListener('abort', stop);
	signalGroup(child, 'SIGKILL');
	const result = check.isVitest === true ? counts(check.name, report, code) : one(check.name, code === 0);
	// Whole outputs one after the other: two lanes run side by side.
	process.stdout.write(code === 0 && check.isVitest !== true ? '' : output);
	say(
		`${result.failed === 0 ? 'Good' : 'NOT GOOD'}: ${check.name}, ${Math.round((Date.now() - begun) / 1000)} s.`,
	);
	return result;
}

/**
 * Everything else goes first: tests with clocks in them run meanwhile.
 * @param {import('node:child_process').ChildProcess} child
 */
function giveWay({ pid }) {
	if (pid === undefined) {
		return;
	}
	try {
		os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
		// Where Linux shares the processors out by session, a process's priority counts within its session only (sched(7)).
		fs.writeFileSync(`/proc/${pid}/autogroup`, String(os.constants.priority.PRIORITY_BELOW_NORMAL));
	} catch {
		// It has ended, or there is no such sharing here.
	}
}

/**
 * @param {string} name
 * @param {boolean} good
 * @returns {Result}
 */
function one(name, good) {
	return { name, passed: good ? 1 : 0, failed: good ? 0 : 1, failures: [] };
}

/**
 * @param {string} name
 * @param {string} report
 * @param {number} code
 * @returns {Result}
 */
function counts(name, report, code) {
	if (!fs.existsSync(report)) {
		return one(name, false);
	}
	/** @type {(text: string) => Report} */
	const parse = JSON.parse;
	const { numPassedTests, numFailedTests, testResults } = parse(fs.readFileSync(report, 'utf8'));
	// A file that could not be loaded has no tests to fail.
	const broken = testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
	);
	const failed = numFailedTests + broken.length;
	return {
		name,
		passed: numPassedTests,
		// Such as an error outside all tests, or no tests at all.
		failed: failed === 0 && code !== 0 ? 1 : failed,
		failures: [
			...testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(failureOf)),
			...broken.map((file) => `${path.basename(file.name)}: ${firstLine(file.message)}`),
		],
	};
}

/**
 * What vitest's JSON report says, as far as it is used.
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ name: string, status: string, message: string, assertionResults: Assertion[] }[]} testResults
 */

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion */

/** @param {Assertion} assertion */
function failureOf({ status, fullName, failureMessages }) {
	return status === 'failed' ? [`${fullName}: ${firstLine(failureMessages[0] ?? '')}`] : [];
}

/** @param {string} text */
function firstLine(text) {
	return text.split('\n')[0] ?? '';
}

/**
 * Ends the processes that the checks started and left running, which is a failure of whoever left them.
 * @param {string} id
 * @returns {Promise<Result[]>}
 */
export async function processesLeftBehind(id) {
	const name = 'no process left behind';
	const limit = Date.now() + graceMs;
	let left = processesOf(id);
	while (left.length > 0 && Date.now() < limit) {
		await wait(200);
		left = processesOf(id);
	}
	for (const { pid, command } of left) {
		say(`A check left a process running: ${command}`);
		end(pid);
	}
	return [one(name, left.length === 0)];
}

/** @param {number} pid */
function end(pid) {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended meanwhile.
	}
}

/**
 * @param {string} id
 * @returns {{ pid: number, command: string }[]}
 */
function processesOf(id) {
	if (!fs.existsSync('/proc/self/environ')) {
		return [];
	}
	return fs
		.readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && has(`/proc/${name}/environ`, `${variable}=${id}`))
		.map((name) => ({
			pid: Number(name),
			command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').slice(0, 200),
		}));
}

/**
 * @param {string} file
 * @param {string} entry
 */
function has(file, entry) {
	return read(file).split('\0').includes(entry);
}

/** @param {string} file */
function read(file) {
	try {
		return fs.readFileSync(file, 'utf8');
	} catch {
		// It has ended, or is another user's.
		return '';
	}
}
