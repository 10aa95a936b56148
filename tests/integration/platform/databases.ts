// Both databases, for contract tests that each must pass: SQLite in a temporary folder, a real PostgreSQL.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databasesOfRun } from '../../fixtures/postgresOfRun.ts';

export interface DatabaseFactory {
	readonly kind: 'sqlite' | 'postgres';
	/** The address of a new, empty database. */
	newUrl(): Promise<string>;
	/** Removes them all. */
	stop(): Promise<void>;
}

const sqlite = async (): Promise<DatabaseFactory> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'classroom-sqlite-'));
	let count = 0;
	return {
		kind: 'sqlite',
		newUrl: () => {
			count += 1;
			return Promise.resolve(`sqlite:${path.join(folder, `${count}.sqlite`)}`);
		},
		stop: () => rm(folder, { recursive: true, force: true }),
	};
};

const postgres = (): Promise<DatabaseFactory> => {
	const { newDatabase, removeAll } = databasesOfRun();
	return Promise.resolve({ kind: 'postgres', newUrl: newDatabase, stop: removeAll });
};

export const databaseFactories = [
	['SQLite', sqlite],
	['PostgreSQL', postgres],
] as const;
