// Who changed which lessons, when, why, and how they were before: what can be taken back.
import { ChangeId } from '@classroom/protocol';
import type { CountyId, Instant, LessonChangeKind, LessonId, PersonId, SeriesId } from '@classroom/protocol';
import { inChunks, newId } from '../../platform/index.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { SeriesState } from '../series/seriesState.ts';
import type { LessonState } from './lessonState.ts';

export interface ChangePart {
	readonly lessonId: LessonId;
	/** Null: there was no lesson. */
	readonly before: LessonState | null;
	readonly after: LessonState;
}

export interface NewChange {
	readonly countyId: CountyId;
	readonly kind: LessonChangeKind;
	/** Null: the program itself. */
	readonly by: PersonId | null;
	readonly at: Instant;
	readonly reason: string | null;
	readonly parts: readonly ChangePart[];
	readonly series?: {
		readonly seriesId: SeriesId;
		readonly before: readonly SeriesState[];
		readonly after: readonly SeriesState[];
	};
	readonly undoes?: ChangeId;
}

export const recordChange = async (tx: TimetableTransaction, change: NewChange): Promise<ChangeId> => {
	const changeId = newId(ChangeId, change.at);
	const { series } = change;
	await tx
		.insertInto('lesson_change')
		.values({
			change_id: changeId,
			county_id: change.countyId,
			kind: change.kind,
			series_id: series?.seriesId ?? null,
			at: change.at,
			by_person: change.by,
			reason: change.reason,
			series_before: series === undefined ? null : JSON.stringify(series.before),
			series_after: series === undefined ? null : JSON.stringify(series.after),
			undone_at: null,
			undoes: change.undoes ?? null,
		})
		.execute();
	await inChunks(change.parts, (chunk) =>
		tx
			.insertInto('lesson_change_part')
			.values(
				chunk.map(({ lessonId, before, after }) => ({
					change_id: changeId,
					lesson_id: lessonId,
					before: before === null ? null : JSON.stringify(before),
					after: JSON.stringify(after),
				})),
			)
			.execute(),
	);
	return changeId;
};
