// The log on SQLite: a thread with a connection of its own, so that no fsync ever holds up the event loop.
import { Worker } from 'node:worker_threads';
import { AppError, databaseError, sqliteSettings } from '../platform/index.ts';
import type { Database } from '../platform/index.ts';
import type { Batch, BatchOutcome, Head, LogStore } from './logStore.ts';
import { WorkerAnswer } from './sqliteLogMessages.ts';
import type { WorkerRequest } from './sqliteLogMessages.ts';

type Answer = Exclude<WorkerAnswer, { kind: 'failed' }>;
type Ask = (id: number) => WorkerRequest;

interface Waiting {
	readonly resolve: (answer: Answer) => void;
	readonly reject: (error: unknown) => void;
}

export class SqliteLogStore implements LogStore {
	readonly #file: string;
	readonly #settings: typeof sqliteSettings;
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#lastId = 0;
	#closed = false;

	constructor(database: Database, settings = sqliteSettings) {
		this.#settings = settings;
		this.#file = database.url.slice('sqlite:'.length);
	}

	async takeEpoch(lessonId: string): Promise<Head> {
		const answer = await this.#ask((id) => ({ kind: 'take-epoch', id, lessonId }));
		if (answer.kind === 'head') return answer.head;
		throw new TypeError('the log thread gave another answer');
	}

	async commit(batches: readonly Batch[]): Promise<readonly BatchOutcome[]> {
		const plain = batches.map((batch) => ({ ...batch, entries: [...batch.entries] }));
		const answer = await this.#ask((id) => ({ kind: 'commit', id, batches: plain }));
		if (answer.kind === 'outcomes') return answer.outcomes;
		throw new TypeError('the log thread gave another answer');
	}

	async close(): Promise<void> {
		this.#closed = true;
		const worker = this.#worker;
		if (worker === undefined) return;
		const exited = new Promise((resolve) => worker.once('exit', resolve));
		worker.postMessage({ kind: 'close' } satisfies WorkerRequest);
		await exited;
	}

	#ask(request: Ask): Promise<Answer> {
		if (this.#closed) return Promise.reject(new AppError('going-away', 'the lesson log is closed'));
		const worker = (this.#worker ??= this.#start());
		this.#lastId += 1;
		const id = this.#lastId;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.postMessage(request(id));
		});
	}

	#start(): Worker {
		const worker = new Worker(new URL('./sqliteLogWorker.mjs', import.meta.url), {
			workerData: { file: this.#file, ...this.#settings },
		});
		worker.on('message', (message: unknown) => this.#answered(WorkerAnswer.parse(message)));
		// A thread that died is replaced by the next request; what it was asked may be asked again.
		let reason: unknown = new Error('the thread ended');
		worker.on('error', (error: unknown) => {
			reason = error;
		});
		worker.on('exit', () => {
			this.#worker = undefined;
			const waiting = [...this.#waiting.values()];
			this.#waiting.clear();
			for (const { reject } of waiting) {
				reject(new AppError('unavailable', 'the lesson log’s thread died', { cause: reason }));
			}
		});
		return worker;
	}

	#answered(answer: WorkerAnswer): void {
		const waiting = this.#waiting.get(answer.id);
		this.#waiting.delete(answer.id);
		if (answer.kind !== 'failed') return waiting?.resolve(answer);
		const error = Object.assign(new Error(answer.message), { code: answer.code });
		waiting?.reject(databaseError(error));
	}
}
