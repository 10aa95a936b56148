// The series of a term.
import { SeriesId } from '@classroom/protocol';
import type { SchoolId, TermId } from '@classroom/protocol';
import { z } from 'zod';
import type { PersonCaller } from '../../identity/index.ts';
import type { Page, PageRequest } from '../../schools/index.ts';
import { contains, pageOf, readCursor } from '../../schools/index.ts';
import type { TimetableDb } from '../lessonTables.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { seriesRecords } from './seriesRecord.ts';

export interface SeriesQuery extends PageRequest {
	readonly termId: TermId;
	readonly schoolId?: SchoolId;
	readonly search?: string;
}

const Cursor = z.tuple([z.string(), SeriesId]);

/** By title. Of a school's people: those that their school gives or receives. The search looks at the title. */
export const listSeries = async (
	db: TimetableDb,
	caller: PersonCaller,
	query: SeriesQuery,
): Promise<Page<SeriesRecord>> => {
	const matching = matchingSeries(db, caller, query);
	const { total } = await matching
		.select((row) => row.fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	const after = readCursor(Cursor, query.cursor);
	const rows = await (
		after === undefined
			? matching
			: matching.where((row) =>
					row(row.refTuple('series.title_key', 'series.series_id'), '>', row.tuple(after[0], after[1])),
				)
	)
		.selectAll('series')
		.orderBy('series.title_key')
		.orderBy('series.series_id')
		.limit(query.limit + 1)
		.execute();
	const page = pageOf(rows, query.limit, total, (row) => [row.title_key, row.series_id]);
	return { ...page, items: await seriesRecords(db, page.items) };
};

const matchingSeries = (db: TimetableDb, caller: PersonCaller, { termId, schoolId, search }: SeriesQuery) => {
	let series = db
		.selectFrom('series')
		.where('series.county_id', '=', caller.countyId)
		.where('series.term_id', '=', termId);
	const ofCounty = caller.role === 'county-admin' || caller.role === 'inspector';
	const schools = [...(ofCounty ? [] : [caller.schoolId]), ...(schoolId === undefined ? [] : [schoolId])];
	for (const school of schools) {
		series = series.where((row) =>
			row.or([
				row('series.teacher_school_id', '=', school),
				row(
					'series.series_id',
					'in',
					row
						.selectFrom('series_classroom')
						.select('series_classroom.series_id')
						.where('school_id', '=', school),
				),
				row(
					'series.series_id',
					'in',
					row.selectFrom('series_class').select('series_class.series_id').where('school_id', '=', school),
				),
			]),
		);
	}
	const found = contains(['series.title_key'], search);
	return found === undefined ? series : series.where(found);
};
