// What of a lesson's row says which lesson of a series it is, and what of it is its own.
import type { Selectable } from 'kysely';
import type { OwnChanges, SeriesSlot } from './lessonRecord.ts';
import type { LessonTables } from './lessonTables.ts';

type LessonRow = Selectable<LessonTables['lesson']>;

export const slotOf = (
	row: Pick<LessonRow, 'series_id' | 'series_key' | 'slot_start' | 'slot_end'>,
): SeriesSlot | null => {
	const { series_id: seriesId, series_key: key, slot_start: from, slot_end: until } = row;
	return seriesId === null || key === null || from === null || until === null
		? null
		: { seriesId, key, from, until };
};

export const ownOf = (
	row: Pick<
		LessonRow,
		'planned_start' | 'planned_end' | 'slot_start' | 'slot_end' | 'own_teacher' | 'own_rest'
	>,
): OwnChanges => ({
	time: row.slot_start !== null && (row.planned_start !== row.slot_start || row.planned_end !== row.slot_end),
	teacher: row.own_teacher === 1,
	rest: row.own_rest === 1,
});
