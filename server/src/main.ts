// The server's program: reads the configuration, starts, and stops when asked.
import { startServer } from './application.ts';
import { createLog, isAppError, loadConfig, messageOf, type Config } from './platform/index.ts';

const run = async (): Promise<void> => {
	const config = readConfig();
	const log = createLog(config.LOG_LEVEL);
	try {
		const server = await startServer(config, log);
		server.onDisplaced(() => {
			log.fatal({ code: 'database-in-use' }, 'another server has taken the database');
			process.exit(1);
		});
		let stopping: Promise<void> | null = null;
		for (const signal of ['SIGTERM', 'SIGINT'] as const) {
			process.on(signal, () => {
				stopping ??= server.close().then(() => process.exit(0));
			});
		}
	} catch (error) {
		if (!isAppError(error)) throw error;
		process.stderr.write(`${error.message}\n`);
		log.fatal({ code: error.code }, error.message);
		process.exit(1);
	}
};

const readConfig = (): Config => {
	try {
		return loadConfig(process.env);
	} catch (error) {
		process.stderr.write(`${messageOf(error)}\n`);
		process.exit(2);
	}
};

await run();
