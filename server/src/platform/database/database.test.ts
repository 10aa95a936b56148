import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import type { Migration } from './migrations.ts';
import { inTransaction } from './transaction.ts';

type Tables = { school: { id: string; name: string; opened_at: number } };
const migrations: Migration[] = [
	{
		id: 'schools-1',
		sql: ['create table school (id text primary key, name text not null unique, opened_at bigint not null)'],
	},
];
const school = { id: 'a', name: '白河小学', opened_at: 1_772_409_600_000 };

let folder: string;
let database: Database;
beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'classroom-'));
	database = await openDatabase(`sqlite:${path.join(folder, 'new', 'test.sqlite')}`);
	await database.migrate(migrations);
});
afterEach(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

test('a feature sees its own tables, typed', async () => {
	const db = database.as<Tables>();
	await db.insertInto('school').values(school).execute();
	expect(await db.selectFrom('school').selectAll().execute()).toEqual([school]);
});

test('a second row with the same name is a conflict', async () => {
	const db = database.as<Tables>();
	await db.insertInto('school').values(school).execute();
	const twice = db
		.insertInto('school')
		.values({ ...school, id: 'b' })
		.execute();
	await expect(twice).rejects.toMatchObject({ code: 'conflict' });
});

test('a transaction that throws leaves nothing, and nested ones join it', async () => {
	const db = database.as<Tables>();
	const failing = inTransaction(db, async (outer) => {
		await inTransaction(outer, (inner) => inner.insertInto('school').values(school).execute());
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
	expect(await db.selectFrom('school').selectAll().execute()).toEqual([]);
});

test('concurrent transactions take turns', async () => {
	const db = database.as<Tables>();
	await db
		.insertInto('school')
		.values({ ...school, opened_at: 0 })
		.execute();
	const addOne = () =>
		inTransaction(db, async (tx) => {
			const row = await tx.selectFrom('school').select('opened_at').executeTakeFirstOrThrow();
			await new Promise((resolve) => setImmediate(resolve));
			await tx
				.updateTable('school')
				.set({ opened_at: row.opened_at + 1 })
				.execute();
		});
	await Promise.all([addOne(), addOne(), addOne()]);
	expect((await db.selectFrom('school').select('opened_at').executeTakeFirstOrThrow()).opened_at).toBe(3);
});

test('a query past its transaction is refused instead of waiting for ever', async () => {
	const db = database.as<Tables>();
	const past = inTransaction(db, () => db.selectFrom('school').selectAll().execute());
	await expect(past).rejects.toThrow('use the transaction');
	expect(await db.selectFrom('school').selectAll().execute()).toEqual([]);
});

test('migrations run once, and a changed or missing one is refused with a sentence', async () => {
	await database.migrate(migrations);
	await expect(database.migrate([{ id: 'schools-1', sql: ['select 1'] }])).rejects.toMatchObject({
		code: 'bad-configuration',
	});
	await expect(database.migrate([])).rejects.toThrow('newer version');
});

test('a failing migration leaves nothing of itself or of those before it', async () => {
	const more: Migration[] = [
		...migrations,
		{ id: 'schools-2', sql: ['create table half (id text primary key)'] },
		{ id: 'schools-3', sql: ['create table nonsense ('] },
	];
	await expect(database.migrate(more)).rejects.toThrow();
	await expect(
		database.as<{ half: { id: string } }>().selectFrom('half').selectAll().execute(),
	).rejects.toThrow('no such table');
	await database.migrate(migrations);
});
