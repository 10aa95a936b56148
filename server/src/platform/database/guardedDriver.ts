// A layer around Kysely's drivers, the same for both databases: errors become AppErrors, SQLite's transactions
// take the write lock at once, and a query that would wait for its own transaction for ever fails instead.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import { CompiledQuery as Compiled } from 'kysely';
import { databaseError, isLocked } from './databaseErrors.ts';

interface OpenTransaction {
	open: boolean;
}

const currentTransaction = new AsyncLocalStorage<OpenTransaction>();

/** Marks what `work` does as inside a transaction, until it has ended. */
export const insideTransaction = async <R>(work: () => Promise<R>): Promise<R> => {
	const transaction: OpenTransaction = { open: true };
	try {
		return await currentTransaction.run(transaction, work);
	} finally {
		transaction.open = false;
	}
};

export interface GuardOptions {
	/** SQLite's one connection is lent to one user at a time. */
	readonly singleConnection: boolean;
	/** How long a statement waits for another connection's lock, ms. */
	readonly busyTimeoutMs: number;
	/** The statement that begins a read-write transaction, when it is not the driver's own. */
	readonly begin?: string;
}

export class GuardedDriver implements Driver {
	readonly #inner: Driver;
	readonly #options: GuardOptions;
	readonly #guarded = new WeakMap<DatabaseConnection, GuardedConnection>();
	readonly #turns = new Turns();

	constructor(inner: Driver, options: GuardOptions) {
		this.#inner = inner;
		this.#options = options;
	}

	init(): Promise<void> {
		return this.#inner.init();
	}

	async acquireConnection(): Promise<DatabaseConnection> {
		refuseNestedQuery();
		if (this.#options.singleConnection) await this.#turns.take();
		const connection = await mapped(() => this.#inner.acquireConnection());
		const known = this.#guarded.get(connection);
		if (known !== undefined) return known;
		const guarded = new GuardedConnection(connection, this.#options.busyTimeoutMs, () => this.#letOthers());
		this.#guarded.set(connection, guarded);
		return guarded;
	}

	async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
		const { begin } = this.#options;
		if (begin === undefined) await this.#inner.beginTransaction(connection, settings);
		else await connection.executeQuery(Compiled.raw(begin));
		if (connection instanceof GuardedConnection) connection.inTransaction = true;
	}

	async commitTransaction(connection: DatabaseConnection): Promise<void> {
		await this.#inner.commitTransaction(connection);
		if (connection instanceof GuardedConnection) connection.inTransaction = false;
	}

	async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		if (connection instanceof GuardedConnection) connection.inTransaction = false;
		await this.#inner.rollbackTransaction(inner(connection));
	}

	async releaseConnection(connection: DatabaseConnection): Promise<void> {
		await this.#inner.releaseConnection(inner(connection));
		if (this.#options.singleConnection) this.#turns.give();
	}

	destroy(): Promise<void> {
		return this.#inner.destroy();
	}

	/** Whoever waits for another process or connection to have written does not keep this one from reading meanwhile. */
	async #letOthers(): Promise<void> {
		if (this.#options.singleConnection) this.#turns.give();
		await pause();
		if (this.#options.singleConnection) await this.#turns.take();
	}
}

/**
 * A query past the transaction would not be part of it, and on SQLite would wait for it for ever. Kysely's own
 * lock comes before the driver is asked, which is why the turns are taken here.
 */
const refuseNestedQuery = (): void => {
	if (currentTransaction.getStore()?.open === true) {
		throw new TypeError('inside inTransaction(), use the transaction it hands you, not the database');
	}
};

/** First come, first served. */
class Turns {
	#taken = false;
	readonly #waiting: (() => void)[] = [];

	async take(): Promise<void> {
		if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
		this.#taken = true;
	}

	give(): void {
		const next = this.#waiting.shift();
		if (next === undefined) this.#taken = false;
		else next();
	}
}

class GuardedConnection implements DatabaseConnection {
	readonly inner: DatabaseConnection;
	/** Nobody else may use it then. */
	inTransaction = false;
	readonly #busyTimeoutMs: number;
	readonly #letOthers: () => Promise<void>;

	constructor(connection: DatabaseConnection, busyTimeoutMs: number, letOthers: () => Promise<void>) {
		this.inner = connection;
		this.#busyTimeoutMs = busyTimeoutMs;
		this.#letOthers = letOthers;
	}

	/** A statement that found the database locked had no effect: it is tried again. */
	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const giveUpAt = performance.now() + this.#busyTimeoutMs;
		for (;;) {
			try {
				return await this.inner.executeQuery<R>(query);
			} catch (error) {
				if (!isLocked(error) || performance.now() >= giveUpAt) throw databaseError(error);
				await (this.inTransaction ? pause() : this.#letOthers());
			}
		}
	}

	streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
		return this.inner.streamQuery<R>(query, chunkSize);
	}
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 10));

const inner = (connection: DatabaseConnection): DatabaseConnection =>
	connection instanceof GuardedConnection ? connection.inner : connection;

const mapped = async <R>(work: () => Promise<R>): Promise<R> => {
	try {
		return await work();
	} catch (error) {
		throw databaseError(error);
	}
};
