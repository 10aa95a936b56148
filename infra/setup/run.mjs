// `node infra/setup/run.mjs [--anyway | --for-tests] FILE ARGUMENTS…`: makes sure that the set-up is done, then runs
// FILE on the project's Node with the paths of the worker and ffmpeg, passing on arguments, signals and the exit code.
// With `--anyway` FILE runs even if the worker or ffmpeg cannot be had: for the doctor, who is to say so. With
// `--for-tests` there are Chromium and all else that tests need.
import { spawn } from 'node:child_process';
import { nodeOfProject } from './paths.mjs';
import { exitOf, passSignals } from './processes.mjs';
import { fail, say, sayOnStandardError, SetupError } from './say.mjs';
import { setUp } from './setup.mjs';

// Standard output is the program's alone: it may be JSON.
sayOnStandardError();
const flag = ['--anyway', '--for-tests'].find((each) => each === process.argv[2]);
const [anyway, forTests] = [flag === '--anyway', flag === '--for-tests'];
try {
	const { node, environment } = await setUp({ forTests }).catch((/** @type {unknown} */ error) => {
		if (!anyway || !(error instanceof SetupError)) {
			throw error;
		}
		say(error.message);
		return { node: nodeOfProject(), environment: process.env };
	});
	const program = spawn(node, process.argv.slice(flag === undefined ? 2 : 3), {
		stdio: 'inherit',
		env: environment,
	});
	passSignals(program);
	process.exitCode = await exitOf(program);
} catch (error) {
	fail(error);
}
