// The log's own thread: it alone waits for the disk. It loads nothing but the database's library.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Batch, BatchOutcome, Head } from './logStore.ts';
import { WorkerRequest, WorkerSettings } from './sqliteLogMessages.ts';
import type { WorkerAnswer } from './sqliteLogMessages.ts';

const { file, pragmas, busyTimeoutMs } = WorkerSettings.parse(workerData);
const connection = new Sqlite(file, { timeout: busyTimeoutMs, fileMustExist: true });
for (const pragma of pragmas) connection.pragma(pragma);

const raiseEpoch = connection.prepare<[string], { epoch: number; seq: number }>(
	`insert into lesson_log_heads (lesson_id, epoch, seq) values (?, 1, 0)
	 on conflict (lesson_id) do update set epoch = epoch + 1 returning epoch, seq`,
);
const entryTime = connection.prepare<[string, number], { at: number }>(
	'select at from lesson_log where lesson_id = ? and seq = ?',
);
const readHead = connection.prepare<[string], { epoch: number; seq: number }>(
	'select epoch, seq from lesson_log_heads where lesson_id = ?',
);
const moveHead = connection.prepare<[number, string]>(
	'update lesson_log_heads set seq = ? where lesson_id = ?',
);
const insertEntry = connection.prepare<[string, number, number, string, string]>(
	'insert into lesson_log (lesson_id, seq, at, type, payload) values (?, ?, ?, ?, ?)',
);

const takeEpoch = connection.transaction((lessonId: string): Head => {
	const head = raiseEpoch.get(lessonId);
	if (head === undefined) throw new TypeError('no head was returned');
	return { ...head, lastAt: entryTime.get(lessonId, head.seq)?.at ?? 0 };
});

const write = ({ lessonId, epoch, afterSeq, entries }: Batch): BatchOutcome => {
	const head = readHead.get(lessonId);
	if (head?.epoch !== epoch) return 'stale';
	if (head.seq === afterSeq + entries.length) return 'written';
	entries.forEach(({ at, type, payload }, index) =>
		insertEntry.run(lessonId, afterSeq + 1 + index, at, type, payload),
	);
	moveHead.run(afterSeq + entries.length, lessonId);
	return 'written';
};
const commit = connection.transaction((batches: readonly Batch[]): BatchOutcome[] => batches.map(write));

const serve = (request: Exclude<WorkerRequest, { kind: 'close' }>): WorkerAnswer => {
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

parentPort?.on('message', (message: unknown) => {
	const request = WorkerRequest.parse(message);
	if (request.kind !== 'close') return parentPort?.postMessage(serve(request));
	connection.close();
	parentPort?.close();
});
