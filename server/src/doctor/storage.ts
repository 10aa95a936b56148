// The database, the recordings' folder and the built pages.
import { access, constants, mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { connectRedis, createLog, messageOf, openDatabase, sortableId } from '../platform/index.ts';
import type { Config, NoTables } from '../platform/index.ts';
import { ok, problem, warning } from './finding.ts';
import type { Finding } from './finding.ts';

export const checkDatabase = async (url: string): Promise<Finding> => {
	const about = 'database';
	const shown = url.replace(/:\/\/[^@/]*@/, '://…@');
	try {
		const database = await openDatabase(url, { poolSize: 1 });
		try {
			const tables = database.as<NoTables>();
			const table = sql.table(`doctor_${sortableId().replaceAll(/\W/g, '')}`);
			await sql`create table ${table} (id integer primary key)`.execute(tables);
			await sql`drop table ${table}`.execute(tables);
		} finally {
			await database.close();
		}
		return ok(about, `${shown} can be written`);
	} catch (error) {
		const todo = url.startsWith('sqlite:')
			? 'See that the folder exists, belongs to the user who runs the server, and that the disk is not full.'
			: 'See that PostgreSQL runs there and that the user in DATABASE_URL may create tables.';
		return problem(about, `${shown} cannot be written: ${messageOf(error)}`, todo);
	}
};

export const checkRedis = async (url: string): Promise<Finding> => {
	try {
		const client = await connectRedis(url, createLog('silent'));
		await client.ping();
		await client.close();
		return ok('Redis', 'answers');
	} catch (error) {
		return problem(
			'Redis',
			messageOf(error),
			'See that Redis runs at REDIS_URL, or unset it for a single server.',
		);
	}
};

const gigabyte = 1e9;
/** A lesson of one hour with teacher, screen and stage, as the encoder's ceilings allow. */
const gigabytesAnHour = 1.2;
const leastGigabytes = 2;
const comfortableGigabytes = 20;

export const checkRecordings = async (folder: string): Promise<Finding> => {
	const about = 'recordings';
	try {
		await mkdir(folder, { recursive: true });
		const file = path.join(folder, `.doctor-${process.pid}`);
		const handle = await open(file, 'w');
		await handle.writeFile('written by npm run doctor');
		await handle.sync();
		await handle.close();
		await rm(file);
		const { bavail, bsize } = await statfs(folder);
		return judgeSpace(folder, (bavail * bsize) / gigabyte);
	} catch (error) {
		const todo = 'Give the folder to the user who runs the server and the recorder, or set RECORDINGS_DIR.';
		return problem(about, `${folder} cannot be written: ${messageOf(error)}`, todo);
	}
};

export const judgeSpace = (folder: string, gigabytes: number): Finding => {
	const about = 'recordings';
	const says = `${folder} can be written; ${gigabytes.toFixed(0)} GB free, about ${Math.floor(gigabytes / gigabytesAnHour)} hours of lessons`;
	const todo = 'Free some space, or put RECORDINGS_DIR on a larger disk.';
	if (gigabytes < leastGigabytes) return problem(about, says, todo);
	return gigabytes < comfortableGigabytes ? warning(about, says, todo) : ok(about, says);
};

export const checkPages = async ({ CLIENT_DIR }: Pick<Config, 'CLIENT_DIR'>): Promise<Finding> => {
	try {
		await access(path.join(CLIENT_DIR, 'index.html'), constants.R_OK);
		return ok('pages', `built, in ${CLIENT_DIR}`);
	} catch {
		return problem(
			'pages',
			`There are no built pages in ${CLIENT_DIR}.`,
			'Run npm run build (npm start does).',
		);
	}
};
