import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
	createBus,
	createJobs,
	jobKind,
	jobMigrations,
	memoryCarrier,
	openDatabase,
	silentLog,
	systemClock,
} from '../../../server/src/platform/index.ts';
import type { BusCarrier, Clock, Database, JobRun, Jobs } from '../../../server/src/platform/index.ts';
import { databaseFactories } from './databases.ts';
import type { DatabaseFactory } from './databases.ts';

const Payload = z.object({ lesson: z.string() });
/** Nobody's claim runs out while a test waits, however busy the machine is. */
const compose = jobKind('compose', Payload, { maxAttempts: 2, claimMs: 600_000 });
type Run = JobRun<typeof Payload>;

/** Runs as fast as asked, so that back-off need not be waited for. */
const fastClock = (factor: number): Clock => ({
	now: () => Date.now(),
	monotonic: () => performance.now(),
	setTimeout: (work, ms) => systemClock.setTimeout(work, ms / factor),
});

describe.each(databaseFactories)('jobs on %s', (_name, start) => {
	let factory: DatabaseFactory;
	let databases: Database[];
	let carrier: BusCarrier;
	let a: Jobs;
	let b: Jobs;
	const node = (database: Database): Jobs =>
		createJobs({ database, bus: createBus(carrier, silentLog()), clock: systemClock, log: silentLog() });
	beforeAll(async () => {
		factory = await start();
	});
	afterAll(() => factory.stop());
	beforeEach(async () => {
		const url = await factory.newUrl();
		const database = await openDatabase(url);
		await database.migrate(jobMigrations);
		databases = [database, await openDatabase(url)];
		carrier = memoryCarrier();
		a = node(databases[0]!);
		b = node(databases[1]!);
	});
	afterEach(async () => {
		await Promise.all([a.close(), b.close()]);
		await Promise.all(databases.map((database) => database.close()));
	});
	const status = async (key: string) => (await a.find(compose, key))?.status;

	test('each of many is done once, whichever node takes it', async () => {
		const done: string[] = [];
		const run = ({ payload }: Run): Promise<void> => {
			done.push(payload.lesson);
			return Promise.resolve();
		};
		const names = Array.from({ length: 20 }, (_, index) => `lesson${index}`);
		for (const lesson of names) await a.enqueue(compose, lesson, { lesson });
		a.work(compose, run, { concurrency: 3 });
		b.work(compose, run, { concurrency: 3 });
		await expect.poll(() => done.length).toBe(20);
		expect(done.toSorted()).toEqual(names.toSorted());
		await expect.poll(() => status('lesson19')).toBe('done');
	});

	test('a key is unique while unfinished', async () => {
		const first = await a.enqueue(compose, 'k', { lesson: 'x' });
		expect(await b.enqueue(compose, 'k', { lesson: 'y' })).toBe(first);
		a.work(compose, () => Promise.resolve());
		await expect.poll(() => status('k')).toBe('done');
		expect(await a.enqueue(compose, 'k', { lesson: 'z' })).not.toBe(first);
	});

	test('a failing job is tried again, then given up', async () => {
		const attempts: number[] = [];
		const bus = createBus(carrier, silentLog());
		const fast = createJobs({ database: databases[0]!, bus, clock: fastClock(10), log: silentLog() });
		fast.work(compose, ({ attempt }) => {
			attempts.push(attempt);
			return Promise.reject(new Error('no disk'));
		});
		await fast.enqueue(compose, 'k', { lesson: 'x' });
		await expect.poll(() => status('k')).toBe('failed');
		expect(attempts).toEqual([1, 2]);
		await fast.close();
	});

	test('progress is seen, and cancelling aborts the run', async () => {
		// It asks three times a claim whether it still has it.
		const bus = createBus(carrier, silentLog());
		const fast = createJobs({ database: databases[0]!, bus, clock: fastClock(1000), log: silentLog() });
		const aborted = new Promise<void>((resolve) => {
			fast.work(compose, async ({ progress, signal }) => {
				await progress(0.5);
				if (!signal.aborted) await once(signal, 'abort');
				resolve();
			});
		});
		const id = await b.enqueue(compose, 'k', { lesson: 'x' });
		await expect.poll(() => a.find(compose, 'k')).toMatchObject({ progress: 0.5 });
		expect(await b.cancel(id)).toBe(true);
		await aborted;
		expect(await status('k')).toBe('cancelled');
		expect(await b.cancel(id)).toBe(false);
		await fast.close();
	});

	test('a job whose worker died is taken over', async () => {
		await a.enqueue(compose, 'k', { lesson: 'x' });
		// As left behind by a killed process: claimed, and never renewed.
		const db = databases[0]!.as<{ platform_job: Record<string, unknown> }>();
		await db
			.updateTable('platform_job')
			.set({ status: 'running', claim: 'dead', claimed_until: Date.now() + 300, attempts: 1 })
			.execute();
		const attempt = new Promise<number>((resolve) => {
			b.work(compose, (run) => {
				resolve(run.attempt);
				return Promise.resolve();
			});
		});
		expect(await attempt).toBe(2);
		await expect.poll(() => status('k')).toBe('done');
	});

	test('closing puts back what was running', async () => {
		const started = new Promise<void>((resolve) => {
			a.work(compose, ({ signal }) => {
				resolve();
				return new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(new Error('stopped'))),
				);
			});
		});
		await a.enqueue(compose, 'k', { lesson: 'x' });
		await started;
		await a.close();
		expect((await b.find(compose, 'k'))?.status).toBe('waiting');
	});
});
