// The log's tables. A head holds the last number and who may write: only the holder of its epoch.
import type { Migration } from '../platform/index.ts';

export type LessonLogTables = {
	lesson_log: {
		lesson_id: string;
		seq: number;
		/** UTC ms; never less than the entry's before it. */
		at: number;
		type: string;
		/** The event without its type, JSON. */
		payload: string;
	};
	lesson_log_heads: { lesson_id: string; epoch: number; seq: number };
};

export const lessonLogMigrations: readonly Migration[] = [
	{
		id: 'lessonLog-1',
		sql: [
			`create table lesson_log (
				lesson_id text not null,
				seq bigint not null,
				at bigint not null,
				type text not null,
				payload text not null,
				primary key (lesson_id, seq)
			)`,
			`create table lesson_log_heads (
				lesson_id text primary key,
				epoch bigint not null,
				seq bigint not null
			)`,
		],
	},
	// From here on the log stands in a file of its own on SQLite: a program from before would not find it there.
	{ id: 'exchange-1', sql: { sqlite: [], postgres: [] } },
];
