// `npm test`: the set-up, then every check there is. The static checks give way to the tests that run meanwhile: they get
// what those leave of the machine. What needs it to itself, live lessons, runs alone at the end. `npm test -- lint unit`
// runs only the checks named. The last line is `N passed, N failed`: each test of vitest and each static check counts once.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChecks, processesLeftBehind } from './checks.mjs';
import { buildClient } from './client.mjs';
import { root } from './paths.mjs';
import { onRequestToEnd } from './processes.mjs';
import { fail, say, SetupError } from './say.mjs';
import { setUp } from './setup.mjs';

/** @typedef {import('./checks.mjs').Check} Check */

/** @type {readonly Check[]} */
const staticChecks = [
	{ name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] },
	{
		name: 'imports',
		command: ['depcruise', '--config', 'infra/quality/dependency-cruiser.cjs', ...folders()],
	},
	...['server', 'client', 'recorder', 'tests', 'infra'].map((name) => ({
		name: `types of ${name}`,
		command: ['tsc', '-p', name],
	})),
	// One process for all of them wants more than the 4 GB that Node gives it.
	...[['server', 'recorder', 'infra'], ['client'], ['tests']].map((parts) => ({
		name: `lint of ${parts.join(' and ')}`,
		command: ['eslint', '--config', 'infra/quality/eslint.config.js', '--max-warnings', '0', ...parts],
	})),
];

/**
 * Projects of infra/quality/vitest.config.ts. Those of one list are one run of vitest, some files at a time; the lists come
 * one after the other.
 */
const testsBesideChecks = [
	['unit', 'client', 'integration'],
	['pages', 'waiting'],
];
const testsAlone = [['e2e']];
/** Those that look at the pages. */
const onPages = ['pages', 'waiting', 'e2e'];

function folders() {
	return ['server', 'client', 'recorder', 'tests'];
}

/**
 * @param {readonly string[]} projects
 * @returns {Check}
 */
function vitest(projects) {
	const chosen = projects.flatMap((project) => ['--project', project]);
	return {
		name: projects.join(' and '),
		command: ['vitest', 'run', '--config', 'infra/quality/vitest.config.ts', ...chosen],
		isVitest: true,
	};
}

try {
	process.exitCode = await test(process.argv.slice(2));
} catch (error) {
	fail(error);
}

/**
 * @param {string[]} names Only these checks; all when empty.
 * @returns {Promise<number>} The exit code.
 */
async function test(names) {
	const wanted = choose(names);
	const tools = await setUp({ forTests: true });
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'classroom-tests-'));
	const stop = new AbortController();
	onRequestToEnd(() => stop.abort());
	const run = {
		...{ ...tools, root, folder, signal: stop.signal, id: path.basename(folder) },
		pages: once(() => buildPages(tools)),
	};
	try {
		const checks = staticChecks.filter(({ name }) => wanted(name));
		const beside = await Promise.all([runChecks(checks, run), runTests(testsBesideChecks, wanted, run)]);
		const alone = await runTests(testsAlone, wanted, run);
		const left = await processesLeftBehind(run.id);
		const results = [...beside.flat(), ...alone, ...left];
		const passed = results.reduce((sum, result) => sum + result.passed, 0);
		const failed = results.reduce((sum, result) => sum + result.failed, 0);
		for (const { name, failures } of results.filter((result) => result.failed > 0)) {
			say(`Failed: ${[name, ...failures].join('\n  ')}`);
		}
		if (stop.signal.aborted) {
			say('The tests were stopped before their end.');
		}
		process.stdout.write(`${passed} passed, ${failed} failed\n`);
		return failed > 0 || stop.signal.aborted ? 1 : 0;
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {readonly string[][]} lists
 * @param {(name: string) => boolean} wanted
 * @param {import('./checks.mjs').Run & { pages: () => Promise<import('./checks.mjs').Result[]> }} run
 */
async function runTests(lists, wanted, run) {
	/** @type {import('./checks.mjs').Result[]} */
	const results = [];
	for (const list of lists) {
		const projects = list.filter(wanted);
		if (projects.length === 0 || run.signal.aborted) {
			continue;
		}
		if (projects.some((project) => onPages.includes(project))) {
			results.push(...(await run.pages()));
		}
		results.push(...(await runChecks([vitest(projects)], run)));
	}
	return results;
}

/**
 * Counts at its first call only.
 * @param {() => Promise<import('./checks.mjs').Result>} work
 */
function once(work) {
	let done = false;
	return async () => {
		if (done) {
			return [];
		}
		done = true;
		return [await work()];
	};
}

/**
 * The pages as `npm start` would serve them.
 * @param {import('./setup.mjs').Tools} tools
 */
async function buildPages(tools) {
	try {
		await buildClient(tools);
		return { name: 'pages', passed: 1, failed: 0, failures: [] };
	} catch (error) {
		fail(error);
		return { name: 'pages', passed: 0, failed: 1, failures: [] };
	}
}

/** @param {string[]} names */
function choose(names) {
	const all = [...staticChecks.map(({ name }) => name), ...testsBesideChecks.flat(), ...testsAlone.flat()];
	const unknown = names.find((name) => !all.some((each) => begins(each, name)));
	if (unknown !== undefined) {
		throw new SetupError(`There is no check named ${unknown}. There are: ${all.join(', ')}.`);
	}
	return (/** @type {string} */ each) => names.length === 0 || names.some((name) => begins(each, name));
}

/**
 * @param {string} check
 * @param {string} name
 */
function begins(check, name) {
	return check === name || check.startsWith(`${name} `);
}
