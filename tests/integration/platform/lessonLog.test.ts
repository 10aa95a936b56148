import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LessonEvent, LogEntry } from '@classroom/protocol';
import { LessonId, PeerId } from '@classroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createLessonLog, lessonLogMigrations } from '../../../server/src/lessonLog/index.ts';
import type { LessonLog, LessonLogTables } from '../../../server/src/lessonLog/index.ts';
import { SqliteLogStore } from '../../../server/src/lessonLog/sqliteLogStore.ts';
import {
	isAppError,
	Metrics,
	newId,
	openDatabase,
	silentLog,
	sqliteSettings,
	systemClock,
} from '../../../server/src/platform/index.ts';
import type { Database } from '../../../server/src/platform/index.ts';
import { databaseFactories } from './databases.ts';
import type { DatabaseFactory } from './databases.ts';

const peerId = PeerId.parse('p1');
const raised: LessonEvent = { type: 'hand-raised', peerId, by: null };

const logOn = (database: Database, metrics = new Metrics()): LessonLog =>
	createLessonLog({
		database,
		clock: systemClock,
		log: silentLog(),
		metrics,
	});
const seqs = (entries: readonly LogEntry[]) => entries.map((entry) => entry.seq);
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe.each(databaseFactories)('lesson log on %s', (_name, start) => {
	let factory: DatabaseFactory;
	let url: string;
	let database: Database;
	let log: LessonLog;
	let metrics: Metrics;
	let lessonId: LessonId;
	beforeAll(async () => {
		factory = await start();
		url = await factory.newUrl();
	});
	afterAll(() => factory.stop());
	beforeEach(async () => {
		database = await openDatabase(url);
		await database.migrate(lessonLogMigrations);
		metrics = new Metrics();
		log = logOn(database, metrics);
		lessonId = newId(LessonId);
	});
	afterEach(async () => {
		await log.close();
		await database.close();
	});

	test('what is appended is read back, in order, without holes', async () => {
		const writer = await log.open(lessonId);
		const first = await writer.append({ type: 'phase-changed', phase: 'teaching', cause: 'bell' });
		const rest = await Promise.all(upTo(50).map(() => writer.append(raised)));
		expect([first.seq, ...rest.map((each) => each.seq)]).toEqual(upTo(51));
		const entries = await log.read(lessonId, 0, 1000);
		expect(seqs(entries)).toEqual(upTo(51));
		expect(entries[0]).toEqual({
			lessonId,
			...first,
			event: { type: 'phase-changed', phase: 'teaching', cause: 'bell' },
		});
		expect(seqs(await log.read(lessonId, 49, 1))).toEqual([50]);
		expect((await metrics.text()).body).toContain('classroom_log_append_seconds_count 51');
	});

	test('many lessons at once: each keeps its own order', async () => {
		const writers = await Promise.all(upTo(20).map(() => log.open(newId(LessonId))));
		await Promise.all(upTo(25).flatMap(() => writers.map((writer) => writer.append(raised))));
		for (const writer of writers) expect(seqs(await log.read(writer.lessonId, 0, 100))).toEqual(upTo(25));
	});

	test('a new writer goes on where the old one stopped, and the old one is refused', async () => {
		const old = await log.open(lessonId);
		await old.append(raised);
		const next = await log.open(lessonId);
		expect(next.epoch).toBe(old.epoch + 1);
		await expect(old.append(raised)).rejects.toMatchObject({ code: 'stale-epoch' });
		await expect(old.append(raised)).rejects.toMatchObject({ code: 'stale-epoch' });
		expect((await next.append(raised)).seq).toBe(2);
		expect(seqs(await log.read(lessonId, 0, 10))).toEqual([1, 2]);
	});

	test('two nodes race: no number twice, no hole, and only one goes on', async () => {
		const other = await openDatabase(url);
		const otherLog = logOn(other);
		try {
			const acknowledged: number[] = [];
			const write = async (from: LessonLog): Promise<void> => {
				const writer = await from.open(lessonId);
				await Promise.all(
					upTo(30).map(async () => {
						try {
							acknowledged.push((await writer.append(raised)).seq);
						} catch (error) {
							if (!isAppError(error, 'stale-epoch')) throw error;
						}
					}),
				);
			};
			await Promise.all([write(log), write(otherLog), write(log), write(otherLog)]);
			const inLog = seqs(await log.read(lessonId, 0, 1000));
			expect(inLog).toEqual(upTo(inLog.length));
			expect(acknowledged.sort((a, b) => a - b)).toEqual(inLog);
			expect(inLog.length).toBeGreaterThanOrEqual(30);
		} finally {
			await otherLog.close();
			await other.close();
		}
	});

	test('times never go back, even when the clock does', async () => {
		let now = 5000;
		const clock = { ...systemClock, now: () => now };
		const own = createLessonLog({ database, clock, log: silentLog(), metrics: new Metrics() });
		const writer = await own.open(lessonId);
		await writer.append(raised);
		now = 4000;
		await writer.append(raised);
		await (await own.open(lessonId)).append(raised);
		await own.close();
		expect((await log.read(lessonId, 0, 10)).map((entry) => entry.at)).toEqual([5000, 5000, 5000]);
	});

	test('closing waits for what is under way, then refuses', async () => {
		const writer = await log.open(lessonId);
		const appended = writer.append(raised);
		await writer.close();
		expect((await appended).seq).toBe(1);
		await expect(writer.append(raised)).rejects.toMatchObject({ code: 'stale-epoch' });
	});

	test('a process killed in the middle loses nothing that it was told is written', async () => {
		const child = fork(new URL('./appender.ts', import.meta.url), [url, lessonId], { silent: true });
		const acknowledged: number[] = [];
		await new Promise<void>((resolve, reject) => {
			child.on('message', (message) => {
				acknowledged.push(z.number().parse(message));
				if (acknowledged.length === 200) resolve();
			});
			child.once('exit', () => reject(new Error('the appender ended by itself')));
		});
		child.removeAllListeners('exit');
		child.kill('SIGKILL');
		await once(child, 'exit');
		const inLog = seqs(await log.read(lessonId, 0, 100_000));
		expect(inLog).toEqual(upTo(inLog.length));
		expect(inLog.length).toBeGreaterThanOrEqual(Math.max(...acknowledged));
		const writer = await log.open(lessonId);
		expect((await writer.append(raised)).seq).toBe(inLog.length + 1);
	});
});

