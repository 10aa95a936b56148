// Prints, as JSON, what the supervisor has to know of the configuration. A program of its own because it runs on
// the project's Node with the server's own schema, and the supervisor runs on whatever Node the machine has.
import { loadConfig } from '../../server/src/platform/config.ts';

try {
	const config = loadConfig(process.env);
	console.log(
		JSON.stringify({
			MODE: config.MODE,
			HOST: config.HOST,
			PORT: config.PORT,
			PUBLIC_URL: config.PUBLIC_URL,
			TLS_CERT: config.TLS_CERT,
			DATA_DIR: config.DATA_DIR,
			MEDIA_LISTEN_IP: config.MEDIA_LISTEN_IP,
			MEDIA_ANNOUNCED_ADDRESS: config.MEDIA_ANNOUNCED_ADDRESS,
			MEDIA_PORT: config.MEDIA_PORT,
			MEDIA_WORKERS: config.MEDIA_WORKERS,
			RECORDER_TOKEN: config.RECORDER_TOKEN,
			SERVER_URL: config.SERVER_URL,
		}),
	);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
