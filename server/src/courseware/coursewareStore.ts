// What courseware a lesson has, and how far its pages are made.
import {
	CoursewareId,
	CoursewareKind,
	ErrorCode,
	LessonId,
	PageFile,
	type CoursewarePage,
} from '@classroom/protocol';
import { sql } from 'kysely';
import { z } from 'zod';
import { inTransaction, type Clock, type Database, type ErrorDetails } from '../platform/index.ts';
import type { CoursewareTables } from './coursewareTables.ts';

export interface CoursewareRecord {
	readonly coursewareId: CoursewareId;
	readonly lessonId: LessonId;
	readonly name: string;
	readonly kind: CoursewareKind;
	readonly state: 'rendering' | 'ready' | 'failed';
	/** Null: not known yet. */
	readonly pages: number | null;
	readonly failure: { readonly code: ErrorCode; readonly details: ErrorDetails } | null;
	readonly shown: boolean;
}

const State = z.enum(['rendering', 'ready', 'failed']);
const Details = z.record(z.string(), z.union([z.string(), z.number()]));

export class CoursewareStore {
	readonly #database: Database;
	readonly #clock: Clock;

	constructor(database: Database, clock: Clock) {
		this.#database = database;
		this.#clock = clock;
	}

	/** False: its lesson has `most` already. */
	async add(
		courseware: Pick<CoursewareRecord, 'coursewareId' | 'lessonId' | 'name' | 'kind'>,
		uploadedBy: string,
		most: number,
	): Promise<boolean> {
		const { coursewareId, lessonId, name, kind } = courseware;
		return await inTransaction(this.#db(), async (tx) => {
			// SQLite has one writer at a time anyway.
			if (this.#database.kind === 'postgres')
				await sql`select pg_advisory_xact_lock(hashtextextended(${`courseware ${lessonId}`}, 0))`.execute(tx);
			const { there } = await tx
				.selectFrom('courseware')
				.select((all) => all.fn.countAll<number | string>().as('there'))
				.where('lesson_id', '=', lessonId)
				.executeTakeFirstOrThrow();
			if (Number(there) >= most) return false;
			await tx
				.insertInto('courseware')
				.values({
					...{ courseware_id: coursewareId, lesson_id: lessonId, name, kind, state: 'rendering' },
					...{ pages: null, failure_code: null, failure_details: null, shown_at: null },
					...{ uploaded_by: uploadedBy, created_at: this.#clock.now() },
				})
				.execute();
			return true;
		});
	}

	async find(coursewareId: CoursewareId): Promise<CoursewareRecord | null> {
		const row = await this.#db()
			.selectFrom('courseware')
			.selectAll()
			.where('courseware_id', '=', coursewareId)
			.executeTakeFirst();
		return row === undefined ? null : recordOf(row);
	}

	/** In the order they came. */
	async ofLesson(lessonId: LessonId): Promise<CoursewareRecord[]> {
		const rows = await this.#db()
			.selectFrom('courseware')
			.selectAll()
			.where('lesson_id', '=', lessonId)
			.orderBy('courseware_id')
			.execute();
		return rows.map(recordOf);
	}

	async pagesOf(coursewareIds: readonly CoursewareId[]): Promise<Map<CoursewareId, CoursewarePage[]>> {
		const all = new Map<CoursewareId, CoursewarePage[]>(coursewareIds.map((id) => [id, []]));
		if (coursewareIds.length === 0) return all;
		const rows = await this.#db()
			.selectFrom('courseware_page')
			.selectAll()
			.where('courseware_id', 'in', [...coursewareIds])
			.orderBy('courseware_id')
			.orderBy('page')
			.execute();
		for (const row of rows) all.get(CoursewareId.parse(row.courseware_id))?.push(pageOf(row));
		return all;
	}

	async hasPage(coursewareId: CoursewareId, file: PageFile): Promise<boolean> {
		const row = await this.#db()
			.selectFrom('courseware_page')
			.select('page')
			.where('courseware_id', '=', coursewareId)
			.where((where) => where.or([where('large_file', '=', file), where('small_file', '=', file)]))
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** An attempt at making pages begins: what an earlier one left is forgotten. */
	async begin(coursewareId: CoursewareId): Promise<void> {
		await this.#db().deleteFrom('courseware_page').where('courseware_id', '=', coursewareId).execute();
	}

	async setPages(coursewareId: CoursewareId, pages: number): Promise<void> {
		await this.#db()
			.updateTable('courseware')
			.set({ pages })
			.where('courseware_id', '=', coursewareId)
			.execute();
	}

	/** `number`: from 1. */
	async addPage(coursewareId: CoursewareId, number: number, page: CoursewarePage): Promise<void> {
		await this.#db()
			.insertInto('courseware_page')
			.values({
				...{ courseware_id: coursewareId, page: number, width: page.width, height: page.height },
				...{ large_file: page.large, small_file: page.small },
				...{ large_bytes: page.largeBytes, small_bytes: page.smallBytes },
			})
			.execute();
	}

	async finish(coursewareId: CoursewareId): Promise<void> {
		await this.#end(coursewareId, { state: 'ready' });
	}

	async fail(coursewareId: CoursewareId, code: ErrorCode, details: ErrorDetails = {}): Promise<void> {
		const failure = { failure_code: code, failure_details: JSON.stringify(details) };
		await this.#end(coursewareId, { state: 'failed', ...failure });
	}

	/** Once is for good. */
	async noteShown(coursewareId: CoursewareId): Promise<void> {
		await this.#db()
			.updateTable('courseware')
			.set({ shown_at: this.#clock.now() })
			.where('courseware_id', '=', coursewareId)
			.where('shown_at', 'is', null)
			.execute();
	}

	/** False: it was shown meanwhile, or there is none. */
	async remove(coursewareId: CoursewareId): Promise<boolean> {
		return await inTransaction(this.#db(), async (tx) => {
			const { numDeletedRows } = await tx
				.deleteFrom('courseware')
				.where('courseware_id', '=', coursewareId)
				.where('shown_at', 'is', null)
				.executeTakeFirstOrThrow();
			return numDeletedRows > 0n;
		});
	}

	async #end(
		coursewareId: CoursewareId,
		end: { state: 'ready' } | { state: 'failed'; failure_code: string; failure_details: string },
	): Promise<void> {
		await this.#db().updateTable('courseware').set(end).where('courseware_id', '=', coursewareId).execute();
	}

	#db() {
		return this.#database.as<CoursewareTables>();
	}
}

const recordOf = (row: CoursewareTables['courseware']): CoursewareRecord => ({
	coursewareId: CoursewareId.parse(row.courseware_id),
	lessonId: LessonId.parse(row.lesson_id),
	name: row.name,
	kind: CoursewareKind.parse(row.kind),
	state: State.parse(row.state),
	pages: row.pages,
	failure:
		row.failure_code === null
			? null
			: {
					code: ErrorCode.parse(row.failure_code),
					details: Details.parse(JSON.parse(row.failure_details ?? '{}')),
				},
	shown: row.shown_at !== null,
});

const pageOf = (row: CoursewareTables['courseware_page']): CoursewarePage => ({
	width: row.width,
	height: row.height,
	large: PageFile.parse(row.large_file),
	small: PageFile.parse(row.small_file),
	largeBytes: row.large_bytes,
	smallBytes: row.small_bytes,
});
