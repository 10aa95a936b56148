// The changes of lessons, as whoever made them or is concerned by them reads them.
import { ChangeId } from '@classroom/protocol';
import type { LessonChangeEntry, LessonId, SeriesId } from '@classroom/protocol';
import type { ExpressionBuilder, Selectable } from 'kysely';
import { z } from 'zod';
import type { People, PersonCaller } from '../../identity/index.ts';
import type { Page, PageRequest } from '../../schools/index.ts';
import { pageOf, readCursor } from '../../schools/index.ts';
import { inScope } from '../lessonConditions.ts';
import { visibleTo } from '../lessonScope.ts';
import type { TimetableDb, TimetableTables } from '../lessonTables.ts';
import { LessonState } from './lessonState.ts';
import { ofSeries } from './undo.ts';

export interface ChangeQuery extends PageRequest {
	readonly lessonId?: LessonId;
	readonly seriesId?: SeriesId;
}

/** As many lessons of a change are told one by one. */
const TOLD = 20;
const Cursor = z.tuple([ChangeId]);

/** The latest first. Of a school's people: those of lessons that it gives or receives, and of them these alone. */
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
	if (seesAll(caller)) return changes;
	return changes.where('change.change_id', 'in', (row) =>
		row
			.selectFrom('lesson_change_part as part')
			.select('part.change_id')
			.where('part.lesson_id', 'in', visibleLessons(row, caller)),
	);
};

const seesAll = ({ role }: PersonCaller): boolean => role === 'county-admin' || role === 'inspector';

const visibleLessons = (
	{ selectFrom }: Pick<ExpressionBuilder<TimetableTables, 'lesson'>, 'selectFrom'>,
	caller: PersonCaller,
) =>
	selectFrom('lesson')
		.select('lesson.lesson_id')
		.where((row) => inScope(row, visibleTo(caller)));

/** Changes of which every lesson is the caller's to change: only as a whole they can be taken back. */
const undoableOf = async (
	db: TimetableDb,
	{ role, schoolId }: PersonCaller,
	changeIds: readonly ChangeId[],
): Promise<ReadonlySet<ChangeId>> => {
	if (role === 'county-admin') return new Set(changeIds);
	if (role !== 'school-admin' || schoolId === null) return new Set();
	const others = await db
		.selectFrom('lesson_change_part as part')
		.innerJoin('lesson', 'lesson.lesson_id', 'part.lesson_id')
		.select('part.change_id')
		.distinct()
		.where('part.change_id', 'in', changeIds)
		.where((row) => row.or([row('teacher_school_id', 'is', null), row('teacher_school_id', '!=', schoolId)]))
		.where('lesson.lesson_id', 'not in', (row) =>
			row
				.selectFrom('lesson_classroom')
				.select('lesson_classroom.lesson_id')
				.where('part', '=', 'sending')
				.where('school_id', '=', schoolId),
		)
		.execute();
	const notTheirs = new Set(others.map((row) => row.change_id));
	return new Set(changeIds.filter((changeId) => !notTheirs.has(changeId)));
};

const entriesOf = async (
	{ db, people }: { readonly db: TimetableDb; readonly people: People },
	caller: PersonCaller,
	rows: readonly Selectable<TimetableTables['lesson_change']>[],
): Promise<LessonChangeEntry[]> => {
	if (rows.length === 0) return [];
	const changeIds = rows.map((row) => row.change_id);
	const parts = await db
		.selectFrom('lesson_change_part')
		.selectAll()
		.where('change_id', 'in', changeIds)
		.$if(!seesAll(caller), (query) => query.where('lesson_id', 'in', (row) => visibleLessons(row, caller)))
		.execute();
	const undoable = await undoableOf(db, caller, changeIds);
	const final = await ofSeries(
		db,
		rows.map(({ undoes }) => undoes),
	);
	const byChange = Map.groupBy(parts, (part) => part.change_id);
	const names = await people.findMany(rows.flatMap((row) => row.by_person ?? []));
	return rows.map((row) => {
		const own = (byChange.get(row.change_id) ?? [])
			.map(shown)
			.toSorted((a, b) => a.after.from - b.after.from);
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
			mayUndo:
				undoable.has(row.change_id) &&
				row.undone_at === null &&
				(row.undoes === null || !final.has(row.undoes)),
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
