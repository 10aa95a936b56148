// What identity needs to know of the timetable. The timetable implements it; features.ts wires it.
import type { ClassroomId, Instant } from '@classroom/protocol';

export interface LessonTimes {
	/** When the first lesson of a classroom opens that opens after `after`; null: it has none. */
	nextOpening(classroomId: ClassroomId, after: Instant): Promise<Instant | null>;
}
