// The lessons a series has, as far as a change of the series has to know them.
import type { Instant, LessonId, SeriesId } from '@classroom/protocol';
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

export const existingOf = async (
	db: Db,
	seriesId: SeriesId,
	world: SeriesWorld,
	timeZone: string,
	now: Instant,
): Promise<ExistingLesson[]> => {
	const rows = await db
		.selectFrom('lesson')
		.select([
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
		.where('series_id', '=', seriesId)
		.orderBy('planned_start')
		.execute();
	return rows.map((row) => {
		const own = ownOf(row);
		const closed = own.time ? closedAt(world, row.planned_start, timeZone) : null;
		return {
			lessonId: row.lesson_id,
			key: row.series_key ?? '',
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
