// What the planner answers.
import type { Subject } from '@classroom/protocol';
import type { Weekday } from '../term/term.ts';

/** Number of the sending school's period; every week. */
export interface ProposedSlot {
	readonly weekday: Weekday;
	readonly period: number;
}

export interface Receiver {
	readonly needId: string;
	readonly schoolId: string;
	readonly classroomId: string;
	readonly classGroupIds: readonly string[];
}

export interface ProposedSeries {
	readonly teacherId: string;
	readonly communityId: string;
	readonly sendingClassroomId: string | null;
	readonly subject: Subject;
	/** By weekday and period. */
	readonly slots: readonly ProposedSlot[];
	/** All in every lesson of the series. */
	readonly receivers: readonly Receiver[];
}

/** The rules that a lesson can break, one for each thing that the county can change about it. */
export const rules = [
	/** No community leads from the teacher's school to the need's. */
	'community',
	/** The teacher does not teach the subject. */
	'subject',
	/** The teacher does not teach the grade. */
	'grade',
	/** The need's school has no classroom that receives. */
	'no-classroom',
	/** The schools' periods have too little in common. */
	'bells',
	/** The teacher is not there. */
	'away',
	'teacher-load',
	'teacher-taken',
	'sending-classroom',
	'receiving-classroom',
	'class',
	'link',
	'recorder',
	'sfu',
	/** The lesson reaches as many classrooms as it may. */
	'receiving-most',
	/** The need's other lessons have another teacher or classroom. */
	'one-teacher',
] as const;
export type Rule = (typeof rules)[number];

/** One more lesson of the need that would do if just these rules were lifted for it. */
export interface Relaxation {
	readonly rules: readonly Rule[];
	/** The lesson that then fits; joins the teacher's lesson of that slot where there is one that suits. */
	readonly example: {
		readonly teacherId: string;
		readonly communityId: string | null;
		/** Null: the school has none. */
		readonly classroomId: string | null;
		readonly slot: ProposedSlot;
	};
}

export interface Unplaced {
	readonly needId: string;
	readonly missing: number;
	/** Lessons it could have in a county that lacks nothing else. */
	readonly possibleAlone: number;
	/** `alone`: not all of it even in a county that lacks nothing else; `together`: others have what it would need. */
	readonly why: 'alone' | 'together';
	/**
	 * Least sets of rules, fewest first, each with a lesson that fits when they are lifted: in a county that lacks nothing
	 * else where `why` is `alone`, beside the proposed series where it is `together`.
	 */
	readonly relaxations: readonly Relaxation[];
}

export interface Proposal {
	readonly series: readonly ProposedSeries[];
	/** Lessons a week. `atMost`: proven that no plan places more. */
	readonly placed: { readonly reached: number; readonly atMost: number; readonly wanted: number };
	/** Of the preferences. `atLeast`: proven that no plan that places as many costs less. */
	readonly cost: { readonly reached: number; readonly atLeast: number };
	/** Neither more lessons nor less cost is possible. */
	readonly optimal: boolean;
	readonly unplaced: readonly Unplaced[];
}
