// `npm test`: the set-up, then every check there is. The static checks run beside the unit tests, pages in Chromium
// beside the integration tests; what needs the machine to itself, live lessons, runs alone. `npm test -- lint unit` runs only the checks named. The last line is
// `N passed, N failed`: each test of vitest and each static check counts once.
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
	{
		name: 'lint',
		command: ['eslint', '--config', 'infra/quality/eslint.config.js', '--max-warnings', '0', '.'],
	},
];

/** Two lanes side by side, about equally long. */
const lanes = [[...staticChecks, vitest('client')], [vitest('unit')]];

/** @type {readonly Check[]} */
const testsOnRealParts = [vitest('integration', 'pages'), vitest('e2e')];

function folders() {
	return ['server', 'client', 'recorder', 'tests'];
}

/**
 * @param {string[]} projects Of infra/quality/vitest.config.ts.
 * @returns {Check}
 */
function vitest(...projects) {
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
	const run = { ...tools, root, folder, signal: stop.signal, id: path.basename(folder) };
	try {
		const beside = await Promise.all(lanes.map((checks) => runChecks(checks.filter(wanted), run)));
		const real = testsOnRealParts.filter(wanted);
		const pages = real.length === 0 || stop.signal.aborted ? [] : [await buildPages(tools)];
		const alone = await runChecks(real, run);
		const left = await processesLeftBehind(run.id);
		const results = [...beside.flat(), ...pages, ...alone, ...left];
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
	const all = [...lanes.flat(), ...testsOnRealParts];
	const unknown = names.find((name) => !all.some((check) => begins(check, name)));
	if (unknown !== undefined) {
		throw new SetupError(
			`There is no check named ${unknown}. There are: ${all.map(({ name }) => name).join(', ')}.`,
		);
	}
	return (/** @type {Check} */ check) => names.length === 0 || names.some((name) => begins(check, name));
}

/**
 * @param {Check} check
 * @param {string} name
 */
function begins(check, name) {
	return check.name === name || check.name.startsWith(`${name} `);
}
