// The configuration: environment variables over an optional JSON file, read once in main.ts and handed down.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigKeys, derivedDefaults, openingKeys } from './configKeys.ts';
import { AppError, messageOf } from './errors.ts';

type Keys = z.output<typeof ConfigKeys>;

/** Everything is known here: paths are absolute, and derived keys have their values. */
type Derived = 'MODE' | 'DATABASE_URL' | 'RECORDINGS_DIR';
export type Config = Keys & { readonly [K in Derived]: NonNullable<Keys[K]> };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A mistake in a name like these would otherwise go unnoticed among the environment's many others. */
const ourPrefixes = /^(MEDIA|RECORDER|RECORDINGS|TURN|WEBHOOK)_/;

/**
 * Reads and checks the configuration. Relative paths start from `cwd`.
 * Throws `bad-configuration` with a sentence that names the key.
 */
export const loadConfig = (environment: Environment, cwd: string = process.cwd()): Config => {
	const given = { ...readFile(environment, cwd), ...readEnvironment(environment) };
	const parsed = ConfigKeys.safeParse(given);
	if (!parsed.success) throw refuse(sentence(parsed.error));
	const keys = parsed.data;
	if ((keys.TLS_CERT === undefined) !== (keys.TLS_KEY === undefined)) {
		throw refuse('TLS_CERT and TLS_KEY belong together: set both or neither.');
	}
	if (keys.TURN_URLS.length > 0 && keys.TURN_SECRET === undefined) {
		throw refuse('TURN_URLS needs TURN_SECRET, the secret shared with the TURN servers.');
	}
	return derive(keys, cwd, given);
};

const derive = (keys: Keys, cwd: string, given: Record<string, unknown>): Config => {
	const absolute = (file: string): string => path.resolve(cwd, file);
	const dataDir = absolute(keys.DATA_DIR);
	const opened = openingKeys.some((key) => given[key] !== undefined);
	const { TLS_CERT, TLS_KEY } = keys;
	return {
		...keys,
		MODE: keys.MODE ?? (opened ? 'production' : 'demo'),
		DATA_DIR: dataDir,
		DATABASE_URL: keys.DATABASE_URL ?? `sqlite:${path.join(dataDir, 'classroom.sqlite')}`,
		RECORDINGS_DIR: absolute(keys.RECORDINGS_DIR ?? path.join(dataDir, 'recordings')),
		CLIENT_DIR: absolute(keys.CLIENT_DIR),
		...(TLS_CERT === undefined ? {} : { TLS_CERT: absolute(TLS_CERT) }),
		...(TLS_KEY === undefined ? {} : { TLS_KEY: absolute(TLS_KEY) }),
	};
};

const readEnvironment = (environment: Environment): Record<string, unknown> => {
	const keys = Object.keys(ConfigKeys.shape);
	const unknown = Object.keys(environment).find((name) => ourPrefixes.test(name) && !keys.includes(name));
	if (unknown !== undefined) throw refuse(`${unknown} is not a key of the configuration.${hint(unknown)}`);
	return Object.fromEntries(
		keys.flatMap((key) => {
			const value = environment[key];
			return value === undefined || value === '' ? [] : [[key, value]];
		}),
	);
};

const readFile = (environment: Environment, cwd: string): Record<string, unknown> => {
	const named = environment['CONFIG_FILE'];
	const file = path.resolve(cwd, named ?? 'classroom.config.json');
	if (named === undefined && !existsSync(file)) return {};
	try {
		return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		throw refuse(`The configuration file ${file} cannot be used: ${messageOf(error)}`);
	}
};

const sentence = (error: z.ZodError): string =>
	error.issues
		.map((issue) => {
			if (issue.code === 'unrecognized_keys') {
				return issue.keys.map((key) => `${key} is not a key of the configuration.${hint(key)}`).join(' ');
			}
			return `${issue.path.map(String).join('.')}: ${reason(issue)}.`;
		})
		.join('\n');

/** A union says only "Invalid input" unless it was given a sentence; then its members know better. */
const reason = (issue: z.core.$ZodIssue): string => {
	if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return issue.message;
	const inner = issue.errors.flat().find((each) => each.code !== 'invalid_type');
	return inner === undefined ? issue.message : inner.message;
};

const hint = (unknown: string): string => {
	const [prefix = ''] = unknown.split('_');
	const near = Object.keys(ConfigKeys.shape).filter((key) => key.startsWith(prefix.toUpperCase()));
	return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
};

const refuse = (message: string): AppError => new AppError('bad-configuration', message);

export interface ConfigKeyDescription {
	readonly key: string;
	readonly meaning: string;
	readonly default: string;
}

/** One row a key, in the order of the README's table. */
export const describeConfig = (): ConfigKeyDescription[] =>
	Object.entries(ConfigKeys.shape).map(([key, schema]) => ({
		key,
		meaning: schema.description ?? '',
		default: derivedDefaults[key] ?? showDefault(schema.safeParse(undefined).data),
	}));

const showDefault = (value: unknown): string => {
	if (value === undefined) return 'none';
	if (Array.isArray(value)) return value.length === 0 ? 'none' : `\`${value.join(', ')}\``;
	return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
};

/** The table of the README, Markdown. */
export const configTable = (): string =>
	[
		'| key | meaning | default |',
		'| --- | --- | --- |',
		...describeConfig().map((row) => `| \`${row.key}\` | ${row.meaning} | ${row.default} |`),
	].join('\n');
