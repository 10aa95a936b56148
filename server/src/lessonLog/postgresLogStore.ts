// The log on PostgreSQL, through the pool.
import type { Transaction } from 'kysely';
import { inTransaction } from '../platform/index.ts';
import type { Database } from '../platform/index.ts';
import type { LessonLogTables } from './lessonLogTables.ts';
import type { Batch, BatchOutcome, LogStore } from './logStore.ts';

export const createPostgresLogStore = (database: Database): LogStore => {
	const db = database.as<LessonLogTables>();
	return {
		takeEpoch: (lessonId) =>
			inTransaction(db, async (tx) => {
				const head = await tx
					.insertInto('lesson_log_heads')
					.values({ lesson_id: lessonId, epoch: 1, seq: 0 })
					.onConflict((conflict) =>
						conflict
							.column('lesson_id')
							.doUpdateSet((row) => ({ epoch: row('lesson_log_heads.epoch', '+', 1) })),
					)
					.returning(['epoch', 'seq'])
					.executeTakeFirstOrThrow();
				const last = await tx
					.selectFrom('lesson_log')
					.select('at')
					.where('lesson_id', '=', lessonId)
					.where('seq', '=', head.seq)
					.executeTakeFirst();
				return { ...head, lastAt: last?.at ?? 0 };
			}),

		commit: (batches) =>
			inTransaction(db, async (tx) => {
				const outcomes = new Map<Batch, BatchOutcome>();
				// Always in one order, so that two nodes never wait for each other's rows.
				for (const batch of [...batches].sort(byLesson)) outcomes.set(batch, await write(tx, batch));
				return batches.map((batch) => outcomes.get(batch) ?? 'stale');
			}),

		close: () => Promise.resolve(),
	};
};

const byLesson = (a: Batch, b: Batch): number =>
	a.lessonId < b.lessonId ? -1 : a.lessonId > b.lessonId ? 1 : a.epoch - b.epoch;

const write = async (
	tx: Transaction<LessonLogTables>,
	{ lessonId, epoch, afterSeq, entries }: Batch,
): Promise<BatchOutcome> => {
	const head = await tx
		.selectFrom('lesson_log_heads')
		.select(['epoch', 'seq'])
		.where('lesson_id', '=', lessonId)
		.forUpdate()
		.executeTakeFirst();
	if (head?.epoch !== epoch) return 'stale';
	if (head.seq === afterSeq + entries.length) return 'written';
	await tx
		.insertInto('lesson_log')
		.values(
			entries.map((entry, index) => ({
				lesson_id: lessonId,
				seq: afterSeq + 1 + index,
				at: entry.at,
				type: entry.type,
				payload: entry.payload,
			})),
		)
		.execute();
	await tx
		.updateTable('lesson_log_heads')
		.set({ seq: afterSeq + entries.length })
		.where('lesson_id', '=', lessonId)
		.execute();
	return 'written';
};
