// Every key of the configuration: its schema, meaning with unit, and default. The README's table is made from this.
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { logLevels } from './log.ts';

/** Environment variables are text; a configuration file may also hold numbers, booleans and lists. */
const wholeNumber = (min: number, max: number) =>
	z
		.union([
			z.number(),
			z.string().regex(/^\d+$/, `must be a whole number, ${min} to ${max}`).transform(Number),
		])
		.pipe(z.int().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

const yesOrNo = z
	.union([
		z.boolean(),
		z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1'),
	])
	.describe('true or false');

const list = <T extends z.ZodType<string, string>>(item: T) =>
	z
		.union([
			z.array(z.string()),
			z.string().transform((text) =>
				text
					.split(',')
					.map((part) => part.trim())
					.filter((part) => part !== ''),
			),
		])
		.pipe(z.array(item));

const ipAddress = z.union([z.ipv4(), z.ipv6()], 'must be an IP address');
const addressOrRange = z.union(
	[z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
	'must be IP addresses or ranges such as 10.0.0.0/8, separated by commas',
);
const path = z.string().min(1);
const timeZone = z
	.string()
	.refine(
		(name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC',
		'must be a time zone such as Asia/Shanghai',
	);

/** Keys without a fixed default are optional here; config.ts derives theirs from the others. */
export const ConfigKeys = z.strictObject({
	MODE: z
		.enum(['demo', 'production'])
		.optional()
		.describe('`demo` makes the demonstration county in an empty database; `production` never does'),
	HOST: z
		.string()
		.min(1)
		.default('127.0.0.1')
		.describe('Address the web server listens on; 0.0.0.0 for every network'),
	PORT: wholeNumber(0, 65_535).default(3000).describe('TCP port of the web server; 0 takes any free one'),
	PUBLIC_URL: z
		.url({ protocol: /^https?$/, error: 'must be an http or https address' })
		.transform((url) => url.replace(/\/+$/, ''))
		.optional()
		.describe('Address under which browsers reach the server'),
	TLS_CERT: path
		.optional()
		.describe('Path of the TLS certificate chain (PEM); with TLS_KEY the server speaks HTTPS'),
	TLS_KEY: path.optional().describe("Path of the certificate's private key (PEM)"),
	TRUST_PROXY: yesOrNo
		.default(false)
		.describe('`true` behind a reverse proxy of yours: client addresses are taken from X-Forwarded-For'),
	DATA_DIR: path.default('./data').describe('Folder for everything the server keeps'),
	DATABASE_URL: z
		.string()
		.regex(
			/^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
			'must be sqlite:PATH or postgres://user:password@host/database',
		)
		.optional()
		.describe('`sqlite:PATH` or `postgres://user:password@host/database`'),
	REDIS_URL: z
		.string()
		.regex(/^rediss?:\/\/.+$/, 'must be redis://host:port')
		.optional()
		.describe(
			'`redis://host:port`, for several servers: without it, a second one on the database does not start',
		),
	RECORDINGS_DIR: path.optional().describe('Folder for recordings; the same one for server and recorder'),
	MEDIA_LISTEN_IP: ipAddress.default('127.0.0.1').describe('IP address media is received on'),
	MEDIA_ANNOUNCED_ADDRESS: z
		.string()
		.min(1)
		.optional()
		.describe('IP address or host name that browsers send media to, when it is not MEDIA_LISTEN_IP'),
	MEDIA_PORT: wholeNumber(0, 65_535)
		.default(40_000)
		.describe('First media port, UDP and TCP: one port a worker, counting up; 0 takes any free ones'),
	MEDIA_WORKERS: wholeNumber(1, 256).default(availableParallelism()).describe('Number of mediasoup workers'),
	RECORDER_TOKEN: z
		.string()
		.min(32, 'must have at least 32 characters')
		.max(200)
		.optional()
		.describe('Secret by which recorders sign in, 32 characters or more'),
	RECORDER_ADDRESSES: list(addressOrRange)
		.default(['127.0.0.1'])
		.describe('IP addresses or ranges of the recorders, separated by commas: RTP goes nowhere else'),
	TURN_URLS: list(
		z.string().regex(/^(stun|turns?):.+$/, 'must be turn:host:port addresses, separated by commas'),
	)
		.default([])
		.describe('Addresses of TURN servers such as `turn:host:3478?transport=udp`, separated by commas'),
	TURN_SECRET: z
		.string()
		.min(16, 'must have at least 16 characters')
		.optional()
		.describe('Secret shared with the TURN servers (`use-auth-secret`)'),
	WEBHOOK_ADDRESSES: list(addressOrRange)
		.default([])
		.describe(
			'Private IP addresses or ranges that webhooks may go to, separated by commas; public ones always may',
		),
	TIME_ZONE: timeZone.default('Asia/Shanghai').describe("The county's time zone"),
	GIVEN_SHARE: wholeNumber(0, 100)
		.default(50)
		.describe('Percent of its planned time a lesson has to be taught to count as given'),
	PLANNED_RECORDINGS: wholeNumber(1, 10_000)
		.optional()
		.describe('Most lessons that may be planned at once, for the places of all recorders'),
	PLANNED_CONNECTIONS: wholeNumber(1, 1_000_000)
		.optional()
		.describe('Most classrooms and teachers in lessons at once, for the SFU'),
	COURSEWARE_MEGABYTES: wholeNumber(1, 2_000)
		.default(100)
		.describe('Largest file of courseware that a teacher may add, MB'),
	COURSEWARE_PAGES: wholeNumber(1, 2_000).default(200).describe('Most pages of one courseware'),
	SOFFICE_PATH: path
		.optional()
		.describe("Path of LibreOffice's soffice, which makes pages of PPTX; without it there is none of that"),
	CLIENT_DIR: path.default('client/dist').describe('Folder of the built client'),
	METRICS_TOKEN: z
		.string()
		.min(16, 'must have at least 16 characters')
		.optional()
		.describe('Bearer token for /metrics; without one only this machine may read them'),
	LOG_LEVEL: z
		.enum(logLevels)
		.default('info')
		.describe('`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`'),
	CONFIG_FILE: path
		.optional()
		.describe('Path of a JSON file with any of these keys; the environment takes precedence'),
	// The server leaves these to the other programs; they may stand in the same file.
	MEDIASOUP_WORKER_BIN: path
		.optional()
		.describe('Path of a mediasoup worker to use instead of the built one'),
	FFMPEG_PATH: path.optional().describe('Path of the ffmpeg that the recorder uses'),
	SERVER_URL: z.url().optional().describe('Address of the server that the recorder records for'),
	RECORDER_PLACES: wholeNumber(1, 200).optional().describe('How many lessons one recorder records at a time'),
	RECORDER_LISTEN_IP: ipAddress
		.optional()
		.describe('IP address on which the recorder receives media; beyond this machine it is SRTP'),
	RECORDER_ANNOUNCED_IP: ipAddress
		.optional()
		.describe('IP address the server sends to, when it is not RECORDER_LISTEN_IP'),
	RECORDER_ID: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,64}$/, 'may have letters, digits, _ and -')
		.optional()
		.describe('Name of the recorder: letters, digits, `_` and `-`'),
});

/** How the table shows a default that depends on other keys or the machine. */
export const derivedDefaults: Readonly<Record<string, string>> = {
	MODE: '`demo` while no key that opens the server to others is set, else `production`',
	PUBLIC_URL: 'made of HOST and PORT',
	CONFIG_FILE: '`./classroom.config.json`, if it exists',
	MEDIASOUP_WORKER_BIN: 'found or built by set-up',
	FFMPEG_PATH: 'found by set-up',
	SOFFICE_PATH: '`soffice` on the PATH, if it is there',
	SERVER_URL: 'set by `npm start`',
	RECORDER_PLACES: '`8`',
	RECORDER_LISTEN_IP: 'found by where the server is',
	RECORDER_ANNOUNCED_IP: 'RECORDER_LISTEN_IP',
	RECORDER_ID: 'made of the machine and the folder',
	DATABASE_URL: '`sqlite:DATA_DIR/classroom.sqlite`',
	RECORDINGS_DIR: 'DATA_DIR/recordings',
	MEDIA_WORKERS: 'number of cores',
};

/** Keys that open the server to others: whoever sets one of them runs no demonstration unless MODE says so. */
export const openingKeys = [
	'HOST',
	'PUBLIC_URL',
	'TLS_CERT',
	'TRUST_PROXY',
	'DATABASE_URL',
	'REDIS_URL',
	'MEDIA_LISTEN_IP',
	'MEDIA_ANNOUNCED_ADDRESS',
	'TURN_URLS',
] as const;
