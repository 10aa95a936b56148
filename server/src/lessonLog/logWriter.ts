// The right to append to one lesson's log, under one epoch.
import { LessonEvent } from '@classroom/protocol';
import type { LessonId } from '@classroom/protocol';
import { AppError } from '../platform/index.ts';
import type { Clock, Histogram } from '../platform/index.ts';
import type { Contributor } from './groupCommit.ts';
import type { Batch, BatchOutcome, Head, RawEntry } from './logStore.ts';

export interface Appended {
	readonly seq: number;
	/** UTC ms. */
	readonly at: number;
}

export interface LogWriter {
	readonly lessonId: LessonId;
	readonly epoch: number;
	/** The number of the last entry known to be in the database. */
	readonly seq: number;
	/**
	 * Resolves once the entry is on disk; in the order of the calls. Rejects with
	 * `stale-epoch`: another writer was opened, or what became of an append is not known: close, open again;
	 * `storage-full`: nothing was written, and later appends may succeed.
	 */
	append(event: LessonEvent): Promise<Appended>;
	/** Waits for what is under way; then appends are refused. Idempotent. */
	close(): Promise<void>;
}

interface Pending {
	readonly entry: RawEntry;
	readonly resolve: (appended: Appended) => void;
	readonly reject: (error: AppError) => void;
}

/** Entries of one lesson in one commit, at most. */
const batchLimit = 500;

export interface LogWriterOptions {
	readonly lessonId: LessonId;
	readonly head: Head;
	readonly clock: Clock;
	/** Observes how long appends take. */
	readonly seconds: Histogram;
	/** Asks for a commit. */
	readonly ready: (writer: Contributor) => void;
}

export class LessonLogWriter implements LogWriter, Contributor {
	readonly lessonId: LessonId;
	readonly epoch: number;
	readonly #options: LogWriterOptions;
	readonly #pending: Pending[] = [];
	#underWay: Pending[] = [];
	#seq: number;
	#lastAt: number;
	#refusal: AppError | undefined;
	#emptied: (() => void)[] = [];

	constructor(options: LogWriterOptions) {
		this.#options = options;
		this.lessonId = options.lessonId;
		this.epoch = options.head.epoch;
		this.#seq = options.head.seq;
		this.#lastAt = options.head.lastAt;
	}

	get seq(): number {
		return this.#seq;
	}

	append(event: LessonEvent): Promise<Appended> {
		if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
		// What would not be readable is not written.
		const { type, ...payload } = LessonEvent.parse(event);
		this.#lastAt = Math.max(this.#lastAt, this.#options.clock.now());
		const entry = { at: this.#lastAt, type, payload: JSON.stringify(payload) };
		const stop = this.#options.seconds.startTimer();
		return new Promise((resolve, reject) => {
			const acknowledged = (appended: Appended): void => {
				stop();
				resolve(appended);
			};
			this.#pending.push({ entry, resolve: acknowledged, reject });
			this.#options.ready(this);
		});
	}

	async close(): Promise<void> {
		if (this.#pending.length + this.#underWay.length > 0) {
			await new Promise<void>((resolve) => this.#emptied.push(resolve));
		}
		this.#refusal ??= new AppError('stale-epoch', 'this writer of the lesson log is closed');
	}

	takeBatch(): Batch | undefined {
		this.#underWay = this.#pending.splice(0, batchLimit);
		if (this.#underWay.length === 0) return undefined;
		const { lessonId, epoch } = this;
		return { lessonId, epoch, afterSeq: this.#seq, entries: this.#underWay.map(({ entry }) => entry) };
	}

	settle(_batch: Batch, outcome: BatchOutcome | AppError): void {
		const settled = this.#underWay.splice(0);
		if (outcome === 'written') this.#succeed(settled);
		else if (outcome !== 'stale' && outcome.code === 'storage-full') fail(settled, outcome);
		else this.#giveUp(settled, outcome);
		if (this.#pending.length > 0) this.#options.ready(this);
		else for (const resolve of this.#emptied.splice(0)) resolve();
	}

	#succeed(settled: readonly Pending[]): void {
		for (const { entry, resolve } of settled) {
			this.#seq += 1;
			resolve({ seq: this.#seq, at: entry.at });
		}
	}

	/** The log is another's, or it is not known how far it goes: this writer must not go on. */
	#giveUp(settled: readonly Pending[], outcome: 'stale' | AppError): void {
		this.#refusal =
			outcome === 'stale'
				? new AppError('stale-epoch', `the log of lesson ${this.lessonId} has another writer`)
				: new AppError('stale-epoch', outcome.message, { cause: outcome });
		fail([...settled, ...this.#pending.splice(0)], this.#refusal);
	}
}

const fail = (pendings: readonly Pending[], error: AppError): void => {
	for (const { reject } of pendings) reject(error);
};
