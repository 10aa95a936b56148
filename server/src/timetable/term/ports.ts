// What a change of the calendar or of bells asks of the lessons that are planned by them.
import type { CalendarEffect, CountyId, SchoolId } from '@classroom/protocol';
import type { BellSchedule } from '../bells/bells.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Calendar } from './calendar.ts';
import type { TermRecord } from './calendarReader.ts';

export interface TermState {
	readonly term: TermRecord;
	readonly calendar: Calendar;
}

/** What becomes of a term with its calendar. */
export interface CalendarShift {
	readonly countyId: CountyId;
	/** Null: the term is new. */
	readonly before: TermState | null;
	/** Null: the term is deleted, which has no series. */
	readonly after: TermState | null;
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

type Db = TimetableDb | TimetableTransaction;

/**
 * `foresee…`: what a change would do; nothing is written, and no transaction is needed, so that lessons that are on do
 * not wait for somebody's preview. `change…`: is called inside the transaction that saves the change, under the
 * calendar's lock of that county (see calendarLock.ts), after it was written.
 */
export interface TermLessons {
	foreseeCalendar(db: Db, shift: CalendarShift): Promise<CalendarEffect>;
	changeCalendar(tx: TimetableTransaction, shift: CalendarShift): Promise<LessonsEffect>;
	/** Of these schools all schedules at once are others now. */
	foreseeBells(db: Db, changes: readonly BellsChange[]): Promise<CalendarEffect>;
	changeBells(
		tx: TimetableTransaction,
		countyId: CountyId,
		changes: readonly BellsChange[],
	): Promise<LessonsEffect>;
}
