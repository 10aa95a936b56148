// What the planner is told of a county. Plain: whoever reads it from the database or a request builds it.
import type { Day, Subject } from '@classroom/protocol';
import type { BellSchedule, Span } from '../bells/bells.ts';
import type { Weekday } from '../term/term.ts';

export interface PlannedSchool {
	readonly id: string;
	readonly bells: readonly BellSchedule[];
	/** How many lessons its link carries at once, sent or received; null: any number. */
	readonly linkLessons: number | null;
	/** Where it can receive; of its need one is used for all lessons. */
	readonly receivingClassroomIds: readonly string[];
}

/** Lessons go from the core school to the members. */
export interface PlannedCommunity {
	readonly id: string;
	readonly coreSchoolId: string;
	readonly memberSchoolIds: readonly string[];
}

export interface Ability {
	readonly subject: Subject;
	readonly grades: readonly number[];
}

export interface WeekSpan extends Span {
	readonly weekday: Weekday;
}

export interface PlannedTeacher {
	readonly id: string;
	readonly schoolId: string;
	readonly abilities: readonly Ability[];
	/** When not. */
	readonly away: readonly WeekSpan[];
	/** Lessons, those given already counted. */
	readonly mostAWeek: number;
	readonly mostADay: number;
	/** Null: from a computer of their own, which takes no classroom. */
	readonly sendingClassroomId: string | null;
	readonly prefersMornings: boolean;
}

/** What a school lacks: lessons of one subject for classes of one or more grades, which sit together. */
export interface Need {
	readonly id: string;
	readonly schoolId: string;
	readonly classGroupIds: readonly string[];
	readonly subject: Subject;
	/** None: whoever teaches the subject can teach them. */
	readonly grades: readonly number[];
	readonly lessonsAWeek: number;
	/** Where part of what the school lacks is settled already: whose the rest is to be. */
	readonly withTeacherId?: string;
}

/** A weekly lesson that there is already. */
export interface GivenLesson {
	readonly weekday: Weekday;
	/** A school's period, which moves with its seasons, or times of its own. */
	readonly at: { readonly schoolId: string; readonly period: number } | Span;
	readonly teacherId: string | null;
	/** Sending and receiving. */
	readonly classroomIds: readonly string[];
	readonly classGroupIds: readonly string[];
	/** One entry for each end of the lesson: the sending school and each receiving classroom's. */
	readonly schoolIds: readonly string[];
	readonly recorded: boolean;
	/** Of the term, in which it is given: what is taken is the most of any of them. Without it: in every one. */
	readonly weeks?: readonly number[];
}

export interface PlanningRules {
	/** On which there are lessons. */
	readonly weekdays: readonly Weekday[];
	/** A day of each season in which the term has lessons: a period has to suit in all of them. */
	readonly seasonDays: readonly Day[];
	/** Of a lesson's length, 0 to 1, that each receiving school's own period has to share with it. */
	readonly leastShare: number;
	/** Classrooms that one lesson reaches. */
	readonly receivingMost: number;
	/** Grades that may be taught together, such as `[[1, 2], [3, 4]]`; a grade in none stands alone. */
	readonly gradeBands: readonly (readonly number[])[];
	/** Lessons recorded at once; null: any number. */
	readonly recorderPlaces: number | null;
	/** Ends of lessons carried at once, sending or receiving; null: any number. */
	readonly sfuPlaces: number | null;
}

/** What one breach costs, against the others; 0: no matter. */
export interface PreferenceWeights {
	/** A lesson after noon of a teacher who prefers mornings. */
	readonly mornings: number;
	/** A lesson of a need beyond the first on one day. */
	readonly oneADay: number;
	/** A lesson of a need beyond the first within two successive days, where the week has room for more distance. */
	readonly spread: number;
	/** Times k for a teacher's k-th lesson of the week: an even load costs least, and a shared lesson less than two. */
	readonly evenLoad: number;
	/**
	 * Two lessons of a teacher on one weekday, and two of a school, whether it sends or receives; so the k-th of a day
	 * costs k - 1 times, and a week costs least that is spread evenly over its days. Of a teacher, because lessons to other
	 * schools come on top of their own classes: one a day can be prepared and given well, four in a row cannot. Of both
	 * ends' schools, because a school closes for the day (snow, a fair, an outing) with all its lessons, because its
	 * classroom and its link are there for one lesson at a time, and because children who sit before a screen all Monday
	 * have nobody on Thursday. Not of the county: what is even for each school is even for all of them.
	 */
	readonly evenDays: number;
}

export interface PlanningInput {
	readonly schools: readonly PlannedSchool[];
	readonly communities: readonly PlannedCommunity[];
	readonly teachers: readonly PlannedTeacher[];
	readonly needs: readonly Need[];
	readonly given: readonly GivenLesson[];
	readonly rules: PlanningRules;
	readonly weights: PreferenceWeights;
}

/** Lessons that begin later are in the afternoon, minutes since midnight. */
export const NOON = 12 * 60;

/** The grades that are taught together with these, they among them; one text for each band. */
export const bandOf = ({ gradeBands }: PlanningRules, grades: readonly number[]): string =>
	[...new Set(grades.map((grade) => (gradeBands.find((band) => band.includes(grade)) ?? [grade]).join('+')))]
		.toSorted()
		.join(';');

/** Whether the week has room for a free day between all lessons of the need. */
export const hasRoomToSpread = ({ lessonsAWeek }: Need, { weekdays }: PlanningRules): boolean =>
	lessonsAWeek * 2 - 1 <= weekdays.length;
