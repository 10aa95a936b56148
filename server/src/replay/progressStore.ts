// Where each person or classroom stopped in each replay.
import type { ClassroomId, LessonId, PersonId } from '@classroom/protocol';
import type { Database, Migration } from '../platform/index.ts';

export type ReplayTables = {
	replay_progress: { viewer_id: string; lesson_id: string; at_ms: number; saved_at: number };
};

export const replayMigrations: readonly Migration[] = [
	{
		id: 'replay-1',
		sql: [
			`create table replay_progress (
				viewer_id text not null,
				lesson_id text not null,
				at_ms bigint not null,
				saved_at bigint not null,
				primary key (viewer_id, lesson_id))`,
		],
	},
];

/** Ids are unique over all kinds. */
export type ViewerId = PersonId | ClassroomId;

export class ProgressStore {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** Where the viewer stopped, ms from the start; null: never watched. */
	async find(viewerId: ViewerId, lessonId: LessonId): Promise<number | null> {
		const row = await this.#db()
			.selectFrom('replay_progress')
			.select('at_ms')
			.where('viewer_id', '=', viewerId)
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
		return row?.at_ms ?? null;
	}

	async save(viewerId: ViewerId, lessonId: LessonId, atMs: number, now: number): Promise<void> {
		const at_ms = Math.round(atMs);
		await this.#db()
			.insertInto('replay_progress')
			.values({ viewer_id: viewerId, lesson_id: lessonId, at_ms, saved_at: now })
			.onConflict((conflict) =>
				conflict.columns(['viewer_id', 'lesson_id']).doUpdateSet({ at_ms, saved_at: now }),
			)
			.execute();
	}

	#db() {
		return this.#database.as<ReplayTables>();
	}
}
