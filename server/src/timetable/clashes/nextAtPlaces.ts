// What follows a lesson at the places it has: the first lesson that needs its teacher, a classroom or a class of it.
import { ClassroomId } from '@classroom/protocol';
import type { Instant, LessonId } from '@classroom/protocol';
import type { TimetableDb } from '../lessonTables.ts';

export interface NextAtPlaces {
	readonly startsAt: Instant;
	/** Whether the teacher is needed, whether a class is, and which classrooms, by id. */
	readonly teacher: boolean;
	readonly classes: boolean;
	readonly classroomIds: readonly ClassroomId[];
}

/** The one that begins first, before `until`; null: none does. One whose own time is over at `now` needs nothing. */
export const nextAtPlaces = async (
	db: TimetableDb,
	lessonId: LessonId,
	now: Instant,
	until: Instant,
): Promise<NextAtPlaces | null> => {
	const bookings = await db
		.selectFrom('booking as own')
		.innerJoin('booking as other', (join) =>
			join
				.onRef('other.resource', '=', 'own.resource')
				.onRef('other.resource_id', '=', 'own.resource_id')
				.onRef('other.starts_at', '>=', 'own.ends_at'),
		)
		.select(['other.resource', 'other.resource_id', 'other.starts_at'])
		.where('own.lesson_id', '=', lessonId)
		.where('other.starts_at', '<', until)
		.where('other.ends_at', '>', now)
		.orderBy('other.starts_at')
		.orderBy('other.resource_id')
		.execute();
	const startsAt = bookings[0]?.starts_at;
	if (startsAt === undefined) return null;
	const first = bookings.filter((booking) => booking.starts_at === startsAt);
	return {
		startsAt,
		teacher: first.some(({ resource }) => resource === 'teacher'),
		classes: first.some(({ resource }) => resource === 'class'),
		classroomIds: first
			.filter(({ resource }) => resource === 'classroom')
			.map(({ resource_id }) => ClassroomId.parse(resource_id)),
	};
};
