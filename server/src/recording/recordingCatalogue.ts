// One row a recording: which lesson, since when, until when. What was recorded stands in its folder's manifest.
import type { CountyId } from '@classroom/protocol';
import { LessonId, RecordingId } from '@classroom/protocol';
import type { Database, Migration } from '../platform/index.ts';
import { newId } from '../platform/index.ts';

export interface Recording {
	readonly recordingId: RecordingId;
	readonly lessonId: LessonId;
	readonly countyId: CountyId;
	/** When teaching began and recording was asked for, UTC ms. */
	readonly startedAt: number;
	/** When the lesson was over; null: it goes on. */
	readonly endedAt: number | null;
}

export type RecordingTables = {
	recording: {
		recording_id: string;
		lesson_id: string;
		county_id: string;
		started_at: number;
		ended_at: number | null;
	};
};

export const recordingMigrations: readonly Migration[] = [
	{
		id: 'recording-1',
		sql: [
			`create table recording (
				recording_id text primary key,
				lesson_id text not null unique,
				county_id text not null,
				started_at bigint not null,
				ended_at bigint)`,
		],
	},
];

type NewRecording = Pick<Recording, 'lessonId' | 'countyId' | 'startedAt'>;

export class RecordingCatalogue {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** The lesson's recording, made if there is none yet. A lesson has one, however often it is begun. */
	async open({ lessonId, countyId, startedAt }: NewRecording): Promise<Recording> {
		await this.#db()
			.insertInto('recording')
			.values({
				recording_id: newId(RecordingId, startedAt),
				lesson_id: lessonId,
				county_id: countyId,
				started_at: startedAt,
				ended_at: null,
			})
			.onConflict((conflict) => conflict.column('lesson_id').doNothing())
			.execute();
		const row = await this.#db()
			.selectFrom('recording')
			.select(['recording_id', 'started_at', 'ended_at'])
			.where('lesson_id', '=', lessonId)
			.executeTakeFirstOrThrow();
		return {
			recordingId: RecordingId.parse(row.recording_id),
			lessonId,
			countyId,
			startedAt: row.started_at,
			endedAt: row.ended_at,
		};
	}

	/** The id of the lesson's recording and when it ended; undefined: it was never recorded. */
	async find(lessonId: LessonId): Promise<Pick<Recording, 'recordingId' | 'endedAt'> | undefined> {
		const row = await this.#db()
			.selectFrom('recording')
			.select(['recording_id', 'ended_at'])
			.where('lesson_id', '=', lessonId)
			.executeTakeFirst();
		if (row === undefined) return undefined;
		return { recordingId: RecordingId.parse(row.recording_id), endedAt: row.ended_at };
	}

	/** Recordings that ended at that moment or since. */
	async endedSince(since: number): Promise<{ lessonId: LessonId; endedAt: number }[]> {
		const rows = await this.#db()
			.selectFrom('recording')
			.select(['lesson_id', 'ended_at'])
			.where('ended_at', '>=', since)
			.execute();
		return rows.flatMap(({ lesson_id, ended_at }) =>
			ended_at === null ? [] : [{ lessonId: LessonId.parse(lesson_id), endedAt: ended_at }],
		);
	}

	/** Notes the end; a second time changes nothing. */
	async end(lessonId: LessonId, at: number): Promise<void> {
		await this.#db()
			.updateTable('recording')
			.set({ ended_at: at })
			.where('lesson_id', '=', lessonId)
			.where('ended_at', 'is', null)
			.execute();
	}

	/** Lessons whose recording has no end yet. */
	async unended(): Promise<LessonId[]> {
		const rows = await this.#db()
			.selectFrom('recording')
			.select('lesson_id')
			.where('ended_at', 'is', null)
			.execute();
		return rows.map((row) => LessonId.parse(row.lesson_id));
	}

	#db() {
		return this.#database.as<RecordingTables>();
	}
}
