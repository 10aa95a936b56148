// The append-only record of all that happened in a lesson: below everything, knowing nothing of it.
import { LessonId, LogEntry } from '@classroom/protocol';
import { z } from 'zod';
import { AppError, messageOf, topic } from '../platform/index.ts';
import type { Bus, Clock, Database, Log, Metrics } from '../platform/index.ts';
import { GroupCommit } from './groupCommit.ts';
import type { LessonLogTables } from './lessonLogTables.ts';
import type { LogStore } from './logStore.ts';
import { LessonLogWriter } from './logWriter.ts';
import type { LogWriter } from './logWriter.ts';
import { createPostgresLogStore } from './postgresLogStore.ts';
import { SqliteLogStore } from './sqliteLogStore.ts';
import { LogSubscription } from './subscription.ts';
import type { SubscribeOptions } from './subscription.ts';

export interface LessonLogOptions {
	/** Migrated. */
	readonly database: Database;
	readonly bus: Bus;
	readonly clock: Clock;
	readonly log: Log;
	readonly metrics: Metrics;
	/** For tests of failures. */
	readonly store?: LogStore;
}

export interface Subscription {
	/** No listener is called afterwards. Idempotent. */
	close(): void;
}

export interface LessonLog {
	/** Takes a new epoch: from now on every other writer of this lesson, on any node, is refused. */
	open(lessonId: LessonId): Promise<LogWriter>;
	/** Entries after `afterSeq`, oldest first, at most `limit`. */
	read(lessonId: LessonId, afterSeq: number, limit: number): Promise<LogEntry[]>;
	/** The number of the last entry; 0: none. */
	lastSeq(lessonId: LessonId): Promise<number>;
	/** Entries after `afterSeq`, each once, in order, without holes; then new ones, whoever writes them. */
	subscribe(options: SubscribeOptions): Promise<Subscription>;
	/** Waits for appends under way. */
	close(): Promise<void>;
}

/** "The log of this lesson has grown", to all nodes. */
const grown = topic('lesson-log', z.object({ lessonId: LessonId, seq: z.int() }));

export const createLessonLog = (options: LessonLogOptions): LessonLog => {
	const { database, bus, clock, log, metrics } = options;
	const db = database.as<LessonLogTables>();
	const store = options.store ?? openStore(database);
	const group = new GroupCommit(store, clock, log);
	const seconds = metrics.histogram({
		name: 'classroom_log_append_seconds',
		help: 'Time from an append to the lesson log until it is on disk',
		buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 5],
	});

	const announce = (lessonId: LessonId, seq: number): void => {
		bus.publish(grown, { lessonId, seq }).catch((error: unknown) => {
			// Subscribers look by themselves every few seconds.
			log.warn({ lessonId, reason: messageOf(error) }, 'growth of the lesson log not announced');
		});
	};

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
		async open(lessonId) {
			const head = await store.takeEpoch(lessonId);
			return new LessonLogWriter({
				lessonId,
				head,
				clock,
				seconds,
				ready: (contributor) => group.add(contributor),
				written: (seq) => announce(lessonId, seq),
			});
		},
		async lastSeq(lessonId) {
			const head = await db
				.selectFrom('lesson_log_heads')
				.select('seq')
				.where('lesson_id', '=', lessonId)
				.executeTakeFirst();
			return head?.seq ?? 0;
		},
		async subscribe(wanted) {
			const subscription = new LogSubscription(wanted, { read, clock, log });
			const unsubscribe = await bus.subscribe(grown, ({ lessonId }) => {
				if (lessonId === wanted.lessonId) subscription.look();
			});
			subscription.onClose(() => void unsubscribe().catch(() => undefined));
			subscription.look();
			return subscription;
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
