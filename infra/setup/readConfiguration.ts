// Prints, as JSON, what the supervisor has to know of the configuration. A program of its own because it runs on
// the project's Node with the server's own schema, and the supervisor runs on whatever Node the machine has.
import { loadConfig } from '../../server/src/platform/config.ts';

try {
	const {
		MODE,
		HOST,
		PORT,
		PUBLIC_URL,
		TLS_CERT,
		DATA_DIR,
		MEDIA_LISTEN_IP,
		MEDIA_PORT,
		MEDIA_WORKERS,
		...rest
	} = loadConfig(process.env);
	const { RECORDER_TOKEN, SERVER_URL, MEDIASOUP_WORKER_BIN, FFMPEG_PATH } = rest;
	console.log(
		JSON.stringify({
			...{ MODE, HOST, PORT, PUBLIC_URL, TLS_CERT, DATA_DIR, MEDIA_LISTEN_IP, MEDIA_PORT, MEDIA_WORKERS },
			...{ RECORDER_TOKEN, SERVER_URL, MEDIASOUP_WORKER_BIN, FFMPEG_PATH },
		}),
	);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
