// Kysely's driver for a connection in a thread of its own: what is much to write, and the wait for the disk, hold up
// nobody else. To be used within a GuardedDriver, which lends the connection to one user at a time.
import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { CompiledQuery as Compiled } from 'kysely';
import { AppError } from '../errors.ts';
import { ThreadAnswer, ThreadRequest } from './threadMessages.ts';
import type { ThreadSettings } from './threadMessages.ts';

interface Waiting {
	readonly resolve: (answer: ThreadAnswer) => void;
	readonly reject: (error: unknown) => void;
}

export class ThreadDriver implements Driver {
	readonly #connection: ThreadConnection;

	constructor(settings: ThreadSettings) {
		this.#connection = new ThreadConnection(settings);
	}

	init(): Promise<void> {
		return Promise.resolve();
	}

	acquireConnection(): Promise<DatabaseConnection> {
		return Promise.resolve(this.#connection);
	}

	async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(Compiled.raw('begin'));
	}

	async commitTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(Compiled.raw('commit'));
	}

	async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(Compiled.raw('rollback'));
	}

	releaseConnection(): Promise<void> {
		return Promise.resolve();
	}

	destroy(): Promise<void> {
		return this.#connection.close();
	}
}

class ThreadConnection implements DatabaseConnection {
	readonly #settings: ThreadSettings;
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#lastId = 0;

	constructor(settings: ThreadSettings) {
		this.#settings = settings;
	}

	async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
		const answer = await this.#ask(sql, parameters);
		// The query says of what its rows are.
		const isRow = (row: unknown): row is R => typeof row === 'object' && row !== null;
		if (answer.kind === 'rows') return { rows: answer.rows.filter(isRow) };
		if (answer.kind === 'changed') return { rows: [], numAffectedRows: BigInt(answer.changes) };
		throw Object.assign(new Error(answer.message), { code: answer.code });
	}

	streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
		throw new TypeError('a connection in a thread of its own does not stream');
	}

	async close(): Promise<void> {
		const worker = this.#worker;
		if (worker === undefined) return;
		const exited = new Promise((resolve) => worker.once('exit', resolve));
		worker.postMessage({ kind: 'close' } satisfies ThreadRequest);
		await exited;
	}

	#ask(sql: string, parameters: readonly unknown[]): Promise<ThreadAnswer> {
		this.#lastId += 1;
		const id = this.#lastId;
		const request = ThreadRequest.parse({ kind: 'query', id, sql, parameters });
		const worker = (this.#worker ??= this.#start());
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.postMessage(request);
		});
	}

	#start(): Worker {
		const worker = new Worker(new URL('./sqliteThread.mjs', import.meta.url), { workerData: this.#settings });
		worker.on('message', (message: unknown) => {
			const answer = ThreadAnswer.parse(message);
			this.#waiting.get(answer.id)?.resolve(answer);
			this.#waiting.delete(answer.id);
		});
		// What it had begun is undone by its end; the next statement has a thread anew.
		let reason: unknown = new Error('the thread ended');
		worker.on('error', (error: unknown) => {
			reason = error;
		});
		worker.on('exit', () => {
			this.#worker = undefined;
			const waiting = [...this.#waiting.values()];
			this.#waiting.clear();
			for (const { reject } of waiting) {
				reject(new AppError('unavailable', 'the database’s thread died', { cause: reason }));
			}
		});
		// A program that has nothing else to do may end.
		worker.unref();
		return worker;
	}
}
