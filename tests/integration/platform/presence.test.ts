// Two servers on one database: together with Redis, else one of them does not start; and a dead one is in nobody's way.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Company, DatabaseKind, Presence } from '../../../server/src/platform/index.ts';
import { announcePresence, silentLog, systemClock } from '../../../server/src/platform/index.ts';
import { startLiveServer } from '../lesson/live/liveServer.ts';
import type { DatabaseFactory } from './databases.ts';
import { databaseFactories } from './databases.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Without the demonstration's county a server starts sooner. */
const production = { MODE: 'production', NODE_ENV: 'production', PUBLIC_URL: 'https://class.example' };

const announce = (kind: DatabaseKind, url: string, company: Company, waitMs = 0): Promise<Presence> =>
	announcePresence({ database: { kind, url }, clock: systemClock, log: silentLog() }, company, waitMs);

/** The server is one for all test files: others' locks are none of ours. */
const ofThisDatabase = 'database = (select oid from pg_database where datname = current_database())';

/** Starts a server that is to refuse, and says how it ended. */
const refusedServer = async (settings: Readonly<Record<string, string>>) => {
	const server = spawn(process.execPath, ['server/src/main.ts'], {
		cwd: root,
		env: {
			...{ PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...production },
			...{ MEDIA_PORT: '0', MEDIA_WORKERS: '1' },
			...settings,
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const ended = once(server, 'exit');
	const said = await text(server.stderr);
	await ended;
	return { said, code: server.exitCode };
};

describe.each(databaseFactories)('presence on %s', (_name, makeFactory) => {
	let factory: DatabaseFactory;
	beforeAll(async () => {
		factory = await makeFactory();
	});
	afterAll(() => factory.stop());

	test('alone means alone, whoever comes second; together means all of them; what is given back is free', async () => {
		const { kind } = factory;
		const url = await factory.newUrl();
		const first = await announce(kind, url, 'alone');
		const refusal = { code: 'database-in-use', message: expect.stringContaining('REDIS_URL') as unknown };
		await expect(announce(kind, url, 'alone')).rejects.toMatchObject(refusal);
		await expect(announce(kind, url, 'together')).rejects.toMatchObject(refusal);
		// Another database is none of its business.
		await (await announce(kind, await factory.newUrl(), 'alone')).close();

		const waiting = announce(kind, url, 'together', 120_000);
		await first.close();
		await first.close();
		const second = await waiting;
		const third = await announce(kind, url, 'together');
		await expect(announce(kind, url, 'alone')).rejects.toMatchObject(refusal);
		await second.close();
		await expect(announce(kind, url, 'alone')).rejects.toMatchObject(refusal);
		await third.close();
		await (await announce(kind, url, 'alone')).close();
	});

	test('a second server process says why it does not start; the first, killed, is back at once', async () => {
		const url = await factory.newUrl();
		const server = await startLiveServer({ ...production, DATABASE_URL: url });
		try {
			const { said, code } = await refusedServer({
				DATABASE_URL: url,
				DATA_DIR: path.dirname(server.databaseFile),
			});
			expect(code).toBe(1);
			expect(said).toContain('Several servers on one database need REDIS_URL');
			expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
			await server.kill();
			await server.ready();
			// The next one was ready, and none was refused in between.
			await expect.poll(() => server.output().match(/server ready/g)).toHaveLength(2);
			expect(server.output()).not.toContain('database-in-use');
		} finally {
			await server.stop();
		}
	});
});

test('PostgreSQL forgets a server, and it says again that it is there; unless another was faster', async () => {
	const factory = await databaseFactories[1][1]();
	try {
		const url = await factory.newUrl();
		const admin = new pg.Client({ connectionString: url });
		await admin.connect();
		const cut = () =>
			admin.query(
				`select pg_terminate_backend(pid) from pg_stat_activity
				where application_name = 'classroom-presence' and datname = current_database()`,
			);
		const holder = async () => {
			const held = `select pid from pg_locks where locktype = 'advisory' and granted and ${ofThisDatabase}`;
			return (await admin.query<{ pid: number }>(held)).rows[0]?.pid;
		};
		let lost = 0;
		const first = await announce('postgres', url, 'alone');
		first.onLost(() => (lost += 1));
		const before = await holder();
		await cut();
		// Not before it has said so again: whoever asked too early would be the other that was faster.
		await expect.poll(async () => ![undefined, before].includes(await holder())).toBe(true);
		const isRefused = () =>
			announce('postgres', url, 'alone').then(
				async (other) => {
					await other.close();
					return false;
				},
				() => true,
			);
		expect(await isRefused()).toBe(true);
		expect(lost).toBe(0);

		// As a server that waits for its turn, and is there first.
		const waiting = new pg.Client({ connectionString: url });
		await waiting.connect();
		const taken = waiting.query('select pg_advisory_lock(7262019)');
		const waits = async () =>
			(await admin.query(`select from pg_locks where not granted and ${ofThisDatabase}`)).rowCount;
		await expect.poll(waits).toBe(1);
		await cut();
		await taken;
		await expect.poll(() => lost).toBe(1);
		await first.close();
		await waiting.end();
		await admin.end();
	} finally {
		await factory.stop();
	}
});
