// What becomes of a series' lessons when its plan, the calendar or the bells change. Pure.
//
// What is past never changes, and what somebody did to one lesson is never undone by a change of all of them. A lesson is
// of the series whose plan has its place, wherever somebody moved it.
import type { Instant, LessonId } from '@classroom/protocol';
import type { CancelCause, SlotKey } from './lessonKeys.ts';
import type { Omission } from './occurrences.ts';

/** A lesson there is. */
export interface ExistingLesson {
	readonly lessonId: LessonId;
	readonly key: SlotKey;
	/** When the series has it. */
	readonly place: Instant;
	/** When it is given. */
	readonly from: Instant;
	readonly until: Instant;
	/** It has begun, or its time is over. */
	readonly over: boolean;
	readonly cancelled: CancelCause | null;
	/** Somebody moved this one. */
	readonly ownTime: boolean;
	readonly ownTeacher: boolean;
	/** Its title, subject, classrooms or classes. */
	readonly ownRest: boolean;
	/** Somebody moved it to a day on which it cannot be given any more. */
	readonly ownDayClosed: boolean;
	/** Why, as far as there is a reason to name. */
	readonly ownDayReason?: string | null;
}

/** A lesson the plan has. */
export interface PlannedLesson {
	readonly key: SlotKey;
	readonly week: number;
	readonly from: Instant;
	readonly until: Instant;
}

export type Step =
	| { readonly what: 'add'; readonly planned: PlannedLesson }
	/** It stays when it is; its other parts follow the plan. */
	| { readonly what: 'keep'; readonly lesson: ExistingLesson; readonly planned: PlannedLesson | null }
	| { readonly what: 'move'; readonly lesson: ExistingLesson; readonly planned: PlannedLesson }
	/** It had fallen away; at its own time where it has one. */
	| {
			readonly what: 'revive';
			readonly lesson: ExistingLesson;
			readonly planned: PlannedLesson;
			readonly from: Instant;
			readonly until: Instant;
	  }
	| { readonly what: 'drop'; readonly lesson: ExistingLesson; readonly cause: 'calendar' | 'series' }
	/** It had fallen away and would come back, but another makes up for it. */
	| { readonly what: 'made-up'; readonly lesson: ExistingLesson; readonly planned: PlannedLesson }
	/** It stays as it is, and is of this plan because its place is. */
	| {
			readonly what: 'take-in';
			readonly lesson: ExistingLesson;
			readonly planned: PlannedLesson | null;
			/** It is over or away, so that nobody is told. */
			readonly quiet: boolean;
	  }
	/** Somebody moved it here from before this plan begins: it gets this plan's parts, and stays of the other. */
	| { readonly what: 'lend-parts'; readonly lesson: ExistingLesson };

export interface When {
	readonly now: Instant;
	/** The plan is for the lessons from then on, which were another's; null: they all are its own. */
	readonly since: Instant | null;
	/** The plan holds up to then; null: to the end of the term. */
	readonly until: Instant | null;
	/** Nothing is given from `until` on, also what somebody moved there. */
	readonly ends: boolean;
	/** Lessons for which others make up that stand. */
	readonly madeUp: ReadonlySet<LessonId>;
}

export const replanOf = (
	planned: readonly PlannedLesson[],
	omitted: readonly Pick<Omission, 'key' | 'why'>[],
	existing: readonly ExistingLesson[],
	when: When,
): Step[] => {
	const { since } = when;
	const away = new Set(omitted.map(({ key }) => key));
	const step = ([lesson, wanted]: Pair): Step[] => {
		if (lesson === null)
			return wanted !== null && wanted.from >= when.now ? [{ what: 'add', planned: wanted }] : [];
		if (lesson.over) return [];
		if (when.ends && isBeyond(lesson, when)) return dropped(lesson, 'series');
		return wanted === null ? withoutPlace(lesson, away.has(lesson.key)) : inPlace(lesson, wanted, when);
	};
	if (since === null) return pairsOf(planned, existing).flatMap(step);
	const own = existing.filter(({ place }) => place >= since);
	const taken = ([lesson, planned]: Pair): Step[] => {
		if (lesson !== null && !lesson.over && lesson.ownTime && lesson.from < since)
			return [{ what: 'take-in', lesson, planned, quiet: false }];
		const steps = step([lesson, planned]);
		return lesson !== null && steps.length === 0
			? [{ what: 'take-in', lesson, planned, quiet: true }]
			: steps;
	};
	const guests = existing.filter(({ place, from, over }) => place < since && from >= since && !over);
	return [
		...pairsOf(planned, own).flatMap(taken),
		...guests.map((lesson): Step => ({ what: 'lend-parts', lesson })),
	];
};

const isBeyond = ({ from }: ExistingLesson, { until }: When): boolean => until !== null && from >= until;

const inPlace = (lesson: ExistingLesson, planned: PlannedLesson, when: When): Step[] => {
	const { now, madeUp } = when;
	if (lesson.cancelled === 'person') return [{ what: 'keep', lesson, planned }];
	// The end of its series took it away.
	if (lesson.cancelled === 'series' && lesson.ownTime && isBeyond(lesson, when))
		return [{ what: 'keep', lesson, planned }];
	if (lesson.ownTime && lesson.ownDayClosed) return dropped(lesson, 'calendar');
	const { from, until } = lesson.ownTime ? lesson : planned;
	// What would have to be given in the past stays as it is.
	if (from < now) return [{ what: 'keep', lesson, planned }];
	if (lesson.cancelled !== null)
		return madeUp.has(lesson.lessonId)
			? [{ what: 'made-up', lesson, planned }]
			: [{ what: 'revive', lesson, planned, from, until }];
	const same = from === lesson.from && until === lesson.until;
	return [same ? { what: 'keep', lesson, planned } : { what: 'move', lesson, planned }];
};

const withoutPlace = (lesson: ExistingLesson, omitted: boolean): Step[] => {
	if (lesson.cancelled === 'person') return [];
	if (lesson.ownTime && !lesson.ownDayClosed) return [{ what: 'keep', lesson, planned: null }];
	return dropped(lesson, omitted || lesson.ownTime ? 'calendar' : 'series');
};

const dropped = (lesson: ExistingLesson, cause: 'calendar' | 'series'): Step[] =>
	lesson.cancelled === null || (lesson.cancelled !== cause && lesson.cancelled !== 'person')
		? [{ what: 'drop', lesson, cause }]
		: [];

type Pair = readonly [ExistingLesson | null, PlannedLesson | null];

/**
 * Which lesson is which: the one of the same place in the plan; else, where the plan has other weekdays or periods now,
 * those of one week in their order.
 */
const pairsOf = (planned: readonly PlannedLesson[], existing: readonly ExistingLesson[]): Pair[] => {
	const byKey = new Map(existing.map((lesson) => [lesson.key, lesson]));
	const known = planned.filter(({ key }) => byKey.has(key));
	const knownKeys = new Set(known.map(({ key }) => key));
	const left = existing.filter(({ key }) => !knownKeys.has(key));
	const byWeek = Map.groupBy(
		left.toSorted((a, b) => a.from - b.from),
		({ key }) => weekOf(key),
	);
	const fresh = planned
		.filter(({ key }) => !byKey.has(key))
		.map((wanted): Pair => [byWeek.get(wanted.week)?.shift() ?? null, wanted]);
	return [
		...known.map((wanted): Pair => [byKey.get(wanted.key) ?? null, wanted]),
		...fresh,
		...[...byWeek.values()].flat().map((lesson): Pair => [lesson, null]),
	];
};

const weekOf = (key: SlotKey): number => Number(key.split('-')[0]);
