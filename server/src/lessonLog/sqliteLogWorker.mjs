// The log's own thread: it alone waits for the disk. It loads nothing but libraries, and is plain JavaScript:
// every thread that loads TypeScript compiles Node's type stripper, which V8 has been seen to die of.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';

/** @typedef {import('./logStore.ts').Batch} Batch */
/** @typedef {import('./logStore.ts').BatchOutcome} BatchOutcome */
/** @typedef {import('./logStore.ts').Head} Head */
/** @typedef {import('./sqliteLogMessages.ts').WorkerRequest} WorkerRequest */
/** @typedef {import('./sqliteLogMessages.ts').WorkerAnswer} WorkerAnswer */

const Settings = z.object({ file: z.string(), pragmas: z.array(z.string()), busyTimeoutMs: z.number() });
const { file, pragmas, busyTimeoutMs } = Settings.parse(workerData);
const connection = new Sqlite(file, { timeout: busyTimeoutMs, fileMustExist: true });
for (const pragma of pragmas) connection.pragma(pragma);

/** @type {Sqlite.Statement<[string], { epoch: number; seq: number }>} */
const raiseEpoch = connection.prepare(
	`insert into lesson_log_heads (lesson_id, epoch, seq) values (?, 1, 0)
	 on conflict (lesson_id) do update set epoch = epoch + 1 returning epoch, seq`,
);
/** @type {Sqlite.Statement<[string, number], { at: number }>} */
const entryTime = connection.prepare('select at from lesson_log where lesson_id = ? and seq = ?');
/** @type {Sqlite.Statement<[string], { epoch: number; seq: number }>} */
const readHead = connection.prepare('select epoch, seq from lesson_log_heads where lesson_id = ?');
const moveHead = connection.prepare('update lesson_log_heads set seq = ? where lesson_id = ?');
const insertEntry = connection.prepare(
	'insert into lesson_log (lesson_id, seq, at, type, payload) values (?, ?, ?, ?, ?)',
);

const takeEpoch = connection.transaction(
	/**
	 * @param {string} lessonId
	 * @returns {Head}
	 */
	(lessonId) => {
		const head = raiseEpoch.get(lessonId);
		if (head === undefined) throw new TypeError('no head was returned');
		return { ...head, lastAt: entryTime.get(lessonId, head.seq)?.at ?? 0 };
	},
);

/**
 * @param {Batch} batch
 * @returns {BatchOutcome}
 */
const write = ({ lessonId, epoch, afterSeq, entries }) => {
	const head = readHead.get(lessonId);
	if (head?.epoch !== epoch) return 'stale';
	if (head.seq === afterSeq + entries.length) return 'written';
	entries.forEach(({ at, type, payload }, index) =>
		insertEntry.run(lessonId, afterSeq + 1 + index, at, type, payload),
	);
	moveHead.run(afterSeq + entries.length, lessonId);
	return 'written';
};
const commit = connection.transaction(
	/** @param {readonly Batch[]} batches */
	(batches) => batches.map(write),
);

/**
 * @param {Exclude<WorkerRequest, { kind: 'close' }>} request
 * @returns {WorkerAnswer}
 */
const serve = (request) => {
	const { id } = request;
	try {
		return request.kind === 'commit'
			? { kind: 'outcomes', id, outcomes: commit.immediate(request.batches) }
			: { kind: 'head', id, head: takeEpoch.immediate(request.lessonId) };
	} catch (error) {
		const code = error instanceof Sqlite.SqliteError ? error.code : 'unknown';
		return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
	}
};

parentPort?.on(
	'message',
	/** @param {WorkerRequest} request Of our own server, which typed it. */
	(request) => {
		if (request.kind !== 'close') return parentPort?.postMessage(serve(request));
		connection.close();
		parentPort?.close();
	},
);
