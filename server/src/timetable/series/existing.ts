// The lessons a series has, as far as a change of the series has to know them.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant, LessonId, SeriesId } from '@classroom/protocol';
import { inChunks } from '../../platform/index.ts';
import type { PlanParts } from '../checkedPlan.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import { ownOf } from '../lessonSlot.ts';
import { partsOfLessons } from '../lessonParts.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { SeriesWorld } from './occurrences.ts';
import type { ExistingLesson } from './replan.ts';
import type { SeriesRecord } from './seriesRecord.ts';
import { closedAt } from './seriesWorld.ts';

type Db = TimetableDb | TimetableTransaction;

/** Of as many series lessons are read at once. */
const SERIES_AT_ONCE = 100;

type LessonRows = Awaited<ReturnType<typeof rowsOf>>;

/** By series, by start. */
export type ExistingRows = ReadonlyMap<SeriesId, LessonRows>;

const rowsOf = (db: Db, seriesIds: readonly SeriesId[]) =>
	db
		.selectFrom('lesson')
		.select([
			'series_id',
			'lesson_id',
			'series_key',
			'planned_start',
			'planned_end',
			'phase',
			'cancelled_at',
			'cancel_cause',
			'slot_start',
			'slot_end',
			'own_teacher',
			'own_rest',
		])
		.where('series_id', 'in', seriesIds)
		.orderBy('planned_start')
		.execute();

/** Of many series at once: a query for every few hundred, and others have their turn in between. */
export const readExisting = async (db: Db, seriesIds: readonly SeriesId[]): Promise<ExistingRows> => {
	const found = new Map<SeriesId, LessonRows>();
	await inChunks(
		seriesIds,
		async (chunk) => {
			for (const row of await rowsOf(db, chunk)) {
				if (row.series_id === null) continue;
				const own = found.get(row.series_id);
				if (own === undefined) found.set(row.series_id, [row]);
				else own.push(row);
			}
			await breathe();
		},
		SERIES_AT_ONCE,
	);
	return found;
};

/** `read`: those of many series, read before; left out: they are read now. */
export const existingOf = async (
	db: Db,
	seriesId: SeriesId,
	world: SeriesWorld,
	timeZone: string,
	now: Instant,
	read?: ExistingRows,
): Promise<ExistingLesson[]> => {
	const rows = read === undefined ? await rowsOf(db, [seriesId]) : (read.get(seriesId) ?? []);
	return rows.map((row) => {
		const own = ownOf(row);
		const closed = own.time ? closedAt(world, row.planned_start, timeZone) : null;
		return {
			lessonId: row.lesson_id,
			key: row.series_key ?? '',
			place: row.slot_start ?? row.planned_start,
			from: row.planned_start,
			until: row.planned_end,
			over: row.planned_start <= now || (row.phase !== null && row.phase !== 'waiting'),
			cancelled: row.cancelled_at === null ? null : (row.cancel_cause ?? 'person'),
			ownTime: own.time,
			ownTeacher: own.teacher,
			ownRest: own.rest,
			ownDayClosed: closed !== null,
			ownDayReason: closed?.reason ?? null,
		};
	});
};

interface OwnParts {
	/** The series' with what is the lesson's own. */
	over(series: SeriesRecord): { readonly parts: PlanParts; readonly facts: LessonFacts };
}

/** Of those of the lessons of which somebody changed more than the time. */
export const ownParts = async (
	db: Db,
	lessons: readonly ExistingLesson[],
): Promise<Map<LessonId, OwnParts>> => {
	const changed = lessons.filter(({ ownTeacher, ownRest }) => ownTeacher || ownRest);
	const found = await partsOfLessons(
		db,
		changed.map(({ lessonId }) => lessonId),
	);
	return new Map(
		changed.flatMap(({ lessonId, ownTeacher, ownRest }): [LessonId, OwnParts][] => {
			const own = found.get(lessonId);
			if (own === undefined) return [];
			const { teacherId, teacherSchoolId } = own.parts;
			const teacher = ownTeacher ? { teacherId, teacherSchoolId } : {};
			const { sendingClassroom, receivingClassrooms, classGroups } = own.parts;
			const rest = ownRest ? { sendingClassroom, receivingClassrooms, classGroups } : {};
			return [
				[
					lessonId,
					{
						over: (series) => ({
							parts: { ...series, ...teacher, ...rest },
							facts: ownRest ? own.facts : series.facts,
						}),
					},
				],
			];
		}),
	);
};
