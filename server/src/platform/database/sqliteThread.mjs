// A connection to SQLite in a thread of its own: it does what it is told, one statement after the other. In plain
// JavaScript: every thread that loads TypeScript compiles Node's type stripper, which V8 has been seen to die of.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';

/** @typedef {import('./threadMessages.ts').ThreadRequest} ThreadRequest */
/** @typedef {import('./threadMessages.ts').ThreadAnswer} ThreadAnswer */

const Settings = z.object({ file: z.string(), pragmas: z.array(z.string()) });
const { file, pragmas } = Settings.parse(workerData);
const connection = new Sqlite(file, { fileMustExist: true });
for (const pragma of pragmas) connection.pragma(pragma);

/**
 * @param {Extract<ThreadRequest, { kind: 'query' }>} request
 * @returns {ThreadAnswer}
 */
const serve = ({ id, sql, parameters }) => {
	try {
		const statement = connection.prepare(sql);
		if (statement.reader) return { kind: 'rows', id, rows: statement.all(parameters) };
		return { kind: 'changed', id, changes: statement.run(parameters).changes };
	} catch (error) {
		const code = error instanceof Sqlite.SqliteError ? error.code : 'unknown';
		return { kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) };
	}
};

parentPort?.on(
	'message',
	/** @param {ThreadRequest} request Of our own server, which typed it. */
	(request) => {
		if (request.kind === 'query') return parentPort?.postMessage(serve(request));
		connection.close();
		parentPort?.close();
	},
);
