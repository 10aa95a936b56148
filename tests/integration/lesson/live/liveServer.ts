// One running server of the test's own: a real process with a real mediasoup worker, supervised as `npm start` does,
// without a recorder program. What it writes goes to a file.
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setUp } from '../../../../infra/setup/setup.mjs';
import { supervise } from '../../../../infra/setup/supervise.mjs';
import { childrenOf, isRunning } from '../../../fixtures/processes.ts';
import { freePort } from '../../../fixtures/serverProcess.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const READY_WITHIN_MS = 180_000;

export interface LiveServer {
	readonly url: string;
	readonly databaseFile: string;
	readonly recorderToken: string;
	/** `kill -9`; the supervisor starts it again. Resolves when the process is gone. */
	readonly kill: () => Promise<void>;
	/** Of mediasoup's workers that run now. */
	readonly workers: () => number[];
	readonly ready: () => Promise<void>;
	/** Everything it has written. */
	readonly output: () => string;
	readonly stop: () => Promise<void>;
}

export const startLiveServer = async (
	settings: Readonly<Record<string, string>> = {},
): Promise<LiveServer> => {
	const tools =
		process.env['MEDIASOUP_WORKER_BIN'] === undefined
			? await setUp()
			: { node: process.execPath, environment: process.env };
	const folder = await mkdtemp(path.join(tmpdir(), 'classroom-live-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const recorderToken = randomBytes(24).toString('hex');
	const logFile = path.join(folder, 'output.log');
	const program = supervise({
		name: 'server',
		file: 'server/src/main.ts',
		node: tools.node,
		cwd: root,
		pauseMs: 50,
		environment: {
			...tools.environment,
			...{ MODE: 'demo', NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
			...{ MEDIA_PORT: '0', MEDIA_WORKERS: '1', DATA_DIR: folder, CLIENT_DIR: folder },
			...{ DATABASE_URL: '', REDIS_URL: '', RECORDINGS_DIR: '', PUBLIC_URL: '' },
			RECORDER_TOKEN: recorderToken,
			// As of end-to-end tests: lessons last seconds of the minutes they are planned for.
			GIVEN_SHARE: '0',
			...settings,
		},
		print: (text) => appendFileSync(logFile, text),
	});
	const output = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
	const stop = async (): Promise<void> => {
		await program.stop();
		await rm(folder, { recursive: true, force: true });
	};
	const ready = (): Promise<void> => untilReady(url, output);
	try {
		await ready();
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		url,
		databaseFile: path.join(folder, 'classroom.sqlite'),
		recorderToken,
		kill: () => kill(program.pid()),
		workers: () =>
			childrenOf(program.pid() ?? 0)
				.filter(({ command }) => command.includes('mediasoup-worker'))
				.map(({ pid }) => pid),
		ready,
		output,
		stop,
	};
};

const kill = async (pid: number | undefined): Promise<void> => {
	if (pid === undefined) throw new Error('the server does not run');
	process.kill(pid, 'SIGKILL');
	while (isRunning(pid)) await wait(5);
};

const untilReady = async (url: string, output: () => string): Promise<void> => {
	const limit = Date.now() + READY_WITHIN_MS;
	for (;;) {
		const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer?.ok === true) return;
		if (Date.now() > limit) throw new Error(`not ready:\n${output().split('\n').slice(-40).join('\n')}`);
		await wait(50);
	}
};
