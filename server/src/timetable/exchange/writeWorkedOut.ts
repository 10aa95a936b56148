// Writes a term's plan that was worked out before, if it still stands on what there is.
import { setImmediate as breathe } from 'node:timers/promises';
import type { DatabaseKind } from '../../platform/index.ts';
import { AppError } from '../../platform/index.ts';
import type { ChangePart } from '../changes/changeLog.ts';
import { lockResources } from '../clashes/bookings.ts';
import { locksOf } from '../clashes/readPlaces.ts';
import type { Wants } from '../clashes/takenPlaces.ts';
import type { LessonChanges } from '../lessonChanges.ts';
import { changeOf } from '../lessonChanges.ts';
import type { NewLesson } from '../lessonRows.ts';
import type { TimetableTransaction } from '../lessonTables.ts';
import { wantsFor } from '../series/proposal.ts';
import { wantsForSingles } from '../series/singleLessons.ts';
import { lockCalendar } from '../term/calendarLock.ts';
import type { Foreseen } from './foresee.ts';
import { wantsOfSeries } from './foresee.ts';
import type { Concerned, PlanWorld } from './planWorld.ts';
import { isSameWorld, readMarks } from './planWorld.ts';
import { saveTermPlan } from './saveTermPlan.ts';
import type { PlanContext, PlanState, TermPlan } from './termPlan.ts';

export interface WorkedOut {
	readonly plan: TermPlan;
	/** What the plan was made of. */
	readonly world: PlanWorld;
	readonly concerned: Concerned;
	readonly foreseen: Foreseen;
	readonly context: PlanContext;
}

export interface Saved {
	readonly parts: readonly ChangePart[];
	readonly lessons: readonly NewLesson[];
}

/** Throws `conflict` when anything that the plan was made of is other than it was, or taken meanwhile. */
export const writeWorkedOut = async (
	tx: TimetableTransaction,
	kind: DatabaseKind,
	{ plan, world, concerned, foreseen, context }: WorkedOut,
	stateNow: () => Promise<PlanState>,
): Promise<Saved> => {
	await lockCalendar(tx, kind, context.countyId, 'change');
	// On SQLite nobody else writes as it is.
	if (kind !== 'sqlite') await lockResources(tx, kind, await locksOf(tx, wantsIn(foreseen)));
	const state = await stateNow();
	const marks = await readMarks(tx, state, concerned, context);
	await breathe();
	if (!isSameWorld(world, { state, marks })) throw new AppError('conflict', 'what there is has changed');
	const parts = await saveTermPlan(tx, plan, foreseen, context.now);
	return { parts, lessons: foreseen.lessons };
};

const wantsIn = ({ proposals, singles, lessons }: Foreseen): Wants[] => [
	...wantsFor(proposals),
	...wantsForSingles(singles),
	...new Set(lessons.map(wantsOfSeries())),
];

/** Each is told to everybody who is connected. */
const TOLD_IN_ONE_GO = 20;

export const announcePlanned = async (
	changes: LessonChanges,
	lessons: readonly NewLesson[],
): Promise<void> => {
	for (const [done, lesson] of lessons.entries()) {
		if (done % TOLD_IN_ONE_GO === 0) await breathe();
		await changes.announce(changeOf('planned', [lesson]));
	}
};
