// The changes of lessons, as whoever made them or is concerned by them reads them.
import { ChangeId } from '@classroom/protocol';
import type { LessonChangeEntry, LessonId, SeriesId } from '@classroom/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Page, PageRequest } from '../../schools/index.ts';
import { pageOf, readCursor } from '../../schools/index.ts';
import type { TimetableDb, TimetableTables } from '../lessonTables.ts';
import { LessonState } from './lessonState.ts';

export interface ChangeQuery extends PageRequest {
	readonly lessonId?: LessonId;
	readonly seriesId?: SeriesId;
}

/** As many lessons of a change are told one by one. */
const TOLD = 20;
const Cursor = z.tuple([ChangeId]);

/** The latest first. Of a school's people: those of lessons that it gives or receives. */
export const listChanges = async (
	{ db, people }: { readonly db: TimetableDb; readonly people: People },
	caller: PersonCaller,
	query: ChangeQuery,
): Promise<Page<LessonChangeEntry>> => {
	const matching = matchingChanges(db, caller, query);
	const { total } = await matching
		.select((row) => row.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const after = readCursor(Cursor, query.cursor);
	const rows = await (after === undefined ? matching : matching.where('change.change_id', '<', after[0]))
		.selectAll('change')
		.orderBy('change.change_id', 'desc')
		.limit(query.limit + 1)
		.execute();
	const page = pageOf(rows, query.limit, total, (row) => [row.change_id]);
	return { ...page, items: await entriesOf({ db, people }, caller, page.items) };
};

const matchingChanges = (db: TimetableDb, caller: PersonCaller, { lessonId, seriesId }: ChangeQuery) => {
	let changes = db.selectFrom('lesson_change as change').where('change.county_id', '=', caller.countyId);
	if (seriesId !== undefined) changes = changes.where('change.series_id', '=', seriesId);
	if (lessonId !== undefined) {
		changes = changes.where('change.change_id', 'in', (row) =>
			row.selectFrom('lesson_change_part').select('change_id').where('lesson_id', '=', lessonId),
		);
	}
	const { role, schoolId } = caller;
	if (role === 'county-admin' || role === 'inspector') return changes;
	return changes.where('change.change_id', 'in', (row) =>
		row
			.selectFrom('lesson_change_part as part')
			.innerJoin('lesson', 'lesson.lesson_id', 'part.lesson_id')
			.select('part.change_id')
			.where((each) =>
				each.or([
					each('lesson.teacher_school_id', '=', schoolId),
					each(
						'lesson.lesson_id',
						'in',
						each.selectFrom('lesson_classroom').select('lesson_id').where('school_id', '=', schoolId),
					),
				]),
			),
	);
};

const entriesOf = async (
	{ db, people }: { readonly db: TimetableDb; readonly people: People },
	caller: PersonCaller,
	rows: readonly Selectable<TimetableTables['lesson_change']>[],
): Promise<LessonChangeEntry[]> => {
	if (rows.length === 0) return [];
	const parts = await db
		.selectFrom('lesson_change_part')
		.selectAll()
		.where(
			'change_id',
			'in',
			rows.map((row) => row.change_id),
		)
		.execute();
	const byChange = Map.groupBy(parts, (part) => part.change_id);
	const names = await people.findMany(rows.flatMap((row) => row.by_person ?? []));
	return rows.map((row) => {
		const own = (byChange.get(row.change_id) ?? [])
			.map(shown)
			.toSorted((a, b) => a.after.from - b.after.from);
		const administers = caller.role === 'county-admin' || caller.role === 'school-admin';
		return {
			changeId: row.change_id,
			kind: row.kind,
			at: row.at,
			by: row.by_person === null ? null : (names.get(row.by_person)?.name ?? ''),
			reason: row.reason,
			seriesId: row.series_id,
			lessons: own.slice(0, TOLD),
			total: own.length,
			undoneAt: row.undone_at,
			mayUndo: administers && row.undone_at === null,
		};
	});
};

const shown = ({ lesson_id, before, after }: Selectable<TimetableTables['lesson_change_part']>) => {
	const is = LessonState.parse(JSON.parse(after));
	return {
		lessonId: lesson_id,
		title: is.facts.title,
		before: before === null ? null : brief(LessonState.parse(JSON.parse(before))),
		after: brief(is),
	};
};

const brief = ({ from, until, teacherId, cancelled }: LessonState) => ({
	from,
	until,
	teacherId,
	cancelled: cancelled !== null,
});
