// When the lessons of a classroom open, for whoever sits at its device meanwhile.
import { WAITING_MS } from '@classroom/protocol';
import type { LessonTimes } from '../identity/index.ts';
import type { Database } from '../platform/index.ts';
import type { LessonTables } from './lessonTables.ts';

export const lessonTimes = (database: Database): LessonTimes => ({
	async nextOpening(classroomId, after) {
		const next = await database
			.as<LessonTables>()
			.selectFrom('lesson')
			.innerJoin('lesson_classroom as part', 'part.lesson_id', 'lesson.lesson_id')
			.where('part.classroom_id', '=', classroomId)
			.where('lesson.cancelled_at', 'is', null)
			.where('lesson.planned_start', '>', after + WAITING_MS)
			.select('lesson.planned_start as start')
			.orderBy('lesson.planned_start')
			.limit(1)
			.executeTakeFirst();
		return next === undefined ? null : next.start - WAITING_MS;
	},
});
