import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const ipAddress = z.union([z.ipv4(), z.ipv6()], 'must be an IP address');
const filePath = z.string().min(1);

/** The keys that concern the recorder; the same file and environment may hold the server's too. */
const Keys = z.object({
	/** Where the server answers. */
	SERVER_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
	RECORDER_TOKEN: z.string().min(32, 'must have at least 32 characters').max(200),
	RECORDINGS_DIR: filePath.optional(),
	DATA_DIR: filePath.default('./data'),
	FFMPEG_PATH: filePath.default('ffmpeg'),
	/** Where media is received; found by where the server is if not given. Beyond loopback it is encrypted. */
	RECORDER_LISTEN_IP: ipAddress.optional(),
	/** The address the server is to send to, when it is not the one listened on. */
	RECORDER_ANNOUNCED_IP: ipAddress.optional(),
	/** Lessons at a time. */
	RECORDER_PLACES: z.coerce.number().pipe(z.int().min(1).max(200)).default(8),
	RECORDER_ID: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,64}$/, 'may have letters, digits, _ and -')
		.optional(),
	LOG_LEVEL: z.enum(levels).default('info'),
});

export type Config = Omit<z.output<typeof Keys>, 'DATA_DIR'> & {
	RECORDINGS_DIR: string;
	RECORDER_ID: string;
};

/** The configuration is wrong; the message says what to do. */
export class ConfigurationError extends Error {
	readonly code = 'bad-configuration';
}

/**
 * Reads environment variables over the optional file (`CONFIG_FILE`, or `classroom.config.json` if it exists).
 * Relative paths start from `cwd`. Throws ConfigurationError.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>, cwd: string): Config {
	const fromEnvironment = Object.keys(Keys.shape).flatMap((key) => {
		const value = environment[key];
		return value === undefined || value === '' ? [] : [[key, value] as const];
	});
	const given = { ...readFile(environment, cwd), ...Object.fromEntries(fromEnvironment) };
	const parsed = Keys.safeParse(given);
	if (!parsed.success) {
		const sentences = parsed.error.issues.map((issue) => {
			const key = issue.path.map(String).join('.');
			return given[key] === undefined ? `${key} is missing.` : `${key}: ${issue.message}.`;
		});
		throw new ConfigurationError(sentences.join('\n'));
	}
	const { DATA_DIR, ...keys } = parsed.data;
	const recordings = path.resolve(cwd, keys.RECORDINGS_DIR ?? path.join(DATA_DIR, 'recordings'));
	return {
		...keys,
		RECORDINGS_DIR: recordings,
		RECORDER_ID: keys.RECORDER_ID ?? stableId(recordings),
	};
}

function readFile(
	environment: Readonly<Record<string, string | undefined>>,
	cwd: string,
): Record<string, unknown> {
	const named = environment['CONFIG_FILE'];
	const file = path.resolve(cwd, named ?? 'classroom.config.json');
	if (named === undefined && !existsSync(file)) return {};
	try {
		return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		throw new ConfigurationError(`The configuration file ${file} cannot be used: ${String(error)}`);
	}
}

/** The same after a restart, so that the server gives its lessons back to it. */
function stableId(recordings: string): string {
	const machine = hostname()
		.replaceAll(/[^A-Za-z0-9-]/g, '-')
		.slice(0, 40);
	return `${machine}-${createHash('sha256').update(recordings).digest('hex').slice(0, 8)}`;
}
