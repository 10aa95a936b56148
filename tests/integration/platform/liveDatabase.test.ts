// The lesson log and chats have a file of their own on SQLite: what was written before they had is not lost.
import { LessonId, PeerId } from '@classroom/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLessonLog, lessonLogMigrations } from '../../../server/src/lessonLog/index.ts';
import type { LessonLog, LessonLogTables } from '../../../server/src/lessonLog/index.ts';
import { openLiveDatabase } from '../../../server/src/liveDatabase.ts';
import type { Database } from '../../../server/src/platform/index.ts';
import {
	inTransaction,
	Metrics,
	newId,
	openDatabase,
	silentLog,
	systemClock,
} from '../../../server/src/platform/index.ts';
import { ChatStore, teachingMigrations } from '../../../server/src/teaching/index.ts';
import { databaseFactories } from './databases.ts';
import type { DatabaseFactory } from './databases.ts';

const raised = { type: 'hand-raised', peerId: PeerId.parse('p'), by: null } as const;

describe.each(databaseFactories)('what live lessons write, on %s', (_name, start) => {
	let factory: DatabaseFactory;
	let database: Database;
	const logs: LessonLog[] = [];
	beforeAll(async () => {
		factory = await start();
	});
	afterAll(() => factory.stop());
	beforeEach(async () => {
		database = await openDatabase(await factory.newUrl());
		await database.migrate([...lessonLogMigrations, ...teachingMigrations]);
	});
	afterEach(async () => {
		for (const log of logs.splice(0)) await log.close();
		await database.close();
	});

	const logOn = (on: Database): LessonLog => {
		const log = createLessonLog({
			database: on,
			clock: systemClock,
			log: silentLog(),
			metrics: new Metrics(),
		});
		logs.push(log);
		return log;
	};
	const append = async (log: LessonLog, lessonId: LessonId, entries: number): Promise<number> => {
		const writer = await log.open(lessonId);
		await Promise.all(Array.from({ length: entries }, () => writer.append(raised)));
		await writer.close();
		return writer.epoch;
	};
	const seqs = async (log: LessonLog, lessonId: LessonId): Promise<number[]> =>
		(await log.read(lessonId, 0, 10_000)).map(({ seq }) => seq);
	const upTo = (n: number): number[] => Array.from({ length: n }, (_, place) => place + 1);
	const lessonIds = Array.from({ length: 130 }, () => newId(LessonId));
	const [first = newId(LessonId), second = newId(LessonId)] = lessonIds;

	test('what was written before is found after, under its numbers, and goes on from there', async () => {
		const before = logOn(database);
		const epoch = await append(before, first, 2_500);
		for (const lessonId of lessonIds.slice(1)) await append(before, lessonId, 3);
		await new ChatStore(database).save({ messageId: 'm1', lessonId: first, text: '老师好' });
		const live = await openLiveDatabase(database);
		const after = logOn(live);
		expect(await seqs(after, first)).toEqual(upTo(2_500));
		expect((await after.begun(lessonIds)).toSorted()).toEqual(lessonIds.toSorted());
		expect(await new ChatStore(live).find(['m1'])).toEqual(new Map([['m1', '老师好']]));
		expect(await append(after, first, 1)).toBe(epoch + 1);
		// The next start finds nothing to move, and takes nothing back.
		const again = await openLiveDatabase(database);
		expect(await seqs(logOn(again), first)).toEqual(upTo(2_501));
	});

	test('a server killed while it moved is followed by one that goes on; nothing newer is written over', async () => {
		await append(logOn(database), first, 5);
		await append(logOn(database), second, 5);
		const live = await openLiveDatabase(database);
		if (live.url === database.url) return;
		const [old, own] = [database.as<LessonLogTables>(), live.as<LessonLogTables>()];
		const entries = await own.selectFrom('lesson_log').selectAll().execute();
		const heads = await own.selectFrom('lesson_log_heads').selectAll().execute();
		// As if it had been killed after the one lesson was copied, in the middle of the other, before anything was taken away.
		await inTransaction(old, async (tx) => {
			await tx.insertInto('lesson_log').values(entries).execute();
			await tx.insertInto('lesson_log_heads').values(heads).execute();
		});
		await own.deleteFrom('lesson_log').where('lesson_id', '=', second).where('seq', '>', 2).execute();
		await own.deleteFrom('lesson_log_heads').where('lesson_id', '=', second).execute();
		// Another server was there first, and its lesson went on.
		await append(logOn(live), first, 2);
		const log = logOn(await openLiveDatabase(database));
		expect(await seqs(log, first)).toEqual(upTo(7));
		expect(await seqs(log, second)).toEqual(upTo(5));
		await append(log, first, 1);
		expect(await seqs(log, first)).toEqual(upTo(8));
		expect(await old.selectFrom('lesson_log').selectAll().execute()).toEqual([]);
		expect(await old.selectFrom('lesson_log_heads').selectAll().execute()).toEqual([]);
	});

	test('an entry is on disk while somebody else writes much for as long as it takes', async () => {
		const live = await openLiveDatabase(database);
		const log = logOn(live);
		const chat = new ChatStore(live);
		const writer = await log.open(first);
		let [begun, release] = [(): void => undefined, (): void => undefined];
		const hasBegun = new Promise<void>((resolve) => (begun = resolve));
		const released = new Promise<void>((resolve) => (release = resolve));
		const long = inTransaction(database.apart<LessonLogTables>(), async (tx) => {
			await tx.insertInto('lesson_log_heads').values({ lesson_id: 'import', epoch: 1, seq: 0 }).execute();
			begun();
			await released;
		});
		await hasBegun;
		const { seq } = await writer.append(raised);
		await chat.save({ messageId: 'm', lessonId: first, text: '好' });
		expect([seq, await seqs(log, first)]).toEqual([1, [1]]);
		release();
		await long;
	});
});
