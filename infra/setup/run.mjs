// `node infra/setup/run.mjs FILE ARGUMENTS…`: makes sure that the set-up is done, then runs FILE on the project's
// Node with the paths of the worker and ffmpeg, passing on arguments, signals and the exit code.
import { spawn } from 'node:child_process';
import { exitOf, passSignals } from './processes.mjs';
import { fail, sayOnStandardError } from './say.mjs';
import { setUp } from './setup.mjs';

// Standard output is the program's alone: it may be JSON.
sayOnStandardError();
try {
	const { node, environment } = await setUp();
	const program = spawn(node, process.argv.slice(2), { stdio: 'inherit', env: environment });
	passSignals(program);
	process.exitCode = await exitOf(program);
} catch (error) {
	fail(error);
}
