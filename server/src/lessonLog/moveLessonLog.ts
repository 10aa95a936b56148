// On SQLite the log has a file beside the main one, so that a live lesson never waits for whoever writes there. What was
// written before it had stands in the main one: moved over at a start, in small steps. Whoever is killed in the middle
// goes on at the next start: nothing is taken away before all of it stands in the new place, and nothing there is
// written over.
import type { Kysely } from 'kysely';
import { inTransaction } from '../platform/index.ts';
import type { LessonLogTables } from './lessonLogTables.ts';

type Db = Kysely<LessonLogTables>;

const ENTRIES_AT_ONCE = 2000;
const LESSONS_AT_ONCE = 100;

export const moveLessonLog = async (from: Db, to: Db): Promise<void> => {
	const heads = await from.selectFrom('lesson_log_heads').selectAll().orderBy('lesson_id').execute();
	for (let first = 0; first < heads.length; first += LESSONS_AT_ONCE) {
		const some = heads.slice(first, first + LESSONS_AT_ONCE);
		const lessonIds = some.map(({ lesson_id }) => lesson_id);
		await copyEntries(from, to, lessonIds);
		// The head comes last: without it nothing is appended.
		await to
			.insertInto('lesson_log_heads')
			.values(some)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		await inTransaction(from, async (tx) => {
			await tx.deleteFrom('lesson_log').where('lesson_id', 'in', lessonIds).execute();
			await tx.deleteFrom('lesson_log_heads').where('lesson_id', 'in', lessonIds).execute();
		});
	}
};

const copyEntries = async (from: Db, to: Db, lessonIds: readonly string[]): Promise<void> => {
	let last = { lesson_id: '', seq: 0 };
	for (;;) {
		const { lesson_id, seq } = last;
		const entries = await from
			.selectFrom('lesson_log')
			.selectAll()
			.where('lesson_id', 'in', lessonIds)
			.where((row) => row(row.refTuple('lesson_id', 'seq'), '>', row.tuple(lesson_id, seq)))
			.orderBy('lesson_id')
			.orderBy('seq')
			.limit(ENTRIES_AT_ONCE)
			.execute();
		const end = entries.at(-1);
		if (end === undefined) return;
		await to
			.insertInto('lesson_log')
			.values(entries)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		last = end;
	}
};