test('a full disk refuses appends with a code, keeps nothing half, and goes on once there is room', async () => {
	const factory = await databaseFactories[0][1]();
	const database = await openDatabase(await factory.newUrl());
	await database.migrate([
		...lessonLogMigrations,
		{ id: 'ballast-1', sql: ['create table ballast (weight text)'] },
	]);
	const db = database.as<LessonLogTables & { ballast: { weight: string } }>();
	await db
		.insertInto('ballast')
		.values({ weight: 'x'.repeat(400_000) })
		.execute();
	const store = new SqliteLogStore(database, {
		...sqliteSettings,
		// The "disk" has room for the ballast and little more.
		pragmas: [...sqliteSettings.pragmas, 'max_page_count = 120'],
	});
	const log = createLessonLog({
		database,
		clock: systemClock,
		log: silentLog(),
		metrics: new Metrics(),
		store,
	});
	try {
		const lessonId = newId(LessonId);
		const writer = await log.open(lessonId);
		const event: LessonEvent = { type: 'room-opened', epoch: 1, node: 'n'.repeat(3000), plannedEnd: 1 };
		let written = 0;
		const appendUntilFull = async (): Promise<void> => {
			for (;;) written = (await writer.append(event)).seq;
		};
		await expect(appendUntilFull()).rejects.toMatchObject({ code: 'storage-full' });
		expect(written).toBeGreaterThan(0);
		expect(seqs(await log.read(lessonId, 0, 1000))).toEqual(upTo(written));
		await db.deleteFrom('ballast').execute();
		expect((await writer.append(event)).seq).toBe(written + 1);
		expect(seqs(await log.read(lessonId, 0, 1000))).toEqual(upTo(written + 1));
	} finally {
		await log.close();
		await database.close();
		await factory.stop();
	}
});
