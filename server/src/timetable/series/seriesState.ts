// A series' own row and parts, to be written and, when a change is undone, written again.
import {
	ClassGroupId,
	ClassroomId,
	CountyId,
	Day,
	LessonKind,
	PersonId,
	SchoolId,
	SeriesId,
	Slot,
	Subject,
	TermId,
} from '@classroom/protocol';
import type { Instant } from '@classroom/protocol';
import { z } from 'zod';
import { nameKey } from '../../schools/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';

const Place = z.object({ classroomId: ClassroomId, schoolId: SchoolId, countyId: CountyId });

export const SeriesState = z.object({
	seriesId: SeriesId,
	countyId: CountyId,
	termId: TermId,
	facts: z.object({ title: z.string(), kind: LessonKind, subject: Subject }),
	teacherId: PersonId,
	teacherSchoolId: SchoolId.nullable(),
	sendingClassroom: Place.nullable(),
	receivingClassrooms: z.array(Place).readonly(),
	classGroups: z
		.array(z.object({ classGroupId: ClassGroupId, schoolId: SchoolId, countyId: CountyId }))
		.readonly(),
	slots: z.array(Slot).readonly(),
	weeks: z.array(z.int()).readonly(),
	fromDay: Day.nullable(),
	untilDay: Day.nullable(),
});
export type SeriesState = z.infer<typeof SeriesState>;

/** Makes the series, or writes it anew. */
export const writeSeries = async (
	tx: TimetableTransaction,
	series: SeriesState,
	now: Instant,
	how: 'new' | 'again',
): Promise<void> => {
	const row = {
		term_id: series.termId,
		title: series.facts.title,
		title_key: nameKey(series.facts.title),
		kind: series.facts.kind,
		subject: series.facts.subject,
		teacher_id: series.teacherId,
		teacher_school_id: series.teacherSchoolId,
		slots: JSON.stringify(series.slots),
		weeks: JSON.stringify(series.weeks),
		from_day: series.fromDay,
		until_day: series.untilDay,
		changed_at: now,
	};
	const { seriesId, countyId } = series;
	if (how === 'new') {
		await tx
			.insertInto('series')
			.values({ ...row, series_id: seriesId, county_id: countyId, created_at: now })
			.execute();
	} else {
		await tx.updateTable('series').set(row).where('series_id', '=', seriesId).execute();
		await tx.deleteFrom('series_classroom').where('series_id', '=', seriesId).execute();
		await tx.deleteFrom('series_class').where('series_id', '=', seriesId).execute();
	}
	await insertParts(tx, series);
};

const insertParts = async (tx: TimetableTransaction, series: SeriesState): Promise<void> => {
	const { seriesId, sendingClassroom, receivingClassrooms, classGroups } = series;
	const places = [
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
	const classes = classGroups.map(({ classGroupId, schoolId, countyId }, position) => ({
		series_id: seriesId,
		class_group_id: classGroupId,
		school_id: schoolId,
		county_id: countyId,
		position,
	}));
	if (places.length > 0) await tx.insertInto('series_classroom').values(places).execute();
	if (classes.length > 0) await tx.insertInto('series_class').values(classes).execute();
};
