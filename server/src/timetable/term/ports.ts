// What a change of the calendar or of bells asks of the lessons that are planned by them.
import type { CalendarEffect, SchoolId } from '@classroom/protocol';
import type { BellSchedule } from '../bells/bells.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from './calendar.ts';
import type { TermRecord } from './calendarReader.ts';

export interface TermState {
	readonly term: TermRecord;
	readonly calendar: Calendar;
}

export interface BellsChange {
	readonly schoolId: SchoolId;
	readonly before: readonly BellSchedule[];
	readonly after: readonly BellSchedule[];
}

export interface LessonsEffect {
	readonly effect: CalendarEffect;
	/** Tells whom it concerns; to be called when the transaction is over. */
	announce(): Promise<void>;
}

/**
 * Both are called inside the transaction that saves the change, under the calendar's lock of that county (see
 * calendarLock.ts), after it was written. `save` false: nothing was written, and nothing is to be.
 */
export interface TermLessons {
	effectOf(
		tx: TimetableTransaction,
		before: TermState,
		after: TermState,
		save: boolean,
	): Promise<LessonsEffect>;
	/** Of these schools all schedules at once are others now. */
	bellsChanged(
		tx: TimetableTransaction,
		changes: readonly BellsChange[],
		save: boolean,
	): Promise<LessonsEffect>;
}
