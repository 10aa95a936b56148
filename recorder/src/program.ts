import { mkdir } from 'node:fs/promises';
import { pino } from 'pino';
import { ConfigurationError, loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { Recorder } from './recorder.ts';

/** Segments are completed within this time (ms) when asked to end; the supervisor waits for ten seconds. */
const endWithinMs = 9000;

const exitCodes = { ended: 0, failed: 1, badConfiguration: 2 } as const;

/** Reads the configuration, records what the server wants, and stops when asked. */
export async function run(): Promise<void> {
	const config = readConfig();
	const log = pino({
		level: config.LOG_LEVEL,
		base: null,
		timestamp: () => `,"time":"${new Date().toISOString()}"`,
		formatters: { level: (label) => ({ level: label }) },
	});
	await mkdir(config.RECORDINGS_DIR, { recursive: true });
	const recorder = new Recorder(config, log);
	let ending = false;
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			if (ending) return;
			ending = true;
			log.info({ signal }, 'ending: completing segments');
			setTimeout(() => process.exit(exitCodes.failed), endWithinMs).unref();
			void recorder.close().then(() => process.exit(exitCodes.ended));
		});
	}
	recorder.start();
}

function readConfig(): Config {
	try {
		return loadConfig(process.env, process.cwd());
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(exitCodes.badConfiguration);
	}
}
