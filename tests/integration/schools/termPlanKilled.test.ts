// A server is killed in the middle of an import, as a power cut would: nothing of it is there, and it can be done again.
import Sqlite from 'better-sqlite3';
import { setTimeout as wait } from 'node:timers/promises';
import { endpoints } from '@classroom/protocol';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planFile, rosterFile } from '../../load/importing/county.ts';
import { sendFile } from './files.ts';
import type { Installation, SignedIn } from './installation.ts';
import { onBothDatabases, startInstallation } from './installation.ts';
import { startOther } from './startOther.ts';

const SERIES = 300;
const tables = ['term', 'special_day', 'bell_schedule', 'series', 'series_class', 'lesson', 'lesson_class'];
const parts = ['lesson_classroom', 'booking', 'lesson_load', 'series_classroom'];

onBothDatabases("a server killed while it imports a term's plan", (newUrl) => {
	let url: string;
	let installation: Installation;
	let admin: SignedIn;
	beforeAll(async () => {
		url = await newUrl();
		installation = await startInstallation(url);
		admin = await installation.as('county-admin', await installation.addCounty('云岭县'));
		const path = `${endpoints.importRoster.path}?dryRun=false`;
		expect((await sendFile(installation, admin, path, rosterFile('killed'))).status).toBe(200);
	});
	afterAll(() => installation.close());

	const importFrom = async (base: string) => {
		const path = `${endpoints.importTermPlan.path}?dryRun=false`;
		const response = await sendFile({ ...installation, base }, admin, path, planFile(SERIES));
		return endpoints.importTermPlan.response.parse(await response.json());
	};
	const rows = async (): Promise<number[]> => {
		const counts: number[] = [];
		for (const table of [...tables, ...parts]) {
			const counted = sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`;
			counts.push((await counted.execute(installation.database.as())).rows[0]?.rows ?? -1);
		}
		return counts;
	};
	/** Whether somebody else's writing transaction is open: nobody but the other server's import has one. */
	const isWriting = async (): Promise<boolean> => {
		if (installation.database.kind === 'sqlite') return isLocked(url.slice('sqlite:'.length));
		const locks = sql<{ locks: number }>`select count(*) as locks from pg_locks where locktype = 'advisory'
			and database = (select oid from pg_database where datname = current_database())`;
		return ((await locks.execute(installation.database.as())).rows[0]?.locks ?? 0) > 0;
	};

	/** Nobody gets past the first row that is to be written there, until what is answered is called. */
	const hold = async (table: string): Promise<() => Promise<void>> => {
		if (installation.database.kind === 'sqlite') {
			const run = (statement: string) => sql.raw(statement).execute(installation.database.as());
			await run(`create trigger held before insert on ${table} begin select count(*) from endless; end`);
			return async () => {
				await run('drop trigger held');
			};
		}
		const holder = new pg.Client({ connectionString: url });
		await holder.connect();
		await holder.query(`begin; lock table ${table} in share mode`);
		return () => holder.end();
	};

	test('nothing is there after it, however far it was, and then it is imported as a whole', async () => {
		if (installation.database.kind === 'sqlite') {
			const endless = sql`create view endless as
				with recursive n (i) as (select 1 union all select i + 1 from n) select i from n`;
			await endless.execute(installation.database.as());
		}
		for (const [table, furtherMs] of [
			['term', 0],
			['series', 150],
			['booking', 400],
		] as const) {
			const release = await hold(table);
			const other = await startOther(url, installation.clock.now());
			let answered = false;
			const importing = importFrom(other.base).then(
				() => (answered = true),
				() => undefined,
			);
			while (!(await isWriting())) await wait(5);
			// It goes on for as far as it may; what follows is true however far it has come.
			await wait(furtherMs);
			expect([await isWriting(), await rows()]).toEqual([true, [...tables, ...parts].map(() => 0)]);
			await other.kill();
			await release();
			await importing;
			expect(answered).toBe(false);
			while (await isWriting()) await wait(5);
			expect(await rows()).toEqual([...tables, ...parts].map(() => 0));
		}
		const { saved, lessons } = await importFrom(installation.base);
		expect([saved, (await rows())[tables.indexOf('lesson')]]).toEqual([true, lessons]);
	});
});

const isLocked = (file: string): boolean => {
	const database = new Sqlite(file, { timeout: 0 });
	try {
		database.exec('begin immediate');
		database.exec('rollback');
		return false;
	} catch (error) {
		if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') return true;
		throw error;
	} finally {
		database.close();
	}
};
