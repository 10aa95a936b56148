// Structured logs, one JSON line each, without secrets and without anybody's network address.
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

export type Log = Logger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Keys whose values never reach a log, wherever they stand. */
const secretKey =
	/^(authorization|cookie|set-cookie|x-csrf-token|csrf(Token)?|.*password.*|.*token|.*secret|sdp|ice(Candidates|Parameters)|candidate|dtlsParameters|fingerprints?|usernameFragment|ip|address|remoteAddress|link)$/i;

const maximumDepth = 6;
/** Of a list as many are logged: more than there are routes and requests, which are logged at the start. */
const mostItems = 1000;

/** A copy of `value` in which every secret key's value is `[redacted]`. */
export const redact = (value: unknown, depth = 0): unknown => {
	if (value === null || typeof value !== 'object') return value;
	if (depth >= maximumDepth) return '[deep]';
	if (value instanceof Error) return pino.stdSerializers.err(value);
	if (Array.isArray(value)) return value.slice(0, mostItems).map((item: unknown) => redact(item, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, item]: [string, unknown]) => [
			key,
			secretKey.test(key) ? '[redacted]' : redact(item, depth + 1),
		]),
	);
};

const redactObject = (object: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(object).map(([key, value]) => [
			key,
			secretKey.test(key) ? '[redacted]' : redact(value, 1),
		]),
	);

/** `destination` is for tests; by default lines go to the standard output. */
export const createLog = (level: LogLevel, destination?: DestinationStream): Log => {
	const options = {
		level,
		base: null,
		edgeLimit: mostItems,
		timestamp: () => `,"time":"${new Date().toISOString()}"`,
		formatters: { level: (label: string) => ({ level: label }), log: redactObject },
	};
	return destination === undefined ? pino(options) : pino(options, destination);
};

/** For tests and tools that want no log. */
export const silentLog = (): Log => pino({ level: 'silent' });

/** A log whose every line names the lesson. */
export const lessonLogger = (log: Log, lessonId: string): Log => log.child({ lessonId });
