// `node infra/setup/run.mjs [--anyway] FILE ARGUMENTS…`: makes sure that the set-up is done, then runs FILE on the
// project's Node with the paths of the worker and ffmpeg, passing on arguments, signals and the exit code. With
// `--anyway` FILE runs even if the worker or ffmpeg cannot be had: for the doctor, who is to say so.
import { spawn } from 'node:child_process';
import { nodeOfProject } from './paths.mjs';
import { exitOf, passSignals } from './processes.mjs';
import { fail, say, sayOnStandardError, SetupError } from './say.mjs';
import { setUp } from './setup.mjs';

// Standard output is the program's alone: it may be JSON.
sayOnStandardError();
const anyway = process.argv[2] === '--anyway';
try {
	const { node, environment } = await setUp().catch((/** @type {unknown} */ error) => {
		if (!anyway || !(error instanceof SetupError)) {
			throw error;
		}
		say(error.message);
		return { node: nodeOfProject(), environment: process.env };
	});
	const program = spawn(node, process.argv.slice(anyway ? 3 : 2), { stdio: 'inherit', env: environment });
	passSignals(program);
	process.exitCode = await exitOf(program);
} catch (error) {
	fail(error);
}
