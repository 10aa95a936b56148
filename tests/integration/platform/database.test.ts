import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertPacked, inTransaction, isAppError, openDatabase } from '../../../server/src/platform/index.ts';
import type { Database, Migration } from '../../../server/src/platform/index.ts';
import { databaseFactories } from './databases.ts';
import type { DatabaseFactory } from './databases.ts';

type Tables = {
	school: { id: string; name: string; opened_at: number };
	room: { id: string; school_id: string };
};
const migrations: Migration[] = [
	{
		id: 'test-1',
		sql: [
			'create table school (id text primary key, name text not null unique, opened_at bigint not null)',
			'create table room (id text primary key, school_id text not null references school (id))',
		],
	},
	{
		id: 'test-2',
		sql: {
			sqlite: ["insert into school values ('s', 'SQLite', 1)"],
			postgres: ["insert into school values ('s', 'PostgreSQL', 1)"],
		},
	},
];
const instant = 1_772_409_600_123;

describe.each(databaseFactories)('%s', (_name, start) => {
	let factory: DatabaseFactory;
	let url: string;
	let database: Database;
	beforeAll(async () => {
		factory = await start();
	});
	afterAll(() => factory.stop());
	beforeEach(async () => {
		url = await factory.newUrl();
		database = await openDatabase(url);
		await database.migrate(migrations);
	});
	afterEach(() => database.close());

	test('instants, counts and sums come back as numbers, text as it was', async () => {
		const db = database.as<Tables>();
		await db.insertInto('school').values({ id: 'a', name: '白河 🏫', opened_at: instant }).execute();
		const row = await db.selectFrom('school').selectAll().where('id', '=', 'a').executeTakeFirstOrThrow();
		expect(row).toEqual({ id: 'a', name: '白河 🏫', opened_at: instant });
		const totals = await db
			.selectFrom('school')
			.select(({ fn }) => [fn.countAll<number>().as('n'), fn.sum<number>('opened_at').as('sum')])
			.executeTakeFirstOrThrow();
		expect(totals).toEqual({ n: 2, sum: instant + 1 });
	});

	test('a row that exists, or that refers to nothing, is a conflict', async () => {
		const db = database.as<Tables>();
		const twice = db.insertInto('school').values({ id: 's', name: 'x', opened_at: 0 }).execute();
		await expect(twice).rejects.toMatchObject({ code: 'conflict' });
		const orphan = db.insertInto('room').values({ id: 'r', school_id: 'nowhere' }).execute();
		await expect(orphan).rejects.toMatchObject({ code: 'conflict' });
	});

	test('a transaction is all or nothing', async () => {
		const db = database.as<Tables>();
		const half = inTransaction(db, async (tx) => {
			await tx.insertInto('school').values({ id: 'b', name: 'b', opened_at: 0 }).execute();
			await tx.insertInto('school').values({ id: 's', name: 'c', opened_at: 0 }).execute();
		});
		await expect(half).rejects.toMatchObject({ code: 'conflict' });
		expect(await db.selectFrom('school').select('id').execute()).toEqual([{ id: 's' }]);
	});

	test('a query past its transaction is refused on both, so that nobody finds out on one only', async () => {
		const db = database.as<Tables>();
		const past = inTransaction(db, () => db.selectFrom('school').selectAll().execute());
		await expect(past).rejects.toThrow('use the transaction');
	});

	test('thousands of rows in few statements are as they were given, and one that cannot be leaves none', async () => {
		const db = database.as<Tables>();
		const names = ['白河 🏫', `'; drop table school; --`, '"{[\\n]}"', '\u0001\n', '1', 'null'];
		const many = Array.from({ length: 9_000 }, (_, n) => ({
			id: `p${String(n).padStart(5, '0')}`,
			name: `${names[n % names.length] ?? ''} ${n}`,
			opened_at: instant + n,
		}));
		await insertPacked(db, 'school', many);
		const read = () => db.selectFrom('school').selectAll().where('id', 'like', 'p%').orderBy('id').execute();
		expect(await read()).toEqual(many);
		const more = many.map((row) => ({ ...row, id: `q${row.id}`, name: `q ${row.name}` }));
		const half = inTransaction(db, (tx) =>
			insertPacked(tx, 'school', [...more, { ...more[0]!, id: 'last' }]),
		);
		await expect(half).rejects.toMatchObject({ code: 'conflict' });
		expect(await db.selectFrom('school').select('id').where('id', 'like', 'q%').execute()).toEqual([]);
		await insertPacked(db, 'school', []);
	});

	test('while a long transaction is under way what there was is read, and whoever writes waits and succeeds', async () => {
		const db = database.as<Tables>();
		const all = async () =>
			(await db.selectFrom('school').select('id').orderBy('id').execute()).map(({ id }) => id);
		const done: string[] = [];
		let end = (): void => undefined;
		const ended = new Promise<void>((resolve) => (end = resolve));
		let begun = (): void => undefined;
		const hasBegun = new Promise<void>((resolve) => (begun = resolve));
		const long = inTransaction(database.apart<Tables>(), async (tx) => {
			await tx.insertInto('school').values({ id: 'long', name: 'long', opened_at: instant }).execute();
			const row = await tx
				.selectFrom('school')
				.selectAll()
				.where('id', '=', 'long')
				.executeTakeFirstOrThrow();
			expect(row).toEqual({ id: 'long', name: 'long', opened_at: instant });
			begun();
			await ended;
		}).then(() => done.push('long'));
		await hasBegun;
		const other = inTransaction(db, async (tx) => {
			// On SQLite the whole file, on PostgreSQL the same name.
			await tx.insertInto('school').values({ id: 'other', name: 'long', opened_at: 0 }).execute();
		}).catch((error: unknown) => done.push(isAppError(error, 'conflict') ? 'refused' : 'failed'));
		for (let reads = 0; reads < 20; reads += 1) {
			expect(await all()).toEqual(['s']);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		expect(done).toEqual([]);
		end();
		await Promise.all([long, other]);
		expect(done.toSorted()).toEqual(['long', 'refused']);
		expect(await all()).toEqual(['long', 's']);
		const undone = inTransaction(database.apart<Tables>(), async (tx) => {
			await tx.insertInto('school').values({ id: 'undone', name: 'undone', opened_at: 0 }).execute();
			throw new Error('no');
		});
		await expect(undone).rejects.toThrow('no');
		const twice = database.apart<Tables>().insertInto('room').values({ id: 'r', school_id: 'nowhere' });
		await expect(twice.execute()).rejects.toMatchObject({ code: 'conflict' });
		expect(await all()).toEqual(['long', 's']);
	});

	test('servers that start together migrate once', async () => {
		const fresh = await factory.newUrl();
		const servers = await Promise.all([1, 2, 3].map(() => openDatabase(fresh)));
		try {
			await Promise.all(servers.map((server) => server.migrate(migrations)));
			const rows = await servers[0]!.as<Tables>().selectFrom('school').selectAll().execute();
			expect(rows).toHaveLength(1);
		} finally {
			await Promise.all(servers.map((server) => server.close()));
		}
	});

	test('a step that fails leaves no table of any step', async () => {
		const fresh = await openDatabase(await factory.newUrl());
		try {
			const broken = [...migrations, { id: 'test-3', sql: ['create table nonsense ('] }];
			await expect(fresh.migrate(broken)).rejects.toThrow();
			await expect(fresh.as<Tables>().selectFrom('school').selectAll().execute()).rejects.toThrow();
			await fresh.migrate(migrations);
		} finally {
			await fresh.close();
		}
	});
});

test('a database that cannot be reached is said so', async () => {
	await expect(openDatabase('postgres://127.0.0.1:1/none')).rejects.toMatchObject({ code: 'unavailable' });
	await expect(openDatabase('sqlite:/etc/hostname/x.sqlite')).rejects.toThrow('cannot be opened');
});
