// A connection to SQLite in a thread of its own: it does what it is told, one statement after the other.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { ThreadRequest, ThreadSettings } from './threadMessages.ts';
import type { ThreadAnswer } from './threadMessages.ts';

const { file, pragmas } = ThreadSettings.parse(workerData);
const connection = new Sqlite(file, { fileMustExist: true });
for (const pragma of pragmas) connection.pragma(pragma);

const serve = ({ id, sql, parameters }: Extract<ThreadRequest, { kind: 'query' }>): ThreadAnswer => {
	try {
		const statement = connection.prepare(sql);
		if (statement.reader) return { kind: 'rows', id, rows: statement.all(parameters) };
		return { kind: 'changed', id, changes: statement.run(parameters).changes };
	} catch (error) {
		const code = error instanceof Sqlite.SqliteError ? error.code : 'unknown';
		return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
	}
};

parentPort?.on('message', (message: unknown) => {
	const request = ThreadRequest.parse(message);
	if (request.kind === 'query') return parentPort?.postMessage(serve(request));
	connection.close();
	parentPort?.close();
});
