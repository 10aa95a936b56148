// What a day is for lessons: which weekday of which week it runs as, or why there are none. Pure.
import type { CommunityId, Day, SchoolId } from '@classroom/protocol';
import type { Term, Weekday } from './term.ts';
import { weekdayOf, weekOf } from './term.ts';

/** A day of the county's calendar (校历) that is not what the week makes of it. */
export type SpecialDay =
	| { readonly kind: 'holiday' | 'exam'; readonly day: Day; readonly name: string }
	| {
			/** 调休: the day runs as another. */
			readonly kind: 'make-up';
			readonly day: Day;
			readonly name: string;
			readonly asWeekday: Weekday;
			/** Null: as that weekday of the week the day itself lies in. */
			readonly ofWeek: number | null;
	  };

/** Somebody has no lessons for some days: snow, illness. */
export interface Closure {
	readonly from: Day;
	/** The last day closed. */
	readonly until: Day;
	readonly whom:
		| { readonly kind: 'county' }
		| { readonly kind: 'community'; readonly communityId: CommunityId }
		| { readonly kind: 'school'; readonly schoolId: SchoolId };
	readonly reason: string;
}

export interface Calendar {
	readonly term: Term;
	/** At most one a day. */
	readonly specialDays: ReadonlyMap<Day, SpecialDay>;
	readonly closures: readonly Closure[];
}

/** The day in the timetable's terms. */
export type SchoolDay =
	| { readonly lessons: true; readonly weekday: Weekday; readonly week: number; readonly madeUp: boolean }
	| { readonly lessons: false; readonly why: 'outside-term' | 'holiday' | 'exam' };

/** For the county as a whole; closures are asked about by school. */
export const schoolDay = ({ term, specialDays }: Calendar, day: Day): SchoolDay => {
	const week = weekOf(term, day);
	if (week === null) return { lessons: false, why: 'outside-term' };
	const special = specialDays.get(day);
	if (special === undefined) return { lessons: true, weekday: weekdayOf(day), week, madeUp: false };
	if (special.kind !== 'make-up') return { lessons: false, why: special.kind };
	return { lessons: true, weekday: special.asWeekday, week: special.ofWeek ?? week, madeUp: true };
};

/** Who takes part in a lesson, as far as closures care. */
export interface Attendance {
	readonly schoolId: SchoolId;
	/** Of that day. */
	readonly communityIds: readonly CommunityId[];
}

/** The first closure that keeps one of them away; null: all are there. */
export const closureFor = (
	{ closures }: Calendar,
	day: Day,
	schools: readonly Attendance[],
): { readonly closure: Closure; readonly schoolId: SchoolId } | null => {
	for (const closure of closures) {
		if (day < closure.from || day > closure.until) continue;
		const kept = schools.find((school) => concerns(closure, school));
		if (kept !== undefined) return { closure, schoolId: kept.schoolId };
	}
	return null;
};

const concerns = ({ whom }: Closure, { schoolId, communityIds }: Attendance): boolean => {
	switch (whom.kind) {
		case 'county':
			return true;
		case 'community':
			return communityIds.includes(whom.communityId);
		case 'school':
			return whom.schoolId === schoolId;
	}
};
