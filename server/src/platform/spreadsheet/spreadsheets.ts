// Workbooks, read and written in a process of their own that has little memory and little time: a hostile file costs
// nobody their lesson. One at a time, a few may wait.
import { AppError, messageOf } from '../errors.ts';
import { TaskProcess } from '../taskProcess/taskProcess.ts';
import type { TaskDeath } from '../taskProcess/taskProcess.ts';
import type { Cell, Workbook } from './cells.ts';
import { MEMORY_LIMIT_MB, TIME_LIMIT_MS } from './limits.ts';
import type { WorkbookPlan } from './plan.ts';
import { SpreadsheetAnswer } from './spreadsheetMessages.ts';
import type { SpreadsheetTask } from './spreadsheetMessages.ts';

const longestQueue = 8;

export interface SpreadsheetLimits {
	readonly timeMs: number;
	readonly memoryMb: number;
}

export class Spreadsheets {
	readonly #limits: SpreadsheetLimits;
	readonly #waiting: (() => void)[] = [];
	#busy = false;

	constructor(limits: Partial<SpreadsheetLimits> = {}) {
		this.#limits = { timeMs: TIME_LIMIT_MS, memoryMb: MEMORY_LIMIT_MB, ...limits };
	}

	/**
	 * Throws `spreadsheet-other-format`, `spreadsheet-encrypted`, `spreadsheet-too-large`, `spreadsheet-damaged`, and
	 * `too-many-requests` when too many wait.
	 */
	async read(bytes: Uint8Array): Promise<Workbook> {
		return this.#inTurn(async () => {
			const reading = new Reading();
			await this.#run({ kind: 'read', bytes }, (answer) => reading.take(answer));
			return reading.workbook();
		});
	}

	/** Throws `too-many-requests` when too many wait. */
	async write(plan: WorkbookPlan): Promise<Buffer> {
		return this.#inTurn(async () => {
			let written: Uint8Array | undefined;
			await this.#run({ kind: 'write', plan }, (answer) => {
				if (answer.kind === 'written') written = answer.bytes;
				return answer.kind === 'written' ? 'done' : 'go-on';
			});
			if (written === undefined) throw new TypeError('the process wrote nothing');
			return Buffer.from(written.buffer, written.byteOffset, written.byteLength);
		});
	}

	async #inTurn<R>(work: () => Promise<R>): Promise<R> {
		if (this.#busy) {
			if (this.#waiting.length >= longestQueue) throw new AppError('too-many-requests', 'too many files');
			await new Promise<void>((resolve) => this.#waiting.push(resolve));
		}
		this.#busy = true;
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next === undefined) this.#busy = false;
			else next();
		}
	}

	#run(task: SpreadsheetTask, take: (answer: SpreadsheetAnswer) => 'done' | 'go-on'): Promise<void> {
		return new Promise<void>((resolve, reject) => {
			const end = (error?: unknown): void => {
				clearTimeout(timer);
				work.end();
				if (error === undefined) resolve();
				else reject(error instanceof Error ? error : new Error(messageOf(error)));
			};
			const hear = (message: unknown): void => {
				try {
					const answer = SpreadsheetAnswer.parse(message);
					if (answer.kind === 'failed') end(failure(answer));
					else if (take(answer) === 'done') end();
					else work.send({ kind: 'next' });
				} catch (error) {
					end(error);
				}
			};
			const timer = setTimeout(() => end(tooLarge('it took too long')), this.#limits.timeMs);
			const work = new TaskProcess(new URL('./spreadsheetProcess.ts', import.meta.url), task, {
				memoryMb: this.#limits.memoryMb,
				onMessage: hear,
				onDeath: (death) => end(errorOf(death)),
			});
		});
	}
}

class Reading {
	#epoch: Workbook['epoch'] = '1900';
	#sheets: { name: string; hidden: boolean; rows: Cell[][] }[] = [];

	take(answer: SpreadsheetAnswer): 'done' | 'go-on' {
		if (answer.kind === 'end') return 'done';
		if (answer.kind === 'workbook') {
			this.#epoch = answer.epoch;
			this.#sheets = answer.sheets.map((sheet) => ({ ...sheet, rows: [] }));
		}
		if (answer.kind === 'rows') {
			const rows = this.#sheets[answer.sheet]?.rows;
			for (const row of answer.rows) rows?.push(row);
		}
		return 'go-on';
	}

	workbook(): Workbook {
		return { epoch: this.#epoch, sheets: this.#sheets };
	}
}

const failure = ({ code, message, details }: Extract<SpreadsheetAnswer, { kind: 'failed' }>): AppError =>
	new AppError(code, message, { details });

const errorOf = ({ why, aborted }: TaskDeath): AppError =>
	aborted ? tooLarge('it needs too much memory') : new AppError('spreadsheet-damaged', why);

const tooLarge = (why: string): AppError => new AppError('spreadsheet-too-large', why);
