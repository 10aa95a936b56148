// The lesson log as it stands in its file, beside the installation's.
import Database from 'better-sqlite3';
import type { LessonId } from '@classroom/protocol';
import { LogEntry } from '@classroom/protocol';
import { z } from 'zod';

const Row = z.object({ seq: z.int(), at: z.int(), type: z.string(), payload: z.string() });

/** All entries, by number. */
export const readLog = (databaseFile: string, lessonId: LessonId): LogEntry[] => {
	const database = new Database(databaseFile.replace(/\.sqlite$/, '-live.sqlite'), { readonly: true });
	try {
		const rows = database
			.prepare('select seq, at, type, payload from lesson_log where lesson_id = ? order by seq')
			.all(lessonId);
		return rows.map((raw) => {
			const { seq, at, type, payload } = Row.parse(raw);
			const rest = z.record(z.string(), z.unknown()).parse(JSON.parse(payload));
			return LogEntry.parse({ lessonId, seq, at, event: { type, ...rest } });
		});
	} finally {
		database.close();
	}
};

/** Numbers that are missing between 1 and the last. */
export const holesIn = (entries: readonly LogEntry[]): number[] => {
	const numbers = new Set(entries.map(({ seq }) => seq));
	const last = entries.at(-1)?.seq ?? 0;
	return Array.from({ length: last }, (_, place) => place + 1).filter((seq) => !numbers.has(seq));
};
