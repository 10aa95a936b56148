// Reads all that can be in the way of lessons.
import type { LessonId } from '@classroom/protocol';
import { capacitiesFor, loadsOf } from '../capacity/capacities.ts';
import type { Need } from '../capacity/needs.ts';
import { needKey, needsOf } from '../capacity/needs.ts';
import type { PartKeys } from '../checkedPlan.ts';
import type { LessonFacts } from '../checkedPlan.ts';
import type { TimetableDb, TimetableTransaction } from '../lessonTables.ts';
import type { Clash } from './bookings.ts';
import { inOrder, resourcesOf, takenIn } from './bookings.ts';
import type { Taken } from './freePlaces.ts';
import type { Wants } from './takenPlaces.ts';
import { TakenPlaces } from './takenPlaces.ts';
import { merged } from './spans.ts';

export const wantsOf = (parts: PartKeys, { kind }: Pick<LessonFacts, 'kind'>): Wants => ({
	resources: resourcesOf(parts),
	needs: needsOf(parts, kind),
});

/** What has to be locked before anybody looks: all that is taken, and what is limited of what is needed. */
export const locksOf = async (
	db: TimetableDb | TimetableTransaction,
	wants: readonly Wants[],
): Promise<Clash['resource'][]> => {
	const needs = await limitedOf(db, wants);
	return inOrder([
		...wants.flatMap(({ resources }) => resources),
		...needs.map(({ kind, id }) => ({ kind, id })),
	]);
};

const limitedOf = async (
	db: TimetableDb | TimetableTransaction,
	wants: readonly Wants[],
): Promise<Need[]> => {
	const needs = wants.flatMap((each) => each.needs);
	const capacities = await capacitiesFor(db, needs);
	return needs.filter((need) => capacities.has(needKey(need)));
};

/** Three queries for however many; what the lessons `except` take is as good as free. */
export const readPlaces = async (
	db: TimetableDb | TimetableTransaction,
	lessons: readonly { readonly wants: Wants; readonly span: Taken }[],
	except: ReadonlySet<LessonId>,
): Promise<TakenPlaces> => {
	if (lessons.length === 0) return new TakenPlaces([], [], new Map());
	const wants = [...new Set(lessons.map((each) => each.wants))];
	const spans = merged(lessons.map((each) => each.span));
	const taken = await takenIn(db, inOrder(wants.flatMap((each) => each.resources)), spans);
	const needs = wants.flatMap((each) => each.needs);
	const capacities = await capacitiesFor(db, needs);
	const limited = needs.filter((need) => capacities.has(needKey(need)));
	const used = await loadsOf(db, limited, spans);
	const others = <T extends { readonly lessonId: LessonId }>(all: readonly T[]): T[] =>
		all.filter(({ lessonId }) => !except.has(lessonId));
	return new TakenPlaces(others(taken), others(used), capacities);
};
