// The append-only record of all that happened in a lesson: below everything, knowing nothing of it.
import { LessonId as LessonIdSchema, LogEntry } from '@classroom/protocol';
import type { LessonId } from '@classroom/protocol';
import { z } from 'zod';
import { AppError, inChunks } from '../platform/index.ts';
import type { Clock, Database, Log, Metrics } from '../platform/index.ts';
import { GroupCommit } from './groupCommit.ts';
import type { LessonLogTables } from './lessonLogTables.ts';
import type { LogStore } from './logStore.ts';
import { LessonLogWriter } from './logWriter.ts';
import type { LogWriter } from './logWriter.ts';
import { createPostgresLogStore } from './postgresLogStore.ts';
import { SqliteLogStore } from './sqliteLogStore.ts';

export interface LessonLogOptions {
	/** Migrated. */
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Log;
	readonly metrics: Metrics;
	/** For tests of failures. */
	readonly store?: LogStore;
}

export interface LessonLog {
	/** Takes a new epoch: from now on every other writer of this lesson, on any node, is refused. */
	open(lessonId: LessonId): Promise<LogWriter>;
	/** Entries after `afterSeq`, oldest first, at most `limit`. */
	read(lessonId: LessonId, afterSeq: number, limit: number): Promise<LogEntry[]>;
	/** Of these the lessons that have an entry at all. */
	begun(lessonIds: readonly LessonId[]): Promise<LessonId[]>;
	/** Waits for appends under way. */
	close(): Promise<void>;
}

export const createLessonLog = (options: LessonLogOptions): LessonLog => {
	const { database, clock, log, metrics } = options;
	const db = database.as<LessonLogTables>();
	const store = options.store ?? openStore(database);
	const group = new GroupCommit(store, clock, log);
	const seconds = metrics.histogram({
		name: 'classroom_log_append_seconds',
		help: 'Time from an append to the lesson log until it is on disk',
		buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 5],
	});

	const read: LessonLog['read'] = async (lessonId, afterSeq, limit) => {
		const rows = await db
			.selectFrom('lesson_log')
			.selectAll()
			.where('lesson_id', '=', lessonId)
			.where('seq', '>', afterSeq)
			.orderBy('seq')
			.limit(limit)
			.execute();
		return rows.map(parseRow);
	};

	return {
		read,
		async begun(lessonIds) {
			const begun: LessonId[] = [];
			await inChunks(lessonIds, async (chunk) => {
				const heads = await db
					.selectFrom('lesson_log_heads')
					.select('lesson_id')
					.where('lesson_id', 'in', chunk)
					.where('seq', '>', 0)
					.execute();
				begun.push(...heads.map(({ lesson_id }) => LessonIdSchema.parse(lesson_id)));
			});
			return begun;
		},
		async open(lessonId) {
			const head = await store.takeEpoch(lessonId);
			return new LessonLogWriter({
				lessonId,
				head,
				clock,
				seconds,
				ready: (contributor) => group.add(contributor),
			});
		},
		async close() {
			await group.idle();
			await store.close();
		},
	};
};

const openStore = (database: Database): LogStore =>
	database.kind === 'sqlite' ? new SqliteLogStore(database) : createPostgresLogStore(database);

const parseRow = (row: LessonLogTables['lesson_log']): LogEntry => {
	try {
		const payload = z.record(z.string(), z.unknown()).parse(JSON.parse(row.payload));
		return LogEntry.parse({
			lessonId: row.lesson_id,
			seq: row.seq,
			at: row.at,
			event: { ...payload, type: row.type },
		});
	} catch (error) {
		throw new AppError('internal', `Entry ${row.seq} of lesson ${row.lesson_id} cannot be read`, {
			cause: error,
		});
	}
};
