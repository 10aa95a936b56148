// A series as rows of the database: its own, and those of its classrooms and classes.
import type { Instant } from '@classroom/protocol';
import { inChunks } from '../../platform/index.ts';
import { nameKey } from '../../schools/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { SeriesState } from './seriesState.ts';

/** A few statements for however many. */
export const insertSeries = async (
	tx: TimetableTransaction,
	series: readonly SeriesState[],
	now: Instant,
): Promise<void> => {
	const rows = series.map((each) => ({
		...planColumns(each),
		...{ series_id: each.seriesId, county_id: each.countyId, created_at: now, changed_at: now },
	}));
	await inChunks(rows, (chunk) => tx.insertInto('series').values(chunk).execute());
	await insertParts(tx, series);
};

/** Makes the series, or writes it anew. */
export const writeSeries = async (
	tx: TimetableTransaction,
	series: SeriesState,
	now: Instant,
	how: 'new' | 'again',
): Promise<void> => {
	if (how === 'new') return insertSeries(tx, [series], now);
	const { seriesId } = series;
	const row = { ...planColumns(series), changed_at: now };
	await tx.updateTable('series').set(row).where('series_id', '=', seriesId).execute();
	await tx.deleteFrom('series_classroom').where('series_id', '=', seriesId).execute();
	await tx.deleteFrom('series_class').where('series_id', '=', seriesId).execute();
	await insertParts(tx, [series]);
};

const planColumns = ({ facts, ...series }: SeriesState) => ({
	term_id: series.termId,
	title: facts.title,
	title_key: nameKey(facts.title),
	kind: facts.kind,
	subject: facts.subject,
	teacher_id: series.teacherId,
	teacher_school_id: series.teacherSchoolId,
	slots: JSON.stringify(series.slots),
	weeks: JSON.stringify(series.weeks),
	from_day: series.fromDay,
	until_day: series.untilDay,
});

const insertParts = async (tx: TimetableTransaction, series: readonly SeriesState[]): Promise<void> => {
	await inChunks(series.flatMap(classroomRows), (chunk) =>
		tx.insertInto('series_classroom').values(chunk).execute(),
	);
	await inChunks(series.flatMap(classRows), (chunk) => tx.insertInto('series_class').values(chunk).execute());
};

const classroomRows = ({ seriesId, sendingClassroom, receivingClassrooms }: SeriesState) =>
	[
		...(sendingClassroom === null ? [] : [{ ...sendingClassroom, part: 'sending' as const }]),
		...receivingClassrooms.map((place) => ({ ...place, part: 'receiving' as const })),
	].map(({ classroomId, schoolId, countyId, part }, position) => ({
		series_id: seriesId,
		classroom_id: classroomId,
		school_id: schoolId,
		county_id: countyId,
		part,
		position,
	}));

const classRows = ({ seriesId, classGroups }: SeriesState) =>
	classGroups.map(({ classGroupId, schoolId, countyId }, position) => ({
		series_id: seriesId,
		class_group_id: classGroupId,
		school_id: schoolId,
		county_id: countyId,
		position,
	}));
