// Whether there are lessons on a day for those who take part in one, and if not, why: the one rule for lessons of series
// and for single ones. Pure.
import type { Day, SchoolId } from '@classroom/protocol';
import type { Attendance, Calendar, Closure } from './calendar.ts';
import { closureFor, schoolDay } from './calendar.ts';
import { isInTerm, weekdayOf } from './term.ts';

/** Who takes part on a day: whoever gives the lesson, and whoever receives it. */
export interface Attending {
	readonly giving: readonly Attendance[];
	readonly receiving: readonly Attendance[];
}

export interface ClosedDay {
	readonly why: 'holiday' | 'exam' | 'closed';
	/** The day's name or the closure's reason, in the words of whoever entered it. */
	readonly reason: string;
	/** One that is kept away; null: the day is everybody's. */
	readonly schoolId: SchoolId | null;
}

/**
 * Null: there may be a lesson. So there may on a make-up day, on a weekend, and outside of the term, where the calendar
 * says nothing. Without whoever gives it there is no lesson; those who receive it have it as long as one of them is there.
 */
export const closedOn = (calendar: Calendar, day: Day, attending: Attending): ClosedDay | null => {
	if (!isInTerm(calendar.term, day)) return null;
	const special = calendar.specialDays.get(day);
	if (special !== undefined && special.kind !== 'make-up') {
		return { why: special.kind, reason: special.name, schoolId: null };
	}
	const kept = keptAway(calendar, day, attending);
	if (kept === null) return null;
	const { closure, schoolId } = kept;
	return {
		why: 'closed',
		reason: closure.reason,
		schoolId: closure.whom.kind === 'county' ? null : schoolId,
	};
};

interface Kept {
	readonly closure: Closure;
	readonly schoolId: SchoolId | null;
}

const keptAway = (calendar: Calendar, day: Day, { giving, receiving }: Attending): Kept | null => {
	const all = giving.length === 0 && receiving.length === 0;
	if (all) return countyClosure(calendar, day);
	const given = closureFor(calendar, day, giving);
	if (given !== null) return given;
	const away = receiving.map((school) => closureFor(calendar, day, [school]));
	return away.some((kept) => kept === null) ? null : (away[0] ?? null);
};

/** A lesson of nobody's school is kept by what keeps everybody. */
const countyClosure = ({ closures }: Calendar, day: Day): Kept | null => {
	const closure = closures.find(
		({ whom, from, until }) => whom.kind === 'county' && from <= day && day <= until,
	);
	return closure === undefined ? null : { closure, schoolId: null };
};

/** Whether a lesson would be put there unasked: a day of the school's week, or a make-up day that runs as one. */
export const isSchoolDay = (calendar: Calendar | null, day: Day): boolean => {
	const runs = calendar === null ? null : schoolDay(calendar, day);
	return (runs?.lessons === true ? runs.weekday : weekdayOf(day)) < 6;
};
