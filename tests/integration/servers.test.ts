import { existsSync } from 'node:fs';
import pg from 'pg';
import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { startPostgres } from '../fixtures/postgres.ts';
import { startRedis } from '../fixtures/redis.ts';

test('a PostgreSQL server with databases apart from each other, and nothing left after it', async () => {
	const server = await startPostgres();
	const other = await server.newDatabase();
	expect(other).not.toBe(server.url);
	const client = new pg.Client({ connectionString: server.url });
	await client.connect();
	await client.query('create table things (name text)');
	await client.query("insert into things values ('课堂')");
	expect((await client.query('select name from things')).rows).toEqual([{ name: '课堂' }]);
	await client.end();
	await server.stop();
	await server.stop();
	expect(existsSync(server.folder)).toBe(false);
});

test('a Redis server, and nothing left after it', async () => {
	const server = await startRedis();
	const redis = await createClient({ url: server.url }).connect();
	await redis.set('name', '课堂');
	expect(await redis.get('name')).toBe('课堂');
	await redis.close();
	await server.stop();
	expect(existsSync(server.folder)).toBe(false);
});
